import { z } from 'zod'
import { JsonObject, PageQuery, page } from './common.ts'
import { Delivery, DeliveryPage, DeliveryQuery, DeliverySummary, EventCreate, Fired, Inspection, Preview, ReplayRequest } from './delivery.ts'
import { Capture, CaptureSummary, Inbox, InboxChange, InboxCreate } from './inbox.ts'
import { ClockAdvance, ClockAdvanced, ClockMode, ClockState } from './clock.ts'
import { Expectation, ExpectationCreate, Idle, IdleRequest, SettleRequest, Settled } from './expectation.ts'
import { Status } from './live.ts'
import type { ProblemCode } from './problem.ts'
import { Entity, ProviderInfo, Trigger } from './provider.ts'
import { Registration, RegistrationChange, RegistrationCreate } from './registration.ts'
import { Retention, RetentionChange } from './retention.ts'
import { Sync, SyncCreate, SyncQuery, SyncSpacing, SyncSpacingQuery } from './sync.ts'

/** Prefix of every path in the table. */
export const API_BASE = '/api/v1'

/**
 * One route of the control API. Server, client, command line and the OpenAPI document are derived from it.
 * `ok.schema` null: no body (204); `ok.type`: not JSON.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly ok: { readonly status: number; readonly schema: z.ZodType | null; readonly type?: string }
  /** What it answers besides 200 and the problems any route may give (400, 401, 403, 500, 503, 507). */
  readonly problems?: readonly ProblemCode[]
}

const id = z.object({ id: z.string().max(50) })
const provider = z.object({ provider: z.string().max(100) })
const entityKind = provider.extend({ kind: z.string().max(100) })
const entity = entityKind.extend({ id: z.string().max(200) })
/** Query values are text: only these two spellings are a flag. */
const flag = z.enum(['true', 'false']).default('false').transform((v) => v === 'true')
const reveal = z.object({ reveal: flag.meta({ description: 'Show secrets.' }) })

const route = <const R extends Route>(r: R): R => r
const ok = <T extends z.ZodType>(schema: T) => ({ status: 200, schema }) as const

