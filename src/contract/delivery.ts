import { z } from 'zod'
import { Body, Headers, JsonObject, PageQuery, Seq, Time, page } from './common.ts'
import { DELIVERY_STATUSES } from './delivery-status.ts'
import { Trace } from './trace.ts'
import { Verdict } from './verdict.ts'

export const DeliveryStatus = z
  .enum(DELIVERY_STATUSES)
  .meta({ id: 'DeliveryStatus' })
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

export const AttemptOutcome = z
  .enum(['acknowledged', 'rejected', 'timed_out', 'refused', 'reset', 'dns_error', 'tls_error', 'protocol_error', 'interrupted'])
  .meta({ id: 'AttemptOutcome' })
export type AttemptOutcome = z.infer<typeof AttemptOutcome>

/** Why there is a delivery. */
export const EventOrigin = z.enum(['manual', 'action', 'entity', 'sync', 'capture']).meta({
  id: 'EventOrigin',
  description: 'manual: fired by a user or a test. action: a button of the provider, such as Run Test. entity: a change to a document. sync: pushed by a full sync. capture: a captured request that is sent again.',
})
export type EventOrigin = z.infer<typeof EventOrigin>

export const Event = z
  .object({
    seq: Seq,
    id: z.string(),
    provider: z.string(),
    trigger: z.string(),
    origin: EventOrigin,
    data: JsonObject,
    createdAt: Time,
  })
  .meta({ id: 'Event' })
export type Event = z.infer<typeof Event>

export const DeliverySummary = z
  .object({
    seq: Seq,
    id: z.string(),
    eventId: z.string(),
    registrationId: z.string(),
    provider: z.string(),
    trigger: z.string(),
    origin: EventOrigin,
    subject: z.string().meta({ description: 'Whom or what it is about, in a few words; may be empty.' }),
    url: z.string().meta({ description: 'Target of the last attempt, or of the next where there was none.' }),
    messageId: z.string(),
    status: DeliveryStatus,
    attemptCount: z.int(),
    lastOutcome: AttemptOutcome.nullable(),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable(),
    latencyMs: z.number().nullable().meta({ description: 'Of the last attempt, from its start to its outcome.' }),
    deadlineMs: z.number().meta({ description: 'How long the receiver has to answer one attempt.' }),
    createdAt: Time,
    nextAttemptAt: Time.nullable(),
    expiresAt: Time,
    settledAt: Time.nullable(),
    method: z.string(),
    replayOf: z.string().nullable(),
    captureId: z.string().nullable().meta({ description: 'The captured request that it sends again.' }),
    syncId: z.string().nullable().meta({ description: 'The full sync that pushed it.' }),
    replayId: z.string().nullable().meta({ description: 'The run of replays that made it.' }),
  })
  .meta({ id: 'DeliverySummary' })
export type DeliverySummary = z.infer<typeof DeliverySummary>

export const SentRequest = z
  .object({ method: z.string(), url: z.string(), headers: Headers, body: Body })
  .meta({ id: 'SentRequest' })
export type SentRequest = z.infer<typeof SentRequest>

