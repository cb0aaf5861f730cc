/** How the sender gets its connections: by name, and over TLS only to whom it trusts. Certificates are always checked. */
import { lookup as resolve, type LookupAddress } from 'node:dns'
import { connect as connectPlain, isIP, type LookupFunction } from 'node:net'
import { connect as connectSecure, getCACertificates } from 'node:tls'
import type { Opening } from './http/connection.ts'
import type { Open } from './http/connections.ts'

/** A certificate authority (PEM) that is trusted beyond those of the machine; null: none. Asked for each new connection. */
export type Trusted = () => Promise<string | null>

/** RFC 6761, 6.3: names below `localhost` are this machine. Not every system's resolver knows. */
const lookup: LookupFunction = (name, options, done) => {
  if (!/\.localhost\.?$/i.test(name)) return resolve(name, options, done)
  const here: LookupAddress[] = [{ address: '127.0.0.1', family: 4 }]
  if (options.all) done(null, here)
  else done(null, '127.0.0.1', 4)
}

/** So that a receiver that vanished without a word is noticed by the system too, ms. */
const PROBE_MS = 60_000
/** What is read at once. One piece of memory serves all plain connections, as each reading is used up before the next. */
const READ_BYTES = 64 * 1024

export function createConnect(trusted: Trusted): Open {
  const read = Buffer.allocUnsafeSlow(READ_BYTES)

  return (origin, received) => {
    const { protocol, hostname, port } = new URL(origin)
    const host = hostname.replace(/^\[(.*)\]$/, '$1')
    const to = { host, port: Number(port || (protocol === 'https:' ? 443 : 80)), lookup, noDelay: true, keepAlive: true, keepAliveInitialDelay: PROBE_MS }
    if (protocol === 'https:') return trusted().then((ca) => secure(to, ca, received))
    const take = (size: number): boolean => (received(read.subarray(0, size)), true)
    return { socket: connectPlain({ ...to, onread: { buffer: () => read, callback: take } }), ready: 'connect' }
  }
}

function secure(to: { host: string }, ca: string | null, received: (bytes: Buffer) => void): Opening {
  const socket = connectSecure({
    ...to,
    ...(isIP(to.host) === 0 && { servername: to.host }),
    ...(ca !== null && { ca: [...getCACertificates('default'), ca] }),
    ALPNProtocols: ['http/1.1'],
  })
  return { socket: socket.on('data', received), ready: 'secureConnect' }
}
