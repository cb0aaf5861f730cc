/** What is known of one open connection: requests on it that are not answered yet, and who is told when it breaks. */
import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Why a request is not whole, and what that is answered: a status, or null when nobody is there to be answered. */
export interface Fault {
  readonly status: number | null
  readonly text: string
}

export interface Connection {
  readonly socket: Socket
  /** Breaks the connection (RST), TLS or not. */
  readonly reset: () => void
  /** `address:port` of the other end; asked for early, as a closed socket has forgotten it. */
  readonly peer: string
  /** Requests that are received, recorded or answered right now. */
  readonly open: Set<Promise<void>>
  /** Answer to the latest request; node sends answers in the order of the requests. */
  last: ServerResponse | null
  /** What comes can't be read any more. */
  broken: boolean
  /** Told that no more comes. False: the request concerned needs no more, or there is none. */
  breaks: (fault: Fault) => boolean
}

const nobody = (): boolean => false

export function peerOf({ remoteAddress = 'unknown', remotePort = 0 }: Socket): string {
  const address = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress
  return `${address}:${remotePort}`
}

/** @param raw the socket itself, or what is below TLS. */
export function createConnection(socket: Socket, raw: Socket): Connection {
  return { socket, reset: () => void raw.resetAndDestroy(), peer: peerOf(socket), open: new Set(), last: null, broken: false, breaks: nobody }
}

/** Makes `breaks` the one that is told, until the function that this returns is called. */
export function onBreak(connection: Connection, breaks: Connection['breaks']): () => void {
  connection.breaks = breaks
  return () => {
    // A request that followed in the same packet may have taken over.
    if (connection.breaks === breaks) connection.breaks = nobody
  }
}

/** Node's words for what went wrong, as a fault. */
function faultOf(error: NodeJS.ErrnoException): Fault {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, text: 'The headers are too large.' }
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, text: 'The chunk extensions are too large.' }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, text: 'The request was not whole in time.' }
    case 'HPE_INVALID_EOF_STATE':
      return { status: null, text: 'The request ended early.' }
    default:
      return { status: error.code?.startsWith('HPE_') ? 400 : null, text: `This is not valid HTTP: ${error.message.replace(/^Parse Error: /, '')}.` }
  }
}

/** Handles node's `clientError`: malformed, too slow, or gone. What came whole before it is still answered. */
export function breakConnection(connection: Connection, error: NodeJS.ErrnoException): void {
  // The parser says it again for every packet that follows.
  if (connection.broken) return
  connection.broken = true
  const { status, text } = faultOf(error)
  if (status === null) connection.socket.destroy()
  else if (!connection.breaks({ status, text })) closeWith(connection, status, text)
}

/** Runs `run` when every answer so far has left; never when the connection is lost before. */
export function afterAnswers(connection: Connection, run: () => void): void {
  void Promise.allSettled(connection.open).then(() => {
    const { last } = connection
    if (last && !last.writableFinished) last.once('finish', run)
    else run()
  })
}

/** Answers what is no request, after the requests before it, and closes. */
export function closeWith(connection: Connection, status: number, text: string): void {
  const { socket } = connection
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]
  afterAnswers(connection, () => {
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${text}`)
    socket.destroySoon()
  })
}
