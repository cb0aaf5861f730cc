/** How the sender gets its connections: by name, and over TLS only to whom it trusts. Certificates are always checked. */
import { lookup as resolve, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { getCACertificates } from 'node:tls'
import { buildConnector } from 'undici'

/** A certificate authority (PEM) that is trusted beyond those of the machine; null: none. Asked for each new connection. */
export type Trusted = () => Promise<string | null>

/** RFC 6761, 6.3: names below `localhost` are this machine. Not every system's resolver knows. */
const lookup: LookupFunction = (name, options, done) => {
  if (!/\.localhost\.?$/i.test(name)) return resolve(name, options, done)
  const here: LookupAddress[] = [{ address: '127.0.0.1', family: 4 }]
  if (options.all) done(null, here)
  else done(null, '127.0.0.1', 4)
}

const connector = (ca: string | null): buildConnector.connector =>
  // Deadlines are the clock's: a timeout here would be a second opinion in another time.
  buildConnector({ timeout: 0, lookup, ...(ca !== null && { ca: [...getCACertificates('default'), ca] }) })

export function createConnect(trusted: Trusted): buildConnector.connector {
  let built: { readonly ca: string | null; readonly connect: buildConnector.connector } | undefined
  return (options, done) => {
    trusted().then((ca) => {
      // Another one for another trust: it remembers sessions, and what was found of a certificate with them.
      if (built?.ca !== ca) built = { ca, connect: connector(ca) }
      built.connect(options, (...[error, socket]) => {
        if (error) done(options.protocol === 'https:' ? ofHandshake(error) : error, null)
        else done(null, socket)
      })
    }, (error: Error) => done(error, null))
  }
}

/** Until there is a secure connection, an end of it is no answer that failed to come. */
function ofHandshake(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ECONNRESET') return error
  return Object.assign(new Error(`the connection was cut during the TLS handshake (${error.message})`), { code: 'ERR_TLS_HANDSHAKE_CUT' })
}
