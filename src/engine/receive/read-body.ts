/** Reads a request's body as the bytes that come, up to the limits. */
import type { IncomingMessage } from 'node:http'
import { onBreak, type Connection, type Fault } from './connection.ts'
import type { ReceiveLimits } from './limits.ts'

/** Bytes of all bodies that are in memory right now. */
export interface Held {
  bytes: number
}

export interface ReadBody {
  readonly bytes: Buffer
  /** Why there is no more of it; null: it is whole. */
  readonly fault: Fault | null
}

export const tooLarge = (limits: ReceiveLimits): Fault => ({ status: 413, text: `The body is larger than ${limits.bodyBytes} bytes: no more of it was kept.` })
const TOO_MUCH: Fault = { status: 503, text: 'Too much is being received at one time: no more of this body was kept. Try again later.' }

/**
 * Resolves when the body is whole, or when no more of it can come or is wanted: the rest is thrown away.
 * Its bytes are counted in `held`; the caller takes them out again.
 */
export function readBody(request: IncomingMessage, connection: Connection, limits: ReceiveLimits, held: Held): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    let over = false

    const unhook = onBreak(connection, (fault) => {
      if (request.complete) return false
      finish(fault)
      return true
    })
    function finish(fault: Fault | null): void {
      if (over) return
      over = true
      unhook()
      const only = chunks.length === 1 ? chunks[0] : undefined
      resolve({ bytes: only ?? Buffer.concat(chunks, size), fault })
    }

    request.on('data', (chunk: Buffer) => {
      if (over) return
      const room = limits.bodyBytes - size
      const kept = chunk.length > room ? chunk.subarray(0, room) : chunk
      chunks.push(kept)
      size += kept.length
      held.bytes += kept.length
      if (chunk.length > room) finish(tooLarge(limits))
      else if (held.bytes > limits.heldBytes) finish(TOO_MUCH)
    })
    request.on('end', () => finish(null))
    request.on('close', () => {
      const declared = request.headers['content-length']
      finish({ status: null, text: `The connection was closed after ${size} ${declared === undefined ? '' : `of ${declared} `}bytes of the body.` })
    })
    // 'close' follows, and says it all.
    request.on('error', () => {})
  })
}
