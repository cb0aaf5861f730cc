import { z } from 'zod'
import { Json, PageQuery, Seq, Time } from './common.ts'
import { AttemptOutcome, DeliveryQuery } from './delivery.ts'

const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/, 'not a header name')
  .refine((name) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name.toLowerCase()), 'a header that the sender makes itself')

/** What to change before a delivery is sent again. The bytes of the old one stay as they are. */
export const ReplayEdit = z
  .object({
    merge: z.record(z.string(), Json).optional().meta({ description: 'JSON merge patch (RFC 7396). Of a list, each object in it is patched.' }),
    body: z.string().max(1_048_576).optional().meta({ description: 'Text in place of what was there.' }),
    setHeaders: z.record(HeaderName, z.string().max(8192).regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'not a header value')).optional(),
    removeHeaders: z.array(HeaderName).max(100).optional(),
  })
  .refine(({ merge, body }) => merge === undefined || body === undefined, 'Give merge or body, not both.')
  .meta({
    id: 'ReplayEdit',
    description: 'Signed again, `merge` and `body` are about the payload, which the provider then wraps and signs; with `resign` false about the body as it was sent, whose signature then does not hold. Headers are changed last.',
  })
export type ReplayEdit = z.infer<typeof ReplayEdit>

export const ReplayRequest = z
  .object({
    target: z.string().max(8192).optional().meta({ description: 'Another URL than the registration has now.' }),
    resign: z.boolean().optional().meta({ description: 'Sign with the settings of now, the default wherever there is a registration to sign for; false: the bytes as they were, of a delivery those of its first attempt.' }),
    newIds: z.boolean().default(false).meta({ description: 'A fresh message id, as if it were raised again.' }),
    edit: ReplayEdit.optional(),
  })
  .meta({ id: 'ReplayRequest' })
export type ReplayRequest = z.infer<typeof ReplayRequest>
/** With every default taken. */
export const ReplayOptions = ReplayRequest.extend({ resign: z.boolean() }).meta({ id: 'ReplayOptions' })
export type ReplayOptions = z.infer<typeof ReplayOptions>

export const ReplayPacing = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('original'), factor: z.number().min(0).max(1000).default(1).meta({ description: 'The gaps between the old deliveries times this: 0.5 is twice as fast.' }) }),
    z.object({ kind: z.literal('fixed'), intervalMs: z.int().min(1).max(86_400_000) }),
    z.object({ kind: z.literal('fast') }),
    z.object({ kind: z.literal('step') }),
  ])
  .meta({ id: 'ReplayPacing', description: 'When each delivery of a run is made. Retries follow the policy of their registration.' })
export type ReplayPacing = z.infer<typeof ReplayPacing>

/** Which deliveries: what the list takes, or their ids. */
export const ReplayFilter = DeliveryQuery.omit({ limit: true, cursor: true })
  .extend({ ids: z.array(z.string().max(50)).min(1).max(10_000).optional().meta({ description: 'These alone; no other filter beside it.' }) })
  .meta({ id: 'ReplayFilter' })
export type ReplayFilter = z.infer<typeof ReplayFilter>

/** Which captures. */
export const CaptureFilter = z
  .object({
    inbox: z.string().max(100).optional().meta({ description: 'Name or id.' }),
    ids: z.array(z.string().max(50)).min(1).max(10_000).optional().meta({ description: 'These alone; no other filter beside it.' }),
    method: z.string().max(100).optional(),
    verdict: z.enum(['holds', 'fails']).optional().meta({ description: 'Whose signature did, or did not.' }),
    from: z.iso.datetime().optional().meta({ description: 'Received at or after.' }),
    to: z.iso.datetime().optional().meta({ description: 'Received before.' }),
  })
  .meta({ id: 'CaptureFilter' })
export type CaptureFilter = z.infer<typeof CaptureFilter>

const Through = z.string().max(50).optional().meta({ description: 'The registration that it goes out through: its URL unless there is a `target`, its policy, and its way of signing. Absent: one of Plain HTTP for the target, made where there is none.' })

export const CaptureReplay = ReplayRequest.extend({ registrationId: Through })
  .meta({ id: 'CaptureReplay', description: 'What follows the inbox in the path of a capture, its query included, follows the URL that it is sent to.' })
