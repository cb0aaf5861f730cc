/**
 * Deliveries and the queue among them. `due_at` is set exactly while one waits (`queued`, `retrying`):
 * claiming clears it, settling sets it again or not.
 */
import type { Headers } from '#contract/common.ts'
import type { AttemptOutcome, DeliveryStatus, EventOrigin } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import type { Replays } from './replays.ts'
import type { Syncs } from './syncs.ts'
import type { Tx } from './write.ts'

export interface DeliveryRow {
  readonly id: number
  readonly event_id: number
  readonly registration_id: number
  readonly sync_id: number | null
  readonly provider: string
  readonly trigger: string
  readonly origin: EventOrigin
  readonly subject: string
  readonly method: string
  readonly url: string
  readonly message_id: string
  readonly published_at: number
  readonly payload: number
  readonly status: DeliveryStatus
  readonly attempt_count: number
  readonly last_outcome: AttemptOutcome | null
  readonly last_status: number | null
  readonly last_error: string | null
  readonly latency_ms: number | null
  readonly deadline_ms: number
  readonly created_at: number
  readonly due_at: number | null
  readonly expires_at: number
  readonly settled_at: number | null
  readonly replay_of: number | null
  readonly target: string | null
  readonly kept_headers: string | null
  readonly kept_body: number | null
  /** The run of replays that made it. */
  readonly replay_id: number | null
  readonly header_edit: string | null
  /** The captured request that it sends again. */
  readonly capture_id: number | null
  /** JSON; the trace that it was raised in. */
  readonly trace: string | null
}

export type NewDelivery = Pick<
  DeliveryRow,
  | 'id' | 'event_id' | 'registration_id' | 'sync_id' | 'provider' | 'trigger' | 'origin' | 'subject' | 'method' | 'url' | 'message_id' | 'published_at'
  | 'payload' | 'deadline_ms' | 'created_at' | 'expires_at' | 'replay_of' | 'target' | 'kept_body' | 'replay_id' | 'header_edit' | 'capture_id' | 'trace'
> & { readonly kept_headers: Headers | null }

/** How a delivery stands after an attempt, or after it was given up. `due_at` null: it is settled at `at`. */
export interface Standing {
  readonly status: DeliveryStatus
  readonly due_at: number | null
  readonly at: number
}

export interface LastAttempt {
  readonly outcome: AttemptOutcome
  readonly status: number | null
  readonly error: string | null
  readonly latencyMs: number
}

const STATUSES: readonly DeliveryStatus[] = ['queued', 'sending', 'retrying', 'acknowledged', 'expired', 'failed', 'cancelled']

export type Deliveries = ReturnType<typeof createDeliveries>

/** A line of waiting deliveries: those of one sync, or those of a registration that no sync made. */
export interface LaneId {
  readonly registration: number
  readonly sync: number | null
}

/** What moving a delivery needs to know of it. */
export type Moving = Pick<DeliveryRow, 'id' | 'registration_id' | 'sync_id' | 'replay_id' | 'replay_of' | 'capture_id' | 'status' | 'attempt_count'>

