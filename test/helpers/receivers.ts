/** Receivers as they are met in the wild: those that answer, and those that break in one particular way. Real sockets. */
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Receiver {
  readonly url: string
  /** Whole requests as their bytes came, in order of arrival. */
  readonly requests: Buffer[]
  /** Resolves when `count` whole requests have come. */
  received(count: number): Promise<void>
  /** Writes to the connection of the n-th request (from 0) and, unless told otherwise, leaves it open. */
  answer(n: number, text: string, options?: { end?: boolean }): void
  close(): Promise<void>
}

/** What to do when a whole request has come. */
export type Behaviour = (socket: Socket, n: number) => void

export const response = (status: number, body = '', headers = ''): string =>
  `HTTP/1.1 ${status} Status\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Answers each request with the status whose turn it is; the last one stays. */
export const answers = (...statuses: number[]): Behaviour => (socket, n) => void socket.write(response(statuses[Math.min(n, statuses.length - 1)] ?? 200))

export const MISBEHAVIOURS = {
  hang: () => undefined,
  resetBeforeAnswer: (socket) => void socket.resetAndDestroy(),
  closeWithoutAnswer: (socket) => void socket.end(),
  resetInsideBody: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this', () => socket.resetAndDestroy())
  },
  shorterThanItSays: (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this'),
  garbage: (socket) => void socket.end('\x00\x01 this is no HTTP \xff\r\n\r\n'),
  switchesProtocol: (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n'),
  hugeHeaders: (socket) => void socket.write(`HTTP/1.1 200 OK\r\nX-Large: ${'x'.repeat(200_000)}\r\nContent-Length: 0\r\n\r\n`),
  slowDrip: (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nd'),
  redirect: (socket) => void socket.write(response(302, '', 'Location: http://127.0.0.1:9/elsewhere\r\n')),
  interimThenSilence: (socket) => void socket.write('HTTP/1.1 102 Processing\r\n\r\n'),
  interimThenError: (socket) => void socket.write(`HTTP/1.1 102 Processing\r\n\r\n${response(500, 'too late to matter')}`),
} satisfies Record<string, Behaviour>

/** Answers 200 and never stops sending, as fast as the peer reads. */
export const endless: Behaviour = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
  const pour = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', pour)
  pour()
}

function wholeRequest(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const length = Number(/^content-length: *(\d+)/im.exec(bytes.subarray(0, end).toString('latin1'))?.[1] ?? 0)
  return bytes.length >= end + 4 + length ? end + 4 + length : 0
}

async function run(server: Server, scheme: string, connected: (handle: (socket: Socket) => void) => void, behaviour: Behaviour): Promise<Receiver> {
  const requests: Buffer[] = []
  const sockets: Socket[] = []
  const open = new Set<Socket>()
  let waiting: (() => void)[] = []
  connected((socket) => {
    open.add(socket)
    let buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk])
      for (let length = wholeRequest(buffer); length > 0; length = wholeRequest(buffer)) {
        requests.push(buffer.subarray(0, length))
        sockets.push(socket)
        buffer = buffer.subarray(length)
        behaviour(socket, requests.length - 1)
        for (const wake of waiting) wake()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy()
      server.close(() => resolve())
    })
  onTestFinished(close)
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async received(count) {
      while (requests.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
      waiting = []
    },
    answer(n, text, { end = false } = {}) {
      const socket = sockets[n]
      if (end) socket?.end(text)
      else socket?.write(text)
    },
    close,
  }
}

export function receiver(behaviour: Behaviour): Promise<Receiver> {
  const server = createServer()
  return run(server, 'http', (handle) => server.on('connection', handle), behaviour)
}

export function tlsReceiver(identity: { key: string; cert: string }, behaviour: Behaviour): Promise<Receiver> {
  const server = createTlsServer(identity)
  server.on('tlsClientError', () => undefined)
  return run(server, 'https', (handle) => server.on('secureConnection', handle), behaviour)
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => void server.close(() => resolve()))
  return `http://127.0.0.1:${port}`
}
