/** Registrations, their deliveries, runs of replays, and full syncs. */
import { z } from 'zod'
import { PageQuery, page } from '../common.ts'
import { Delivery, DeliveryPage, DeliveryQuery, DeliverySummary, Fired, Inspection } from '../delivery.ts'
import { Replay, ReplayBegun, ReplayCreate, ReplayRequest, ReplayResult, ReplayResultQuery, ReplayStep } from '../replay.ts'
import { Registration, RegistrationChange, RegistrationCreate } from '../registration.ts'
import { flag, id, ok, reveal, route } from '../route.ts'
import { Sync, SyncCreate, SyncQuery, SyncSpacing, SyncSpacingQuery } from '../sync.ts'

export const sending = {
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
    ok: { status: 202, schema: z.object({ registration: Registration, fired: Fired.nullable().meta({ description: 'Null when it changed the registration.' }) }) },
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

  listReplays: route({ method: 'GET', path: '/replays', summary: 'Runs of replays, newest first', query: PageQuery, ok: ok(page(Replay)) }),
  createReplay: route({
    method: 'POST',
    path: '/replays',
    summary: 'Send many deliveries, or captured requests, oldest first; with dryRun only count them',
    body: ReplayCreate,
    ok: { status: 202, schema: ReplayBegun },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  getReplay: route({ method: 'GET', path: '/replays/:id', summary: 'How far a run is', params: id, ok: ok(Replay), problems: ['not_found'] }),
  listReplayResults: route({ method: 'GET', path: '/replays/:id/results', summary: 'Each delivery or capture of a run beside its last time, newest first', params: id, query: ReplayResultQuery, ok: ok(page(ReplayResult)), problems: ['not_found'] }),
  pauseReplay: route({ method: 'POST', path: '/replays/:id/pause', summary: 'Make no more of its deliveries for now', params: id, ok: ok(Replay), problems: ['not_found', 'conflict'] }),
  resumeReplay: route({ method: 'POST', path: '/replays/:id/resume', summary: 'Go on where it was paused', params: id, ok: ok(Replay), problems: ['not_found', 'conflict'] }),
  stepReplay: route({ method: 'POST', path: '/replays/:id/step', summary: 'Make the next of a run that goes step by step', params: id, body: ReplayStep, ok: ok(Replay), problems: ['not_found', 'conflict'] }),
  cancelReplay: route({ method: 'POST', path: '/replays/:id/cancel', summary: 'Make no more, and cancel what still waits', params: id, ok: ok(Replay), problems: ['not_found', 'conflict'] }),

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
} as const
