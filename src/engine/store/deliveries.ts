/** Deliveries, and how they move from one status to the next. Those that wait are read by `waiting.ts`. */
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

/** What every new delivery has. */
const COMMON = [
  'id', 'event_id', 'registration_id', 'sync_id', 'provider', 'trigger', 'origin', 'subject', 'url', 'message_id', 'published_at', 'payload', 'deadline_ms', 'created_at', 'expires_at', 'trace',
] as const
/** What replays and captured requests have besides, as it is for all others. */
export const ORDINARY = { method: 'POST', replay_of: null, target: null, kept_headers: null, kept_body: null, replay_id: null, header_edit: null, capture_id: null } as const
const SPECIAL = Object.keys(ORDINARY) as (keyof typeof ORDINARY)[]
/** What differs among deliveries of the same data to the same registration. */
const EACH = ['id', 'event_id', 'message_id'] as const

type Common = Pick<DeliveryRow, (typeof COMMON)[number]>
export type NewDelivery = Common & Pick<DeliveryRow, Exclude<keyof typeof ORDINARY, 'kept_headers'>> & { readonly kept_headers: Headers | null }
export type AlikeDeliveries = Omit<Common, (typeof EACH)[number]>
export type OneOfAlike = Pick<Common, (typeof EACH)[number]>

const columns = (of: readonly string[]): string => ['status', 'due_at', ...of].join(', ')
const values = (of: readonly string[], fromJson: readonly string[]): string =>
  ["'queued'", '@created_at', ...of.map((column) => (fromJson.includes(column) ? `value ->> ${fromJson.indexOf(column)}` : `@${column}`))].join(', ')
const insertInto = (of: readonly string[]): string => `INSERT INTO deliveries (${columns(of)}) VALUES (${values(of, [])})`

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
  const insert = db.prepare(insertInto([...COMMON, ...SPECIAL]))
  // Each column that is bound costs as much as writing it does: these are null for all but replays and the like.
  const insertPlain = db.prepare(insertInto(COMMON))
  const insertAlike = db.prepare(`INSERT INTO deliveries (${columns(COMMON)}) SELECT ${values(COMMON, EACH)} FROM json_each(@each)`)
  const start = db.prepare("UPDATE deliveries SET status = 'sending', due_at = NULL, attempt_count = attempt_count + 1 WHERE id IN (SELECT value FROM json_each(?))")
  const redirect = db.prepare('UPDATE deliveries SET url = ? WHERE id = ?')
  const finish = db.prepare(`UPDATE deliveries SET status = ?, due_at = ?, settled_at = ?, last_outcome = ?, last_status = ?, last_error = ?, latency_ms = ?
      WHERE id IN (SELECT value FROM json_each(?))`)
  const stand = db.prepare('UPDATE deliveries SET status = ?, due_at = ?, settled_at = ?, last_error = coalesce(?, last_error) WHERE id = ?')
  const withStatus = db.prepare<[DeliveryStatus], DeliveryRow>('SELECT * FROM deliveries WHERE status = ? ORDER BY id')
  const remove = db.prepare<[number]>('DELETE FROM deliveries WHERE id = ?')
  const replaysOf = db.prepare<[number], { id: number }>('SELECT id FROM deliveries WHERE replay_of = ? ORDER BY id')
  const sendsOf = db.prepare<[number, number], { id: number }>('SELECT id FROM deliveries WHERE capture_id = ? ORDER BY id DESC LIMIT ?')

  let waits: (lane: LaneId, dueAt: number) => void = () => undefined

  /** @param from where each stood before; null: it is new. */
  function moved<Row extends Omit<Moving, 'status'>>(tx: Tx, rows: readonly Row[], from: (row: Row) => DeliveryStatus | null, to: DeliveryStatus, dueAt: number | null): void {
    for (const row of rows) {
      tx.changed('delivery', row.id)
      if (row.sync_id !== null) syncs.moved(tx, row.sync_id, from(row), to, row.attempt_count)
      if (row.replay_id !== null) replays.moved(tx, row.replay_id, row, from(row), to)
    }
    tx.onCommit(() => {
      for (const row of rows) {
        const before = from(row)
        if (before) counts[before]--
        counts[to]++
        if (dueAt !== null) waits({ registration: row.registration_id, sync: row.sync_id }, dueAt)
      }
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
    /** Hears, after each commit, what waits from then on. One listener: the queue. */
    onWaiting(listener: (lane: LaneId, dueAt: number) => void): void {
      waits = listener
    },
    withStatus: (status: DeliveryStatus): DeliveryRow[] => withStatus.all(status),
    replaysOf: (id: number): number[] => replaysOf.all(id).map((row) => row.id),
    /** What sent a captured request again, newest first. */
    sendsOf: (capture: number, limit: number): number[] => sendsOf.all(capture, limit).map((row) => row.id),

    /** New, `queued`, due at once. */
    insert(tx: Tx, row: NewDelivery): void {
      if (SPECIAL.every((column) => row[column] === ORDINARY[column])) insertPlain.run(row)
      else insert.run({ ...row, kept_headers: row.kept_headers && JSON.stringify(row.kept_headers) })
      moved(tx, [{ ...row, attempt_count: 0 }], () => null, 'queued', row.created_at)
    },
    /** The same of many that have all but these in common. */
    insertAlike(tx: Tx, common: AlikeDeliveries, each: readonly OneOfAlike[]): void {
      insertAlike.run({ ...common, each: JSON.stringify(each.map((row) => EACH.map((column) => row[column]))) })
      const { registration_id, sync_id } = common
      const rows = each.map(({ id }) => ({ id, registration_id, sync_id, attempt_count: 0, replay_id: null, replay_of: null, capture_id: null }))
      moved(tx, rows, () => null, 'queued', common.created_at)
    },
    /** To `sending`; `url` is where each goes, which may have changed since it was made. */
    start(tx: Tx, started: readonly { readonly delivery: Moving & Pick<DeliveryRow, 'url'>; readonly url: string }[]): void {
      start.run(JSON.stringify(started.map(({ delivery }) => delivery.id)))
      for (const { delivery, url } of started) if (delivery.url !== url) redirect.run(url, delivery.id)
      moved(tx, started.map(({ delivery }) => delivery), ({ status }) => status, 'sending', null)
    },
    /** From `sending` to what their attempts, which ended in the same way, made of them. */
    finish(tx: Tx, rows: readonly Omit<Moving, 'status'>[], last: LastAttempt, to: Standing): void {
      const ids = JSON.stringify(rows.map(({ id }) => id))
      finish.run(to.status, to.due_at, to.due_at === null ? to.at : null, last.outcome, last.status, last.error, last.latencyMs, ids)
      moved(tx, rows, () => 'sending', to.status, to.due_at)
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
      moved(tx, [row], ({ status }) => status, to.status, to.due_at)
    },
  }
}