export const Attempt = z
  .object({
    number: z.int().positive(),
    startedAt: Time,
    endedAt: Time.nullable().meta({ description: 'Null while it is in flight.' }),
    deadlineAt: Time,
    outcome: AttemptOutcome.nullable().meta({ description: 'Null while it is in flight.' }),
    closedAt: Time.nullable().meta({ description: 'When the call itself was over: later than `endedAt` when the deadline passed, or an interim status acknowledged, while it was still open. Null while it is.' }),
    lateStatusCode: z.int().nullable().meta({ description: 'A final status that came when the outcome was already decided: it changed nothing.' }),
    error: z.string().nullable().meta({ description: 'What went wrong, for a person; null when a status decided.' }),
    request: SentRequest,
    response: z
      .object({
        statusCode: z.int(),
        interim: z.array(z.int()).meta({ description: 'Interim 1xx answers before it, in order.' }),
        headers: Headers,
        body: Body,
      })
      .nullable()
      .meta({ description: 'Null when no final or acknowledging status came.' }),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof Attempt>

/** Attempts to come that a delivery tells of. */
export const PLANNED_AT_MOST = 50

export const Delivery = DeliverySummary.extend({
  event: Event,
  attempts: z.array(Attempt),
  trace: Trace.nullable().meta({ description: 'The trace that it was raised in.' }),
  planned: z.array(Time).max(PLANNED_AT_MOST).meta({ description: 'When the attempts after the last one would start if none is acknowledged: the next ones before the horizon, jitter included. The first is when it is due; each later one is an estimate, later by the time that the receiver takes to refuse those before it. An attempt in flight is taken to reach its deadline.' }),
  replays: z.array(z.string()).meta({ description: 'Deliveries that replayed this one.' }),
}).meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof Delivery>

/** An attempt's request read back: what it says, and each step of its signature. */
export const Inspection = z
  .object({
    parts: z.array(z.object({ label: z.string(), value: z.string() })).meta({ description: 'The envelope taken apart, in order.' }),
    payload: z.string().nullable().meta({ description: 'The text that the envelope carries, byte for byte.' }),
    verdict: Verdict.nullable().meta({ description: 'Null where the provider signs nothing.' }),
    note: z.string().nullable().meta({ description: 'What it means for a receiver that nothing is signed; null where something is.' }),
  })
  .meta({ id: 'Inspection' })
export type Inspection = z.infer<typeof Inspection>

export const EventCreate = z
  .object({
    trigger: z.string().max(300),
    data: JsonObject.optional().meta({ description: 'Merged over a sample, or over the stored entity it names.' }),
    registrationId: z.string().optional().meta({ description: 'Only this one; absent: every registration that the provider would tell.' }),
    times: z.int().min(1).max(10_000).default(1),
    trace: Trace.optional(),
  })
  .meta({ id: 'EventCreate' })
export type EventCreate = z.infer<typeof EventCreate>

/** Why a registration gets nothing of an event. */
export const Skipped = z.object({ registrationId: z.string(), reason: z.string() }).meta({ id: 'Skipped' })
export type Skipped = z.infer<typeof Skipped>

/** In what data differs from the JSON Schema of its trigger. Nothing is refused for it: a receiver has to bear what it does not expect. */
export const DataWarning = z
  .object({ path: z.string().meta({ description: 'Where in the data: `items.0.price`; empty: the whole.' }), message: z.string() })
  .meta({ id: 'DataWarning' })
export type DataWarning = z.infer<typeof DataWarning>

export const Fired = z
  .object({
    event: Event.meta({ description: 'The first of them when `times` asked for several.' }),
    events: z.int(),
    deliveries: z.array(DeliverySummary).meta({ description: 'All of them, up to the first 100.' }),
    deliveryCount: z.int(),
    skipped: z.array(Skipped),
    warnings: z.array(DataWarning).max(20),
  })
  .meta({ id: 'Fired' })
export type Fired = z.infer<typeof Fired>

export const Preview = z
  .object({
    data: JsonObject,
    recipients: z.array(
      z.object({ registrationId: z.string(), account: z.string(), request: SentRequest }),
    ).meta({ description: 'Ids and times in the requests stand for those that a real one would get.' }),
    skipped: z.array(Skipped),
    warnings: z.array(DataWarning).max(20),
  })
  .meta({ id: 'Preview' })
export type Preview = z.infer<typeof Preview>

export const DeliveryQuery = PageQuery.extend({
  status: z.string().max(200).optional().meta({ description: 'One, or several with commas between.' }),
  provider: z.string().max(100).optional(),
  trigger: z.string().max(300).optional(),
  registrationId: z.string().max(50).optional(),
  syncId: z.string().max(50).optional(),
  replayId: z.string().max(50).optional().meta({ description: 'Of this run of replays.' }),
  q: z.string().max(200).optional().meta({ description: 'Words that are all in the subject, the trigger, the message id, the URL or the data; the last may be the beginning of one.' }),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
}).meta({ id: 'DeliveryQuery' })
export type DeliveryQuery = z.infer<typeof DeliveryQuery>

export const DeliveryPage = page(DeliverySummary)
  .extend({ unsearched: z.int().meta({ description: 'Newest deliveries that a search for words has not looked at: they are found a moment later. 0 without one.' }) })
  .meta({ id: 'DeliveryPage' })
export type DeliveryPage = z.infer<typeof DeliveryPage>
