import type { Attempt, Delivery, DeliverySummary, Event } from '#contract/delivery.ts'

/** When everything in the gallery has happened, and a moment later. */
export const START = Date.parse('2026-11-21T12:00:00.000Z')
export const NOW = START + 90_000
export const at = (ms: number): string => new Date(START + ms).toISOString()

/** What somebody may put into any text: markup, a reversed direction, control characters, a terminal's escapes, invisible ones. */
export const HOSTILE = '<script>alert(1)</script> \u202Egpj.exe\u202C \u0000 \u001B[31mred\u001B[0m in\u200Bvisible'
/** No blank to break at. */
export const LONG = 'x'.repeat(5_000)

export const noop = (): void => undefined

export const event: Event = { seq: 1, id: 'evt_1', provider: 'members', trigger: 'person.updated', origin: 'manual', data: {}, createdAt: at(0) }

export const summary = (change: Partial<DeliverySummary> = {}): DeliverySummary => ({
  seq: 1,
  id: 'dlv_1',
  eventId: 'evt_1',
  registrationId: 'reg_1',
  provider: 'members',
  trigger: 'person.updated',
  origin: 'manual',
  subject: 'Celine Solli-Vik (54512)',
  url: 'http://127.0.0.1:3000/hooks',
  messageId: '6523580625640560',
  status: 'acknowledged',
  attemptCount: 1,
  lastOutcome: 'acknowledged',
  lastStatusCode: 200,
  lastError: null,
  latencyMs: 42,
  deadlineMs: 600_000,
  createdAt: at(0),
  nextAttemptAt: null,
  expiresAt: at(604_800_000),
  settledAt: at(42),
  method: 'POST',
  replayOf: null,
  captureId: null,
  syncId: null,
  replayId: null,
  ...change,
})

const NO_BODY = { base64: '', size: 0, truncated: false } as const

/** `took`: milliseconds until its answer. `status` null: nobody listened. */
export const attempt = (number: number, from: number, took: number, status: number | null): Attempt => ({
  number,
  startedAt: at(from),
  endedAt: at(from + took),
  deadlineAt: at(from + 10_000),
  closedAt: at(from + took),
  lateStatusCode: null,
  outcome: status === null ? 'refused' : status < 300 ? 'acknowledged' : 'rejected',
  error: null,
  request: { method: 'POST', url: 'http://127.0.0.1:3000/hooks', headers: [], body: NO_BODY },
  response: status === null ? null : { statusCode: status, interim: [], headers: [], body: NO_BODY },
})

export const delivery = (attempts: readonly Attempt[], change: Partial<Delivery> = {}): Delivery => ({ ...summary(), event, attempts: [...attempts], planned: [], replays: [], trace: null, ...change })
