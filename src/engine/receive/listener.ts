/** The inbox listener: bare `node:http`, the only one that is meant to be reached by strangers. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createRealClock } from '../clock.ts'
import type { Log } from '../log.ts'
import { afterAnswers, breakConnection, closeWith, createConnection, type Connection } from './connection.ts'
import type { ReceiveLimits } from './limits.ts'
import type { Exchange } from './respond.ts'

export interface Listener {
  /** Not listening yet. */
  readonly server: Server
  /** Takes a connection that came in elsewhere, as if it had come in here. */
  accept(socket: Socket, raw: Socket): void
  /** Takes nothing new, answers what is in flight for as long as the limits say, then closes what is left. */
  stop(): Promise<void>
}

export function createListener(run: (exchange: Exchange) => Promise<void>, limits: ReceiveLimits, log: Log): Listener {
  const connections = new Map<Socket, Connection>()
  const working = new Set<Promise<void>>()
  let stopping = false

  function handle(request: IncomingMessage, response: ServerResponse, waits = false): void {
    const connection = connections.get(request.socket)
    if (!connection) return void request.socket.destroy()
    const previous = connection.last
    connection.last = response
    if (stopping) response.shouldKeepAlive = false
    const work = run({ request, response, connection, waits, previous })
      .catch((error: unknown) => {
        log.error({ err: error }, 'a request could not be answered')
        connection.socket.destroy()
      })
      .finally(() => {
        connection.open.delete(work)
        working.delete(work)
      })
    connection.open.add(work)
    working.add(work)
  }

  // These limits, and that of `stop`, are about sockets and not about what is emulated: they run in real time, whichever the engine's clock is.
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.ceil(Math.min(limits.headersMs, limits.requestMs) / 4),
    // What a sender leaves out is for its owner to see, not for us to refuse.
    requireHostHeader: false,
  })
  server.maxConnections = limits.connections
  // By their size alone: else node drops those beyond the 2000th.
  server.maxHeadersCount = 0
  server.timeout = limits.silenceMs
  // A sender that closes its side after the request still gets its answer.
  Object.assign(server, { httpAllowHalfOpen: true })

  function know(socket: Socket, raw: Socket): void {
    connections.set(socket, createConnection(socket, raw))
    socket.once('close', () => connections.delete(socket))
  }
  server.on('connection', (socket: Socket) => {
    if (!connections.has(socket)) know(socket, socket)
  })
  server.on('request', (request, response) => handle(request, response))
  server.on('checkContinue', (request, response) => handle(request, response, true))
  server.on('checkExpectation', (request, response) => handle(request, response))
  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy())
    const connection = connections.get(request.socket)
    if (connection) closeWith(connection, 405, 'This is not a proxy.')
  })
  server.on('clientError', (error, socket) => {
    const connection = connections.get(socket as Socket)
    if (connection) breakConnection(connection, error)
    else socket.destroy()
  })
  server.on('drop', () => log.warn({ limit: limits.connections }, 'too many connections: one was closed'))

  function accept(socket: Socket, raw: Socket): void {
    know(socket, raw)
    server.emit('connection', socket)
  }

  async function stop(): Promise<void> {
    stopping = true
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
    const time = createRealClock()
    const lift = time.at(time.now() + limits.stopMs, () => {
      for (const socket of connections.keys()) socket.destroy()
    })
    for (const connection of connections.values()) {
      const { last, socket } = connection
      if (last && !last.headersSent) last.shouldKeepAlive = false
      afterAnswers(connection, () => socket.destroySoon())
    }
    // Those that were handed in are not among the server's own.
    const gone = [...connections.keys()].map((socket) => new Promise<void>((resolve) => void socket.once('close', () => resolve())))
    await Promise.all([closed, ...gone])
    lift()
    // What was cut off is put on record too.
    while (working.size > 0) await Promise.allSettled(working)
  }

  return { server, accept, stop }
}
