/** One connection to a receiver: one call after the other, and what comes of each. */
import type { Socket } from 'node:net'
import { createAnswerReader, type AnswerEvents } from './answer-reader.ts'

/** One request, and who hears of its answer. */
export interface Call extends AnswerEvents {
  readonly method: string
  /** All of it, as it goes over the wire. */
  readonly bytes: Buffer
  /** There is a connection, and the first byte leaves now. */
  begun(socket: Socket): void
  /** Called once, and last. Null: all of the answer came. */
  over(error: Error | null): void
}

/** A socket that is about to be open, and says so by this event; `over TLS` it is open when it is secure. */
export interface Opening {
  readonly socket: Socket
  readonly ready: 'connect' | 'secureConnect'
}

export interface Connection {
  /** How long it may wait for the next call, ms; 0: it is of no use any more. */
  idleMs(): number
  /** Sends it, as soon as the connection is open. The one before has to be over. */
  make(call: Call): void
  /** Ends this call, if it is the one being made, and the connection with it. */
  cut(call: Call, reason: Error): void
  /** Bytes came. They are read before this returns. */
  received(bytes: Buffer): void
  destroy(): void
}

const closed = (): NodeJS.ErrnoException => Object.assign(new Error('other side closed'), { code: 'ECONNRESET' })

/** Until there is a secure connection, an end of it is no answer that failed to come. */
function ofHandshake(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ECONNRESET') return error
  return Object.assign(new Error(`the connection was cut during the TLS handshake (${error.message})`), { code: 'ERR_TLS_HANDSHAKE_CUT' })
}

/**
 * @param free called before a call is told that it is over, if another one can follow on this connection.
 * @param gone called once; no call can follow.
 */
export function createConnection({ socket, ready }: Opening, free: () => void, gone: () => void): Connection {
  const reader = createAnswerReader()
  let current: Call | undefined
  let open = false
  let lost = false

  function lose(): void {
    if (lost) return
    lost = true
    socket.destroy()
    gone()
  }

  function fail(error: Error): void {
    const call = current
    current = undefined
    lose()
    call?.over(error)
  }

  function broken(error: NodeJS.ErrnoException): void {
    fail(open || ready === 'connect' ? error : ofHandshake(error))
  }

  function finish(): void {
    const call = current
    current = undefined
    // An answer that came before all of the request had left: what is left of that would begin the next one.
    if (!lost && reader.idleMs() > 0 && socket.writableLength === 0) free()
    else lose()
    call?.over(null)
  }

  function start(call: Call): void {
    reader.expect(call.method, call)
    call.begun(socket)
    // Who was told may have cut it.
    if (current === call) socket.write(call.bytes)
  }

  socket.once(ready, () => {
    open = true
    if (current) start(current)
  })
  socket.on('error', broken)
  socket.on('end', () => {
    if (current && reader.end()) finish()
    else broken(closed())
  })
  socket.on('close', () => broken(closed()))

  return {
    idleMs: () => (lost ? 0 : reader.idleMs()),
    make(call) {
      current = call
      if (open) start(call)
    },
    cut(call, reason) {
      if (current === call) fail(reason)
    },
    received(bytes) {
      // Nobody asked.
      if (!current) return lose()
      try {
        reader.push(bytes)
      } catch (error) {
        return fail(error as Error)
      }
      if (current && reader.complete()) finish()
    },
    destroy: () => fail(closed()),
  }
}
