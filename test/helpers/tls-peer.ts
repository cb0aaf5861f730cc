/** A TLS client, as a careful sender is one: what it is told when a handshake fails, and what it reads when it holds. */
import { connect as connectTcp } from 'node:net'
import { connect } from 'node:tls'

export interface TlsCall {
  readonly port: number
  /** The name that is called; the address is always this machine. */
  readonly host: string
  /** PEM of whom it trusts; absent: only whom the machine trusts. */
  readonly ca?: string
  /** Sent once it is secure; then this side says that no more comes, and goes on reading. */
  readonly send?: string
}

/** What came back until the other side closed; or the code of the error that ended it. */
export function tlsCall({ port, host, ca, send = '' }: TlsCall): Promise<{ received: string; error: string | null }> {
  return new Promise((resolve) => {
    let received = ''
    let error: string | null = null
    const below = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true })
    const socket = connect({ socket: below, servername: host, ...(ca !== undefined && { ca }) })
    socket.once('secureConnect', () => void socket.end(send, 'latin1'))
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    socket.on('error', (cause: NodeJS.ErrnoException) => (error = cause.code ?? cause.message))
    socket.on('close', () => resolve({ received, error }))
  })
}
