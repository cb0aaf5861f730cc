/** The other end of an inbox's connection: sends bytes, and keeps what comes and how it ends. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawPeer {
  readonly socket: Socket
  received(): string
  /** Resolves when `found` is in what has come, or fails when the connection ends without. */
  until(found: string | ((bytes: Buffer) => boolean)): Promise<string>
  /** Resolves with how the other side ended it: `fin` or `reset`. */
  ended(): Promise<'fin' | 'reset'>
}

export const POST = (inbox: string, body = '{"type":"a"}', more = ''): string => `POST /${inbox} HTTP/1.1\r\nHost: x\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Connected, with `request` sent; gone when the test is over. */
export async function rawPeer(port: number, request = ''): Promise<RawPeer> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let bytes = Buffer.alloc(0)
  let end: 'fin' | 'reset' | undefined
  const checks = new Set<() => void>()
  const changed = (): void => checks.forEach((check) => check())
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    changed()
  })
  socket.on('end', () => {
    end ??= 'fin'
    changed()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    end ??= error.code === 'ECONNRESET' ? 'reset' : end
    changed()
  })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  if (request !== '') socket.write(request, 'latin1')

  const received = (): string => bytes.toString('latin1')
  function when<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        try {
          const value = look()
          if (value === undefined) return
          checks.delete(check)
          resolve(value)
        } catch (error) {
          checks.delete(check)
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
      checks.add(check)
      check()
    })
  }
  return {
    socket,
    received,
    until: (found) =>
      when(() => {
        if (typeof found === 'string' ? received().includes(found) : found(bytes)) return received()
        if (end) throw new Error(`It ended (${end}) with ${JSON.stringify(received().slice(0, 500))}`)
        return undefined
      }),
    ended: () => when(() => end),
  }
}
