/** Requests of ngrok's inspector: the answer of its agent's `GET /api/requests/http`, or one request of it. `raw` has the bytes of both messages in base64. */
import { z } from 'zod'
import { EntryFault, entry, type Entry } from '../entry.ts'
import { parsed } from '../json-walk.ts'
import { itemOf, listed, type Read } from '../format.ts'
import { messageOf, requestLine } from './http-message.ts'

const Request = z.looseObject({
  id: z.string().nullish(),
  remote_addr: z.string().nullish(),
  start: z.string(),
  /** Nanoseconds. */
  duration: z.number().nullish(),
  request: z.looseObject({ raw: z.base64() }),
  response: z.looseObject({ raw: z.base64().nullish() }).nullish(),
})

export const readNgrok: Read = (bytes) => listed(bytes, ['requests'], fromNgrok)
export const readNgrokOne: Read = function* (bytes) {
  yield itemOf('the request', () => fromNgrok(parsed(bytes)))
}

function fromNgrok(value: unknown): Entry {
  const result = Request.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new EntryFault(`Its ${issue?.path.join('.') || 'content'} is not as ngrok has it: ${issue?.message}.`)
  }
  const it = result.data
  const { first, headers, body } = messageOf(Buffer.from(it.request.raw, 'base64'))
  return entry({
    id: it.id ?? null,
    at: Date.parse(it.start),
    durationMs: Math.max(0, (it.duration ?? 0) / 1e6),
    peer: it.remote_addr ?? '',
    ...requestLine(first),
    headers,
    body,
    answer: answerOf(it.response?.raw),
  })
}

function answerOf(raw: string | null | undefined): Entry['answer'] {
  if (!raw) return null
  const { first, headers, body } = messageOf(Buffer.from(raw, 'base64'))
  const [, status] = /^HTTP\/\S+ (\d{3})/.exec(first) ?? []
  return status === undefined ? null : { status: Number(status), headers, body }
}
