/** A reverse proxy as careless ones are: it takes a request apart and writes it anew. Real sockets on both sides. */
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface WireRequest {
  readonly line: string
  readonly headers: readonly string[]
  readonly body: string
}

/** Answers its URL. Each whole request goes on over a connection of its own, as `rewrite` makes it; what comes back is passed on as it is. */
export async function rewritingProxy(targetPort: number, rewrite: (request: WireRequest) => WireRequest): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    let bytes = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const end = bytes.indexOf('\r\n\r\n')
      const [line = '', ...headers] = bytes.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n')
      const length = Number(headers.find((header) => /^content-length:/i.test(header))?.split(':')[1] ?? 0)
      if (end < 0 || bytes.length < end + 4 + length) return
      const { line: first, headers: sent, body } = rewrite({ line, headers, body: bytes.subarray(end + 4, end + 4 + length).toString('utf8') })
      bytes = bytes.subarray(end + 4 + length)
      const upstream = connect(targetPort, '127.0.0.1', () => void upstream.write(`${[first, ...sent].join('\r\n')}\r\n\r\n${body}`))
      open.add(upstream)
      upstream.on('error', () => socket.destroy())
      upstream.pipe(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
