/** The shape that every behaviour has, and what several of them share. */
import type { AnswerOf, Behaviour } from '#contract/answer.ts'
import type { Headers } from '#contract/common.ts'
import type { SentEnd } from '#contract/inbox.ts'
import type { Wire } from '../wire.ts'

/** Does it to one request, whose turn on its connection it is; resolves with how that ended. Must come to an end soon after the wire's signal aborts. */
export type Behave<B extends Behaviour> = (answer: AnswerOf<B>, wire: Wire) => Promise<SentEnd>

/** An answer as a user gives it: what several behaviours start from. */
export interface Message {
  readonly status: number
  readonly headers?: Headers | undefined
  readonly body?: string | undefined
}

export const closing: Headers = [['Connection', 'close']]

/** Sends the first part of an answer, as far as it is to get before it is cut. */
export async function sendCut(wire: Wire, { after, ...message }: Message & { readonly after: 'nothing' | 'headers' | number }): Promise<void> {
  if (after === 'nothing') return
  const cut = after === 'headers' ? 0 : after
  const body = Buffer.from(message.body ?? 'This answer is cut off. '.repeat(Math.ceil((cut + 1) / 24)))
  await wire.head(message.status, [...(message.headers ?? []), ['Content-Length', String(body.length)]])
  if (cut > 0) await wire.write(body.subarray(0, cut))
}

/** Times a second that a slow stream is fed, where its rate is high enough. */
const TICKS = 20

/** The bytes at their rate per second; undefined: as fast as they are taken. `last`: the answer ends with them. Stops when it is over. */
export async function sendAt(wire: Wire, chunks: Iterable<Buffer>, rate: number | undefined, { write = wire.write, last = false }: { write?: (bytes: Buffer) => Promise<void>; last?: boolean } = {}): Promise<void> {
  const step = rate === undefined ? Infinity : Math.max(1, Math.floor(rate / TICKS))
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += step) {
      if (wire.signal.aborted) return
      const part = chunk.subarray(at, at + step)
      await write(part)
      if (rate === undefined) await new Promise((resolve) => void setImmediate(resolve))
      else await wire.wait((part.length / rate) * 1000, !last || at + step < chunk.length)
    }
  }
}