export const api = {
  getStatus: route({ method: 'GET', path: '/status', summary: 'Version, listeners, clock, counts', ok: ok(Status) }),
  getOpenapi: route({ method: 'GET', path: '/openapi.json', summary: 'This document', ok: ok(z.looseObject({})) }),
  getLive: route({
    method: 'GET',
    path: '/live',
    summary: 'The changes feed, as server-sent events; resumes after Last-Event-ID',
    ok: { status: 200, schema: z.string(), type: 'text/event-stream' },
  }),
  getClock: route({ method: 'GET', path: '/clock', summary: 'Which time it is', ok: ok(ClockState) }),
  setClock: route({
    method: 'PATCH',
    path: '/clock',
    summary: 'Switch between real and virtual time; what waits keeps its distance from now',
    body: z.object({ mode: ClockMode }),
    ok: ok(ClockState),
  }),
  advanceClock: route({
    method: 'POST',
    path: '/clock/advance',
    summary: 'Move virtual time, running everything that falls due on the way; answered when all of it has settled',
    body: ClockAdvance,
    ok: ok(ClockAdvanced),
    problems: ['conflict'],
  }),

  getRetention: route({ method: 'GET', path: '/retention', summary: 'How much is kept', ok: ok(Retention) }),
  changeRetention: route({
    method: 'PATCH',
    path: '/retention',
    summary: 'Keep more or less: what is over goes, the oldest first, a little at a time',
    body: RetentionChange,
    ok: ok(Retention),
  }),
  listProviders: route({ method: 'GET', path: '/providers', summary: 'Every provider that can be impersonated', ok: ok(page(ProviderInfo)) }),
  getProvider: route({ method: 'GET', path: '/providers/:provider', summary: 'One provider: settings, rules, actions', params: provider, ok: ok(ProviderInfo), problems: ['not_found'] }),
  listTriggers: route({ method: 'GET', path: '/providers/:provider/triggers', summary: 'Its trigger catalogue', params: provider, ok: ok(page(Trigger)), problems: ['not_found'] }),
  getSample: route({
    method: 'GET',
    path: '/providers/:provider/triggers/:trigger/sample',
    summary: 'Sample data of a trigger, reproducible from the seed',
    params: provider.extend({ trigger: z.string().max(300) }),
    query: z.object({ seed: z.coerce.number().int().min(0).max(2 ** 32 - 1).default(1) }),
    ok: ok(z.object({ data: JsonObject })),
    problems: ['not_found'],
  }),
  fireEvent: route({
    method: 'POST',
    path: '/providers/:provider/events',
    summary: 'Raise an event; answered once it is durable, before anything is sent',
    params: provider,
    body: EventCreate,
    ok: { status: 202, schema: Fired },
    problems: ['not_found', 'invalid'],
  }),
  previewEvent: route({
    method: 'POST',
    path: '/providers/:provider/events/preview',
    summary: 'Who would get it and the exact requests, without raising it',
    params: provider,
    body: EventCreate.omit({ times: true }),
    ok: ok(Preview),
    problems: ['not_found', 'invalid'],
  }),

  listEntities: route({
    method: 'GET',
    path: '/providers/:provider/entities/:kind',
    summary: 'Documents the provider keeps, by id',
    params: entityKind,
    query: PageQuery.extend({ q: z.string().max(200).optional().meta({ description: 'Text in the title or the id.' }) }),
    ok: ok(page(Entity)),
    problems: ['not_found'],
  }),
  getEntity: route({ method: 'GET', path: '/providers/:provider/entities/:kind/:id', summary: 'One document', params: entity, ok: ok(Entity), problems: ['not_found'] }),
  createEntity: route({
    method: 'POST',
    path: '/providers/:provider/entities/:kind',
    summary: 'Add a document; what that raises is raised',
    params: entityKind,
    body: z.object({ data: JsonObject }),
    ok: { status: 201, schema: z.object({ entity: Entity, fired: z.array(Fired) }) },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  changeEntity: route({
    method: 'PATCH',
    path: '/providers/:provider/entities/:kind/:id',
    summary: 'Change a document; what that raises is raised',
    params: entity,
    body: z.object({ data: JsonObject.meta({ description: 'JSON merge patch: null removes a field.' }) }),
    ok: ok(z.object({ entity: Entity, fired: z.array(Fired) })),
    problems: ['not_found', 'invalid'],
  }),
  deleteEntity: route({
    method: 'DELETE',
    path: '/providers/:provider/entities/:kind/:id',
    summary: 'Remove a document; what that raises is raised',
    params: entity,
    ok: ok(z.object({ fired: z.array(Fired) })),
    problems: ['not_found', 'conflict'],
  }),

  listRegistrations: route({
    method: 'GET',
    path: '/registrations',
    summary: 'Webhooks registered with any provider',
    query: PageQuery.extend({ provider: z.string().max(100).optional(), reveal: flag }),
    ok: ok(page(Registration)),
  }),
  createRegistration: route({ method: 'POST', path: '/registrations', summary: 'Register a webhook', body: RegistrationCreate, ok: { status: 201, schema: Registration }, problems: ['not_found', 'invalid', 'conflict'] }),
  getRegistration: route({ method: 'GET', path: '/registrations/:id', summary: 'One registration', params: id, query: reveal, ok: ok(Registration), problems: ['not_found'] }),
  changeRegistration: route({ method: 'PATCH', path: '/registrations/:id', summary: 'Change it; its next attempt uses what it then says', params: id, body: RegistrationChange, ok: ok(Registration), problems: ['not_found', 'invalid'] }),
  deleteRegistration: route({ method: 'DELETE', path: '/registrations/:id', summary: 'Remove it; what still waits for it is cancelled', params: id, ok: { status: 204, schema: null }, problems: ['not_found'] }),
  runAction: route({
    method: 'POST',
    path: '/registrations/:id/actions/:action',
    summary: "Press a button of the provider's page, such as Run Test",
    params: id.extend({ action: z.string().max(100) }),
    ok: { status: 202, schema: Fired },
    problems: ['not_found', 'invalid', 'conflict'],
  }),

  listDeliveries: route({ method: 'GET', path: '/deliveries', summary: 'Deliveries, newest first', query: DeliveryQuery, ok: ok(DeliveryPage) }),
  getDelivery: route({ method: 'GET', path: '/deliveries/:id', summary: 'One delivery with every attempt', params: id, ok: ok(Delivery), problems: ['not_found'] }),
  inspectAttempt: route({
    method: 'GET',
    path: '/deliveries/:id/attempts/:number/inspection',
    summary: 'Its request taken apart, and each step of its signature',
    params: id.extend({ number: z.coerce.number().int().positive() }),
    query: reveal,
    ok: ok(Inspection),
    problems: ['not_found'],
  }),
  replayDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/replay',
    summary: 'Send it again as a new delivery linked to this one',
    params: id,
    body: ReplayRequest,
    ok: { status: 202, schema: DeliverySummary },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  cancelDelivery: route({ method: 'POST', path: '/deliveries/:id/cancel', summary: 'Send nothing more of it', params: id, ok: ok(DeliverySummary), problems: ['not_found', 'conflict'] }),

  settleDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/settle',
    summary: 'Wait until nothing more will be sent of it; a virtual clock is moved on for that, within what is asked for',
    params: id,
    body: SettleRequest,
    ok: ok(Settled),
    problems: ['not_found'],
  }),

  listSyncs: route({ method: 'GET', path: '/syncs', summary: 'Full syncs, newest first', query: SyncQuery, ok: ok(page(Sync)) }),
  createSync: route({
    method: 'POST',
    path: '/syncs',
    summary: 'Push every document that a registration may see',
    body: SyncCreate,
    ok: { status: 202, schema: Sync },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  getSync: route({ method: 'GET', path: '/syncs/:id', summary: 'How far a sync is', params: id, ok: ok(Sync), problems: ['not_found'] }),
  getSyncSpacing: route({ method: 'GET', path: '/syncs/:id/spacing', summary: 'When its newest requests started', params: id, query: SyncSpacingQuery, ok: ok(SyncSpacing), problems: ['not_found'] }),
  pauseSync: route({ method: 'POST', path: '/syncs/:id/pause', summary: 'Start no more of its requests for now', params: id, ok: ok(Sync), problems: ['not_found', 'conflict'] }),
  resumeSync: route({ method: 'POST', path: '/syncs/:id/resume', summary: 'Go on where it was paused', params: id, ok: ok(Sync), problems: ['not_found', 'conflict'] }),
  cancelSync: route({ method: 'POST', path: '/syncs/:id/cancel', summary: 'Cancel what still waits of it', params: id, ok: ok(Sync), problems: ['not_found', 'conflict'] }),

  listInboxes: route({ method: 'GET', path: '/inboxes', summary: 'Receivers with a fixed URL', query: PageQuery.extend({ reveal: flag }), ok: ok(page(Inbox)) }),
  createInbox: route({ method: 'POST', path: '/inboxes', summary: 'Make an inbox', body: InboxCreate, ok: { status: 201, schema: Inbox }, problems: ['invalid', 'conflict'] }),
  getInbox: route({ method: 'GET', path: '/inboxes/:id', summary: 'One inbox, by id or name', params: id.extend({ id: z.string().max(70) }), query: reveal, ok: ok(Inbox), problems: ['not_found'] }),
  changeInbox: route({ method: 'PATCH', path: '/inboxes/:id', summary: 'Change what it answers and verifies', params: id.extend({ id: z.string().max(70) }), body: InboxChange, ok: ok(Inbox), problems: ['not_found', 'invalid'] }),
  deleteInbox: route({ method: 'DELETE', path: '/inboxes/:id', summary: 'Remove it with its captures', params: id.extend({ id: z.string().max(70) }), ok: { status: 204, schema: null }, problems: ['not_found'] }),
  listCaptures: route({
    method: 'GET',
    path: '/inboxes/:id/captures',
    summary: 'What it received, newest first',
    params: id.extend({ id: z.string().max(70) }),
    query: PageQuery,
    ok: ok(page(CaptureSummary)),
    problems: ['not_found'],
  }),
  getCapture: route({ method: 'GET', path: '/captures/:id', summary: 'One received request, byte-exact', params: id, query: reveal, ok: ok(Capture), problems: ['not_found'] }),
  getCaptureBody: route({
    method: 'GET',
    path: '/captures/:id/body',
    summary: 'Its body, whole, as a download',
    params: id,
    ok: { status: 200, schema: z.string(), type: 'application/octet-stream' },
    problems: ['not_found'],
  }),
  expect: route({
    method: 'POST',
    path: '/expectations',
    summary: 'Wait until an inbox has received what is expected; answered either way, with what came instead',
    body: ExpectationCreate,
    ok: ok(Expectation),
    problems: ['not_found'],
  }),
  awaitIdle: route({ method: 'POST', path: '/idle', summary: 'Wait until no delivery is on its way; those that wait for their next attempt are not', body: IdleRequest, ok: ok(Idle) }),
} as const satisfies Record<string, Route>

export type Api = typeof api
export type Operation = keyof Api

type In<T> = T extends z.ZodType ? z.input<T> : undefined
type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type Part<K extends Operation, P extends string> = Api[K] extends Record<P, infer S> ? S : undefined

/** What a caller passes: parts a route does not have are absent. */
export type Call<K extends Operation> = (Part<K, 'params'> extends undefined ? unknown : { params: In<Part<K, 'params'>> }) &
  (Part<K, 'query'> extends undefined ? unknown : { query?: In<Part<K, 'query'>> }) &
  (Part<K, 'body'> extends undefined ? unknown : { body: In<Part<K, 'body'>> })
/** What a handler gets, parsed. */
export type Parsed<K extends Operation> = { params: Out<Part<K, 'params'>>; query: Out<Part<K, 'query'>>; body: Out<Part<K, 'body'>> }
/** What comes back. */
export type Answered<K extends Operation> = Out<Api[K]['ok']['schema']>