/** @param syncs and `replays`: kept in step, whatever moves a delivery of one counts there. */
export function createDeliveries(db: Database, syncs: Syncs, replays: Replays) {
  const counts = Object.fromEntries(STATUSES.map((s) => [s, 0])) as Record<DeliveryStatus, number>
  for (const row of db.prepare<[], { status: DeliveryStatus; n: number }>('SELECT status, count(*) AS n FROM deliveries GROUP BY status').all()) counts[row.status] = row.n
  let newest = db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'").get()?.seq ?? 0

  const one = db.prepare<[number], DeliveryRow>('SELECT * FROM deliveries WHERE id = ?')
  const after = db.prepare<[number, number], DeliveryRow>('SELECT * FROM deliveries WHERE id > ? ORDER BY id LIMIT ?')
  const insert = db.prepare(`INSERT INTO deliveries (id, event_id, registration_id, sync_id, provider, trigger, origin, subject, method, url, message_id, published_at,
      payload, status, deadline_ms, created_at, due_at, expires_at, replay_of, target, kept_headers, kept_body, replay_id, header_edit, capture_id, trace)
    VALUES (@id, @event_id, @registration_id, @sync_id, @provider, @trigger, @origin, @subject, @method, @url, @message_id, @published_at,
      @payload, 'queued', @deadline_ms, @created_at, @created_at, @expires_at, @replay_of, @target, @kept_headers, @kept_body, @replay_id, @header_edit, @capture_id, @trace)`)
  // Two statements each: with `IS ?` SQLite plans anew whenever what is bound changes.
  const inLane = (sync: string): string => `registration_id = ? AND sync_id ${sync} AND due_at IS NOT NULL`
  const dueIn = (sync: string): string => `SELECT * FROM deliveries WHERE ${inLane(sync)} AND due_at <= ? ORDER BY due_at, id LIMIT ?`
  const nextDueIn = (sync: string): string => `SELECT min(due_at) AS due_at FROM deliveries WHERE ${inLane(sync)}`
  const due = db.prepare<[number, number, number], DeliveryRow>(dueIn('IS NULL'))
  const dueOfSync = db.prepare<[number, number, number, number], DeliveryRow>(dueIn('= ?'))
  const nextDue = db.prepare<[number], { due_at: number | null }>(nextDueIn('IS NULL'))
  const nextDueOfSync = db.prepare<[number, number], { due_at: number | null }>(nextDueIn('= ?'))
  const oldest = db.prepare<[number], { id: number | null }>('SELECT min(id) AS id FROM deliveries WHERE registration_id = ? AND due_at IS NOT NULL')
  const lanes = db.prepare<[], { registration: number; sync: number | null; due_at: number }>(
    'SELECT registration_id AS registration, sync_id AS sync, min(due_at) AS due_at FROM deliveries WHERE due_at IS NOT NULL GROUP BY registration_id, sync_id',
  )
  const start = db.prepare("UPDATE deliveries SET status = 'sending', due_at = NULL, url = ?, attempt_count = attempt_count + 1 WHERE id = ?")
  const finish = db.prepare(`UPDATE deliveries SET status = ?, due_at = ?, settled_at = ?, last_outcome = ?, last_status = ?, last_error = ?, latency_ms = ? WHERE id = ?`)
  const stand = db.prepare('UPDATE deliveries SET status = ?, due_at = ?, settled_at = ?, last_error = coalesce(?, last_error) WHERE id = ?')
  const withStatus = db.prepare<[DeliveryStatus], DeliveryRow>('SELECT * FROM deliveries WHERE status = ? ORDER BY id')
  const waitingFor = db.prepare<[number, number], DeliveryRow>('SELECT * FROM deliveries WHERE registration_id = ? AND due_at IS NOT NULL ORDER BY id LIMIT ?')
  const waitingIn = db.prepare<[number, number, number], DeliveryRow>(
    'SELECT * FROM deliveries WHERE registration_id = ? AND sync_id = ? AND due_at IS NOT NULL ORDER BY id LIMIT ?',
  )
  const waitingOfReplay = db.prepare<[number, number, number], DeliveryRow>(
    'SELECT * FROM deliveries WHERE replay_id = ? AND id > ? AND +due_at IS NOT NULL ORDER BY id LIMIT ?',
  )
  const remove = db.prepare<[number]>('DELETE FROM deliveries WHERE id = ?')
  const replaysOf = db.prepare<[number], { id: number }>('SELECT id FROM deliveries WHERE replay_of = ? ORDER BY id')
  const sendsOf = db.prepare<[number, number], { id: number }>('SELECT id FROM deliveries WHERE capture_id = ? ORDER BY id DESC LIMIT ?')

  let waits: (lane: LaneId, dueAt: number) => void = () => undefined

  function moved(tx: Tx, row: Omit<Moving, 'status'>, from: DeliveryStatus | null, to: DeliveryStatus, dueAt: number | null): void {
    tx.changed('delivery', row.id)
    if (row.sync_id !== null) syncs.moved(tx, row.sync_id, from, to, row.attempt_count)
    if (row.replay_id !== null) replays.moved(tx, row.replay_id, row, from, to)
    tx.onCommit(() => {
      if (from) counts[from]--
      counts[to]++
      if (dueAt !== null) waits({ registration: row.registration_id, sync: row.sync_id }, dueAt)
    })
  }

  return {
    get: (id: number): DeliveryRow | undefined => one.get(id),
    /** Oldest first. */
    after: (id: number, limit: number): DeliveryRow[] => after.all(id, limit),
    /** The number the next delivery gets: message ids are made from it. Numbers of failed transactions are not used again. */
    nextId: (): number => ++newest,
    newestId: (): number => newest,
    counts: (): Readonly<Record<DeliveryStatus, number>> => counts,
    total: (): number => STATUSES.reduce((sum, status) => sum + counts[status], 0),
    /** Every line in which something waits, and when the first of it is due, ms. */
    lanes: (): { registration: number; sync: number | null; due_at: number }[] => lanes.all(),
    /** When the next of a line is due, ms; null when none waits. */
    nextDueAt: ({ registration, sync }: LaneId): number | null => (sync === null ? nextDue.get(registration) : nextDueOfSync.get(registration, sync))?.due_at ?? null,
    due: ({ registration, sync }: LaneId, now: number, limit: number): DeliveryRow[] =>
      sync === null ? due.all(registration, now, limit) : dueOfSync.all(registration, sync, now, limit),
    /** The first event's among all that waits for a registration. */
    oldestWaiting: (registration: number): number | null => oldest.get(registration)?.id ?? null,
    /** Hears, after each commit, what waits from then on. One listener: the queue. */
    onWaiting(listener: (lane: LaneId, dueAt: number) => void): void {
      waits = listener
    },
    withStatus: (status: DeliveryStatus): DeliveryRow[] => withStatus.all(status),
    /** Some of what waits for a registration, or for one of its syncs. */
    waitingFor: ({ registration, sync }: LaneId, limit: number): DeliveryRow[] =>
      sync === null ? waitingFor.all(registration, limit) : waitingIn.all(registration, sync, limit),
    /** Some of what waits of a run of replays, after a row. */
    waitingOfReplay: (replay: number, after: number, limit: number): DeliveryRow[] => waitingOfReplay.all(replay, after, limit),
    replaysOf: (id: number): number[] => replaysOf.all(id).map((row) => row.id),
    /** What sent a captured request again, newest first. */
    sendsOf: (capture: number, limit: number): number[] => sendsOf.all(capture, limit).map((row) => row.id),

    /** New, `queued`, due at once. */
    insert(tx: Tx, row: NewDelivery): void {
      insert.run({ ...row, kept_headers: row.kept_headers && JSON.stringify(row.kept_headers) })
      moved(tx, { ...row, attempt_count: 0 }, null, 'queued', row.created_at)
    },
    /** To `sending`. */
    start(tx: Tx, row: Moving, url: string): void {
      start.run(url, row.id)
      moved(tx, row, row.status, 'sending', null)
    },
    /** From `sending` to what its attempt made of it. */
    finish(tx: Tx, row: Omit<Moving, 'status'>, last: LastAttempt, to: Standing): void {
      finish.run(to.status, to.due_at, to.due_at === null ? to.at : null, last.outcome, last.status, last.error, last.latencyMs, row.id)
      moved(tx, row, 'sending', to.status, to.due_at)
    },
    /** A settled one is not kept any more. What belongs to it goes with it: see `removal.ts`. */
    remove(tx: Tx, { id, status }: Pick<DeliveryRow, 'id' | 'status'>): void {
      remove.run(id)
      tx.changed('delivery', id)
      tx.onCommit(() => void counts[status]--)
    },
    /** Without an attempt: expired at the horizon, cancelled. */
    stand(tx: Tx, row: Moving, to: Standing, reason: string | null): void {
      stand.run(to.status, to.due_at, to.due_at === null ? to.at : null, reason, row.id)
      moved(tx, row, row.status, to.status, to.due_at)
    },
  }
}
