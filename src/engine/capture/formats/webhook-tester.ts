/**
 * Requests of webhook-tester (github.com/tarampampam/webhook-tester): the answer of its `GET /api/session/{uuid}/requests`, of version 2
 * (`request_payload_base64`, milliseconds) or 1 (`content_base64` or `content`, seconds).
 */
import { z } from 'zod'
import { EntryFault, entry, splitUrl, withHost, type Entry } from '../entry.ts'
import { listed, type Read } from '../format.ts'

const Request = z.looseObject({
  uuid: z.string().nullish(),
  client_address: z.string().nullish(),
  method: z.string(),
  url: z.string(),
  headers: z.array(z.looseObject({ name: z.string(), value: z.string() })),
  request_payload_base64: z.string().nullish(),
  content_base64: z.string().nullish(),
  content: z.string().nullish(),
  captured_at_unix_milli: z.number().nullish(),
  created_at_unix: z.number().nullish(),
})

export const readWebhookTester: Read = (bytes) => listed(bytes, [], fromTester)

function fromTester(value: unknown): Entry {
  const result = Request.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new EntryFault(`Its ${issue?.path.join('.') || 'content'} is not as webhook-tester has it: ${issue?.message}.`)
  }
  const it = result.data
  const { origin, target } = splitUrl(it.url)
  const base64 = it.request_payload_base64 ?? it.content_base64
  return entry({
    id: it.uuid ?? null,
    at: it.captured_at_unix_milli ?? (it.created_at_unix ?? NaN) * 1000,
    peer: it.client_address ?? '',
    method: it.method,
    origin,
    target: target === '' ? '/' : target,
    headers: withHost(it.headers.map(({ name, value }) => [name, value]), origin),
    body: base64 == null ? Buffer.from(it.content ?? '') : Buffer.from(base64, 'base64'),
  })
}
