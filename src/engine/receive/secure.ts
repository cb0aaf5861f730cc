/** The TLS side of the inbox listener: the handshake, with its faults. What comes through it is handed on as a connection like any other. */
import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket, type SecureContext } from 'node:tls'
import { TLS_FAULTS, type TlsFault } from '#contract/tls.ts'
import { createRealClock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Authority } from '../tls/authority.ts'
import { peerOf } from './connection.ts'
import type { Handshakes } from './handshakes.ts'
import type { ReceiveLimits } from './limits.ts'

export interface SecureListener {
  /** Not listening yet. */
  readonly server: Server
  /** Takes nothing new and cuts handshakes that are not over. */
  stop(): Promise<void>
}

export interface SecureDeps {
  readonly authority: Pick<Authority, 'context'>
  readonly limits: ReceiveLimits
  readonly log: Log
  readonly handshakes: Handshakes
  /** @param raw what is below TLS: a reset is its business. */
  readonly accept: (socket: TLSSocket, raw: Socket) => void
}

const FAULTS = new Map(Object.entries(TLS_FAULTS).map(([fault, { host }]) => [host, fault as TlsFault]))

export function createSecureListener({ authority, limits, log, handshakes, accept }: SecureDeps): SecureListener {
  const shaking = new Set<Socket>()
  const time = createRealClock()

  async function shake(raw: Socket): Promise<void> {
    const seen: { peer: string; serverName: string | null; fault: TlsFault | null } = { peer: peerOf(raw), serverName: null, fault: null }
    shaking.add(raw)
    let secure = false
    let why: string | undefined
    const lift = time.at(time.now() + limits.headersMs, () => {
      why = 'It was not complete in time.'
      raw.destroy()
    })
    const over = (): void => {
      lift()
      shaking.delete(raw)
    }
    const failed = (error: Error & { reason?: string; code?: string }): void => {
      why ??= `${error.reason ?? error.message}${error.code === undefined ? '' : ` (${error.code})`}`
    }
    raw.on('error', failed)
    raw.once('close', () => {
      over()
      if (!secure) handshakes.failed({ ...seen, why: why ?? 'The client closed it before it was secure, as one does that does not accept the certificate.' })
    })

    const good = await contextOf('good')
    if (!good) {
      why = 'There is no certificate to show: the log says why.'
      return void raw.destroy()
    }
    if (raw.destroyed) return
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: good,
      ALPNProtocols: ['http/1.1'],
      SNICallback(name, answer) {
        seen.serverName = name
        seen.fault = FAULTS.get(name.toLowerCase()) ?? null
        if (seen.fault === 'cut') {
          why = 'It was cut, as this name asks for.'
          return void raw.resetAndDestroy()
        }
        if (!seen.fault) return answer(null, good)
        void contextOf(seen.fault).then((context) => (context ? answer(null, context) : void raw.destroy()))
      },
    })
    // It may stay open for writing after that, which is no use to a handshake.
    const leaves = (): void => void raw.destroy()
    socket.once('end', leaves)
    socket.on('error', failed)
    socket.once('secure', () => {
      over()
      secure = true
      socket.off('end', leaves)
      socket.once('close', () => {
        if (socket.bytesRead === 0) handshakes.failed({ ...seen, why: 'The client closed it without a request, as one does that does not accept the certificate.' })
      })
      accept(socket, raw)
    })
  }

  async function contextOf(shown: Parameters<Authority['context']>[0]): Promise<SecureContext | undefined> {
    try {
      return await authority.context(shown)
    } catch (error) {
      log.error({ err: error }, 'there is no certificate for a secure connection')
      return undefined
    }
  }

  // A sender that closes its side after the request still gets its answer.
  const server = createServer({ allowHalfOpen: true }, (raw) => void shake(raw))
  server.maxConnections = limits.connections
  server.on('drop', () => log.warn({ limit: limits.connections }, 'too many secure connections: one was closed'))

  return {
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const raw of shaking) raw.destroy()
      }),
  }
}
