/** What the instance is, its clock, what it keeps. */
import { z } from 'zod'
import { ClockAdvance, ClockAdvanced, ClockMode, ClockState } from '../clock.ts'
import { Status } from '../live.ts'
import { Retention, RetentionChange } from '../retention.ts'
import { ok, route } from '../route.ts'
import { Sealing } from '../sealing.ts'
import { Sending } from '../sending.ts'
import { CertificateAuthority } from '../tls.ts'

export const instance = {
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

  getSending: route({ method: 'GET', path: '/sending', summary: 'Whether calls are made at all', ok: ok(Sending) }),
  changeSending: route({
    method: 'PATCH',
    path: '/sending',
    summary: 'Begin no more calls for now, or go on with what waits; horizons are not put off',
    body: Sending,
    ok: ok(Sending),
  }),

  getRetention: route({ method: 'GET', path: '/retention', summary: 'How much is kept', ok: ok(Retention) }),
  changeRetention: route({
    method: 'PATCH',
    path: '/retention',
    summary: 'Keep more or less: what is over goes, the oldest first, a little at a time',
    body: RetentionChange,
    ok: ok(Retention),
  }),

  getSealing: route({ method: 'GET', path: '/sealing', summary: 'Whether secrets are encrypted in the database', ok: ok(Sealing) }),
  changeSealing: route({
    method: 'PATCH',
    path: '/sealing',
    summary: 'Encrypt the secrets that are stored, or decrypt them again',
    body: Sealing.pick({ sealed: true }),
    ok: ok(Sealing),
    problems: ['conflict'],
  }),

  getCertificateAuthority: route({
    method: 'GET',
    path: '/certificate-authority',
    summary: 'The authority that signs for the inboxes over TLS, made on first use; and the secure connections that came to nothing',
    ok: ok(CertificateAuthority),
    problems: ['conflict'],
  }),
  changeCertificateAuthority: route({
    method: 'PATCH',
    path: '/certificate-authority',
    summary: "Whether Hookwright's own sender trusts it",
    body: z.object({ trusted: z.boolean() }),
    ok: ok(CertificateAuthority),
    problems: ['conflict'],
  }),
} as const