export type CaptureReplay = z.infer<typeof CaptureReplay>

export const ReplayCreate = ReplayRequest.extend({
  filter: ReplayFilter.optional().meta({ description: 'Deliveries to send again.' }),
  captures: CaptureFilter.optional().meta({ description: 'Captured requests to send, in place of deliveries.' }),
  registrationId: Through,
  pacing: ReplayPacing.default({ kind: 'fast' }),
  dryRun: z.boolean().default(false).meta({ description: 'Only count.' }),
})
  .refine(({ filter, captures }) => (filter === undefined) !== (captures === undefined), 'Give filter, for deliveries, or captures.')
  .refine(({ captures, registrationId }) => captures !== undefined || registrationId === undefined, 'Deliveries go out through their own registrations: registrationId is for captures.')
  .meta({ id: 'ReplayCreate' })
export type ReplayCreate = z.infer<typeof ReplayCreate>

export const ReplayStatus = z.enum(['running', 'paused', 'done', 'cancelled']).meta({ id: 'ReplayStatus' })
export type ReplayStatus = z.infer<typeof ReplayStatus>

export const ReplayVerdict = z.enum(['same', 'fixed', 'worse', 'different']).meta({
  id: 'ReplayVerdict',
  description: 'Beside the last attempt of the old delivery, or the answer that the capture got. fixed: acknowledged now, not then. worse: the other way round. same: equal outcome, status and body of the answer. different: none of these.',
})
export type ReplayVerdict = z.infer<typeof ReplayVerdict>

/** Many deliveries or captures sent again, oldest first. */
export const Replay = z
  .object({
    seq: Seq,
    id: z.string(),
    status: ReplayStatus,
    filter: ReplayFilter.nullable().meta({ description: 'Which deliveries; null: it is of captures.' }),
    captures: CaptureFilter.nullable().meta({ description: 'Which captures; null: it is of deliveries.' }),
    registrationId: z.string().nullable().meta({ description: 'What captures go out through; null for deliveries.' }),
    options: ReplayOptions,
    pacing: ReplayPacing,
    selected: z.boolean().meta({ description: 'Whether `total` is final: everything that was there at the beginning has been looked at.' }),
    total: z.int().meta({ description: 'Deliveries or captures in it.' }),
    made: z.int().meta({ description: 'New deliveries so far.' }),
    skipped: z.int().meta({ description: 'Those that could not be replayed: the results say why.' }),
    sent: z.int().meta({ description: 'New deliveries that had at least one attempt.' }),
    acknowledged: z.int(),
    waiting: z.int().meta({ description: 'New deliveries that are queued, in flight, or waiting for a retry.' }),
    failed: z.int().meta({ description: 'New deliveries given up: failed, expired or cancelled.' }),
    verdicts: z.record(ReplayVerdict, z.int()),
    ratePerSecond: z.number().nullable().meta({ description: 'First attempts, lately; null when too few.' }),
    leftMs: z.number().nullable().meta({ description: 'Until all are made; null when unknown.' }),
    createdAt: Time,
    endedAt: Time.nullable(),
  })
  .meta({ id: 'Replay' })
export type Replay = z.infer<typeof Replay>

export const ReplayBegun = z
  .object({ count: z.int().meta({ description: 'Deliveries or captures that the filter lets in, as far as known.' }), replay: Replay.nullable().meta({ description: 'Null for a dry run.' }) })
  .meta({ id: 'ReplayBegun' })
export type ReplayBegun = z.infer<typeof ReplayBegun>

const Ended = z.object({ outcome: AttemptOutcome.nullable(), statusCode: z.int().nullable() })

export const ReplayResult = z
  .object({
    originalId: z.string().meta({ description: 'A delivery, or a capture.' }),
    deliveryId: z.string().nullable(),
    verdict: ReplayVerdict.nullable().meta({ description: 'Null until it is settled, and when it was cancelled.' }),
    reason: z.string().nullable().meta({ description: 'Why it was not replayed.' }),
    before: Ended,
    after: Ended,
  })
  .meta({ id: 'ReplayResult' })
export type ReplayResult = z.infer<typeof ReplayResult>

export const ReplayResultQuery = PageQuery.extend({ verdict: ReplayVerdict.optional() })
export const ReplayStep = z.object({ count: z.int().min(1).max(10_000).default(1) })
