/** Reads deliveries as the API shows them. */
import type { JsonObject } from '#contract/common.ts'
import { DeliveryStatus, PLANNED_AT_MOST, type Delivery, type DeliveryPage, type DeliveryQuery, type DeliverySummary, type Event, type Inspection } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { parseJson } from '#contract/json-text.ts'
import type { Policy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Trace } from '#contract/trace.ts'
import type { Headers, IdKind } from '#contract/common.ts'
import type { Provider } from '#providers/provider.ts'
import type { AttemptRow } from '../store/attempts.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import { listDeliveries, type DeliveryFilter } from '../store/delivery-list.ts'
import { idOf, isoTime, isoTimeOrNull, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { cursorOf, rowBefore } from '../store/page.ts'
import { delayAfter, jitterOf, plannedAttempts } from './retry-policy.ts'

export interface HistoryDeps {
  readonly store: Store
  readonly providers: ReadonlyMap<string, Provider>
  readonly salt: number
  /** Of a registration, as it is now. */
  readonly policyOf: (registration: number) => Policy | undefined
  /** Whether the call of an attempt is still open. */
  readonly isOpen: (delivery: number, attempt: number) => boolean
  /** Brings the search index up to date, where that is quick; answers how many deliveries it lacks. */
  readonly catchUp: () => number
}

export type History = ReturnType<typeof createHistory>

export function createHistory(deps: HistoryDeps) {
  const { store, providers } = deps

  function summary(row: DeliveryRow): DeliverySummary {
    const waits = row.due_at !== null && row.due_at < row.expires_at
    return {
      seq: store.seq(),
      id: idOf('delivery', row.id),
      eventId: idOf('event', row.event_id),
      registrationId: idOf('registration', row.registration_id),
      provider: row.provider,
      trigger: row.trigger,
      origin: row.origin,
      subject: row.subject,
      url: row.url,
      messageId: row.message_id,
      status: row.status,
      attemptCount: row.attempt_count,
      lastOutcome: row.last_outcome,
      lastStatusCode: row.last_status,
      lastError: row.last_error,
      latencyMs: row.latency_ms,
      deadlineMs: row.deadline_ms,
      createdAt: isoTime(row.created_at),
      nextAttemptAt: waits ? isoTimeOrNull(row.due_at) : null,
      expiresAt: isoTime(row.expires_at),
      settledAt: isoTimeOrNull(row.settled_at),
      method: row.method,
      replayOf: row.replay_of === null ? null : idOf('delivery', row.replay_of),
      captureId: row.capture_id === null ? null : idOf('capture', row.capture_id),
      syncId: row.sync_id === null ? null : idOf('sync', row.sync_id),
      replayId: row.replay_id === null ? null : idOf('replay', row.replay_id),
    }
  }

  function eventOf(row: DeliveryRow): Event {
    const event = store.events.get(row.event_id)
    return {
      seq: store.seq(),
      id: idOf('event', row.event_id),
      provider: row.provider,
      trigger: row.trigger,
      origin: row.origin,
      data: event ? (parseJson(store.bodies.readText(event.data)) as JsonObject) : {},
      createdAt: isoTime(event?.created_at ?? row.created_at),
    }
  }

  function find(id: string): DeliveryRow {
    const number = rowOf('delivery', id)
    const row = number === undefined ? undefined : store.deliveries.get(number)
    if (!row) throw notFound('delivery', id)
    return row
  }

  /** When the attempts to come would start, ms. One in flight is taken to go unanswered: its successor's wait begins at its deadline. */
  function plan(row: DeliveryRow, last: AttemptRow | undefined): number[] {
    const policy = deps.policyOf(row.registration_id)
    if (SETTLED.has(row.status) || !policy) return []
    const jitter = (attempt: number): number => jitterOf(deps.salt, row.id, attempt)
    const dueAt = row.due_at ?? (last && last.deadline_at + delayAfter(policy, last.number, jitter(last.number)))
    return dueAt === undefined ? [] : plannedAttempts(policy, { attempts: row.attempt_count, dueAt, expiresAt: row.expires_at, jitter }, PLANNED_AT_MOST)
  }

  return {
    find,
    summary,
    show(number: number): DeliverySummary | undefined {
      const row = store.deliveries.get(number)
      return row && summary(row)
    },

    list(query: DeliveryQuery): DeliveryPage {
      const { limit } = query
      const unsearched = query.q === undefined ? 0 : deps.catchUp()
      const asked = { ...deliveryFilter(query), before: rowBefore(query.cursor), limit: limit + 1 }
      const rows = listDeliveries(store.db, asked, store.deliveries.counts())
      return { items: rows.slice(0, limit).map(summary), nextCursor: cursorOf(rows, limit), seq: store.seq(), unsearched }
    },

    detail(id: string): Delivery {
      const row = find(id)
      const attempts = store.attempts.of(row.id)
      return {
        ...summary(row),
        event: eventOf(row),
        attempts: attempts.map((attempt) => store.attempts.show(attempt, deps.isOpen(row.id, attempt.number))),
        planned: plan(row, attempts.at(-1)).map(isoTime),
        trace: row.trace === null ? null : (JSON.parse(row.trace) as Trace),
        replays: store.deliveries.replaysOf(row.id).map((n) => idOf('delivery', n)),
      }
    },

    /** The attempt's request read back with the registration's settings of now. */
    inspect(id: string, number: number, reveal: boolean): Inspection {
      const row = find(id)
      const attempt = store.attempts.get(row.id, number)
      if (!attempt) throw notFound('attempt', String(number), `${id} has ${row.attempt_count}.`)
      const provider = providers.get(row.provider)
      if (!provider) return { parts: [], payload: null, verdict: null, note: `The provider ${row.provider} is not there any more: its request is kept, and cannot be taken apart.` }
      const settings = store.registrations.get(row.registration_id)?.settings ?? {}
      const request = { headers: JSON.parse(attempt.request_headers) as Headers, body: store.bodies.read(attempt.request_body) }
      return provider.inspect(request, settings, { now: attempt.started_at, reveal })
    },
  }
}

/** What a caller asks for, as the store takes it. An id that names nothing finds nothing. */
export function deliveryFilter(query: Omit<DeliveryQuery, 'limit' | 'cursor'>): Omit<DeliveryFilter, 'before' | 'limit'> {
  const row = (kind: IdKind, id: string | undefined): number | undefined => (id === undefined ? undefined : (rowOf(kind, id) ?? -1))
  const time = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text))
  return {
    statuses: query.status === undefined ? undefined : query.status.split(',').map(parseStatus),
    provider: query.provider,
    trigger: query.trigger,
    registration: row('registration', query.registrationId),
    sync: row('sync', query.syncId),
    replay: row('replay', query.replayId),
    q: query.q,
    from: time(query.from),
    to: time(query.to),
  }
}

function parseStatus(text: string): DeliveryStatus {
  const parsed = DeliveryStatus.safeParse(text.trim())
  if (!parsed.success) throw new ProblemError('bad_request', `There is no delivery status ${JSON.stringify(text)}. There are: ${DeliveryStatus.options.join(', ')}.`)
  return parsed.data
}
