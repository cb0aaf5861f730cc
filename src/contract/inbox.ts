import { z } from 'zod'
import { Body, Headers, Seq, Time } from './common.ts'
import { Verdict } from './verdict.ts'

/** What an inbox answers to one request. */
export const Answer = z
  .object({
    status: z.int().min(200).max(599).default(200),
    headers: Headers.optional(),
    body: z.string().max(1_000_000).optional(),
  })
  .meta({ id: 'Answer' })
export type Answer = z.infer<typeof Answer>

export const InboxVerify = z
  .object({
    scheme: z.string().meta({ description: "A provider's id." }),
    secret: z.string().max(10_000).nullable().optional().meta({ description: 'Write-only unless asked for with ?reveal=true.' }),
  })
  .meta({ id: 'InboxVerify' })
export type InboxVerify = z.infer<typeof InboxVerify>

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, 63 at most')
  .meta({ description: 'First segment of its URL.' })

export const Inbox = z
  .object({
    seq: Seq,
    id: z.string(),
    name,
    url: z.string().nullable().meta({ description: 'Null while the inbox listener is down.' }),
    verify: InboxVerify.nullable(),
    respond: z.array(Answer).min(1).meta({ description: 'Answers in turn; the last one stays.' }),
    answered: z.int().meta({ description: 'Requests answered since `respond` was set.' }),
    captureCount: z.int(),
    createdAt: Time,
  })
  .meta({ id: 'Inbox' })
export type Inbox = z.infer<typeof Inbox>

export const InboxCreate = z
  .object({
    name: name.optional().meta({ description: 'Absent: a free one is chosen.' }),
    verify: InboxVerify.nullable().optional(),
    respond: z.array(Answer).min(1).max(100).optional().meta({ description: 'Default: 200.' }),
  })
  .meta({ id: 'InboxCreate' })
export const InboxChange = z
  .object({
    verify: InboxVerify.nullable().optional().meta({ description: 'Null: no longer. A secret that is left out stays while the scheme does.' }),
    respond: z.array(Answer).min(1).max(100).optional().meta({ description: 'Starts again with the first answer.' }),
  })
  .meta({ id: 'InboxChange' })

/** Where a capture came from that was not received here. */
export const Imported = z.object({ at: Time, format: z.string(), file: z.string().nullable().meta({ description: 'Name of the file.' }) }).meta({ id: 'Imported' })
export type Imported = z.infer<typeof Imported>

export const CaptureSummary = z
  .object({
    seq: Seq,
    id: z.string(),
    inboxId: z.string(),
    receivedAt: Time,
    method: z.string(),
    target: z.string().meta({ description: 'Path and query as on the request line.' }),
    size: z.int().meta({ description: 'Bytes of the body.' }),
    verdict: z.object({ ok: z.boolean(), summary: z.string() }).nullable(),
    answerStatus: z.int().nullable().meta({ description: 'Null when the request was cut off before it could be answered.' }),
    fault: z.string().nullable().meta({ description: 'Why the request is incomplete; null when it came whole.' }),
    imported: Imported.nullable().meta({ description: 'Null when it was received here.' }),
  })
  .meta({ id: 'CaptureSummary' })
export type CaptureSummary = z.infer<typeof CaptureSummary>

export const Capture = CaptureSummary.extend({
  httpVersion: z.string(),
  headers: Headers,
  body: Body,
  peer: z.string(),
  durationMs: z.number().meta({ description: 'From the end of the headers to the end of the body.' }),
  answer: z.object({ status: z.int(), headers: Headers, body: Body }).nullable(),
  verdict: Verdict.nullable(),
}).meta({ id: 'Capture' })
export type Capture = z.infer<typeof Capture>
