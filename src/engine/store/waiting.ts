/**
 * The deliveries that wait: the queue's view. `due_at` is set exactly while one waits (`queued`, `retrying`): claiming clears it, settling
 * sets it again or not.
 */
import type { Database } from 'better-sqlite3'
import { ORDINARY, type DeliveryRow, type LaneId } from './deliveries.ts'

/** What sending it needs to know. */
export type WaitingRow = Omit<DeliveryRow, 'event_id' | 'origin' | 'subject' | 'last_outcome' | 'last_status' | 'last_error' | 'latency_ms' | 'created_at' | 'settled_at'>

/** Of a waiting row, what has to be read: its lane is known. */
const PLAIN = ['id', 'provider', 'trigger', 'url', 'message_id', 'published_at', 'payload', 'status', 'attempt_count', 'deadline_ms', 'due_at', 'expires_at'] as const
/** A column costs about as much to read as to write: those that few deliveries have are asked for where there is one. */
const USUAL = { ...ORDINARY, trace: null } as const
const SPECIAL = `method <> 'POST' OR coalesce(${Object.keys(USUAL).slice(1).join(', ')}) IS NOT NULL`

type PlainRow = Pick<DeliveryRow, (typeof PLAIN)[number]> & { readonly special: 0 | 1 }

export type Waiting = ReturnType<typeof createWaiting>

export function createWaiting(db: Database) {
  const inLane = (sync: string): string => `registration_id = ? AND sync_id ${sync} AND due_at IS NOT NULL`
  const dueIn = (sync: string): string => `SELECT ${PLAIN.join(', ')}, ${SPECIAL} AS special FROM deliveries WHERE ${inLane(sync)} AND due_at <= ? ORDER BY due_at, id LIMIT ?`
  const nextDueIn = (sync: string): string => `SELECT min(due_at) AS due_at FROM deliveries WHERE ${inLane(sync)}`
  const one = db.prepare<[number], DeliveryRow>('SELECT * FROM deliveries WHERE id = ?')
  const due = db.prepare<[number, number, number], PlainRow>(dueIn('IS NULL'))
  const dueOfSync = db.prepare<[number, number, number, number], PlainRow>(dueIn('= ?'))
  const nextDue = db.prepare<[number], { due_at: number | null }>(nextDueIn('IS NULL'))
  const nextDueOfSync = db.prepare<[number, number], { due_at: number | null }>(nextDueIn('= ?'))
  const oldest = db.prepare<[number], { id: number | null }>('SELECT min(id) AS id FROM deliveries WHERE registration_id = ? AND due_at IS NOT NULL')
  const lanes = db.prepare<[], { registration: number; sync: number | null; due_at: number }>(
    'SELECT registration_id AS registration, sync_id AS sync, min(due_at) AS due_at FROM deliveries WHERE due_at IS NOT NULL GROUP BY registration_id, sync_id',
  )
  const waitingFor = db.prepare<[number, number], DeliveryRow>('SELECT * FROM deliveries WHERE registration_id = ? AND due_at IS NOT NULL ORDER BY id LIMIT ?')
  const waitingIn = db.prepare<[number, number, number], DeliveryRow>(
    'SELECT * FROM deliveries WHERE registration_id = ? AND sync_id = ? AND due_at IS NOT NULL ORDER BY id LIMIT ?',
  )
  const waitingOfReplay = db.prepare<[number, number, number], DeliveryRow>(
    'SELECT * FROM deliveries WHERE replay_id = ? AND id > ? AND +due_at IS NOT NULL ORDER BY id LIMIT ?',
  )

  return {
    /** Every line in which something waits, and when the first of it is due, ms. */
    lanes: (): { registration: number; sync: number | null; due_at: number }[] => lanes.all(),
    /** When the next of a line is due, ms; null when none waits. */
    nextDueAt: ({ registration, sync }: LaneId): number | null => (sync === null ? nextDue.get(registration) : nextDueOfSync.get(registration, sync))?.due_at ?? null,
    /** Of a line, those that are due at `now` (ms), the longest due first. */
    due({ registration, sync }: LaneId, now: number, limit: number): WaitingRow[] {
      const rows = sync === null ? due.all(registration, now, limit) : dueOfSync.all(registration, sync, now, limit)
      return rows.map((row) => (row.special ? (one.get(row.id) as DeliveryRow) : { ...USUAL, ...row, registration_id: registration, sync_id: sync }))
    },
    /** The first event's among all that waits for a registration. */
    oldestWaiting: (registration: number): number | null => oldest.get(registration)?.id ?? null,
    /** Some of what waits for a registration, or for one of its syncs. */
    waitingFor: ({ registration, sync }: LaneId, limit: number): DeliveryRow[] =>
      sync === null ? waitingFor.all(registration, limit) : waitingIn.all(registration, sync, limit),
    /** Some of what waits of a run of replays, after a row. */
    waitingOfReplay: (replay: number, after: number, limit: number): DeliveryRow[] => waitingOfReplay.all(replay, after, limit),
  }
}
