import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly version: string
  readonly headers: [string, string][]
  readonly body: Buffer
  header(name: string): string | undefined
}

export interface RawClient {
  readonly socket: Socket
  /** Text is sent as latin1: one character, one byte. */
  send(...parts: (string | Uint8Array)[]): void
  /** The next answer, interim ones included. `head`: it answers a HEAD. Rejects when the connection closes before it is whole. */
  answer(options?: { head?: boolean }): Promise<RawAnswer>
  /** Resolves with what came and was not asked for, once the other end has closed. */
  closed(): Promise<Buffer>
  close(): Promise<void>
}

/** A client without opinions: what is sent is what is on the wire. */
export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let arrived = Buffer.alloc(0)
  let over = false
  let wake = (): void => {}
  socket.on('data', (chunk: Buffer) => {
    arrived = Buffer.concat([arrived, chunk])
    wake()
  })
  // A reset is an end too: what came before it counts.
  socket.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        over = true
        wake()
        resolve()
      })
    }
  })
  await once(socket, 'connect')

  const more = (): Promise<void> => new Promise((resolve) => (wake = resolve))

  return {
    socket,
    send: (...parts) => void socket.write(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))),
    async answer({ head = false } = {}) {
      for (;;) {
        const parsed = parseAnswer(arrived, head)
        if (parsed) {
          arrived = arrived.subarray(parsed.length)
          return parsed.answer
        }
        if (over) throw new Error(`The connection closed before an answer was whole: ${JSON.stringify(arrived.toString('latin1'))}`)
        await more()
      }
    },
    async closed() {
      await ended
      socket.destroy()
      return arrived
    },
    async close() {
      if (socket.closed) return
      socket.destroy()
      await once(socket, 'close')
    },
  }
}

function parseAnswer(bytes: Buffer, head: boolean): { answer: RawAnswer; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const [, version = '', status = ''] = /^HTTP\/(\d\.\d) (\d{3})/.exec(first) ?? []
  const headers = lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
  const header = (name: string) => headers.find(([n]) => n.toLowerCase() === name)?.[1]
  const length = head ? 0 : Number(header('content-length') ?? 0)
  const body = bytes.subarray(end + 4, end + 4 + length)
  if (body.length < length) return undefined
  return { answer: { version, status: Number(status), headers, body: Buffer.from(body), header }, length: end + 4 + length }
}
