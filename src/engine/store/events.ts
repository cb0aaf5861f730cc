/** What happened at a provider. Its data is kept once however often it is raised, and an event goes with the last of its deliveries. */
import type { EventOrigin } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'

export interface EventRow {
  readonly id: number
  readonly provider: string
  readonly trigger: string
  readonly origin: EventOrigin
  readonly data: number
  readonly created_at: number
  /** Deliveries that belong to it. */
  readonly refs: number
}

export type Events = ReturnType<typeof createEvents>

/** All that writes is called inside a transaction. */
export function createEvents(db: Database, bodies: Bodies) {
  const insert = db.prepare('INSERT INTO events (provider, trigger, origin, data, created_at, refs) VALUES (?, ?, ?, ?, ?, ?)')
  const insertAlike = db.prepare('INSERT INTO events (provider, trigger, origin, data, created_at, refs) SELECT ?, ?, ?, ?, ?, ? FROM json_each(?)')
  const one = db.prepare<[number], EventRow>('SELECT * FROM events WHERE id = ?')
  const count = db.prepare<[number, number]>('UPDATE events SET refs = refs + ? WHERE id = ?')
  const ofNobody = db.prepare<[number], EventRow>('SELECT * FROM events WHERE refs = 0 ORDER BY id LIMIT ?')
  const remove = db.prepare<[number]>('DELETE FROM events WHERE id = ?')

  function removeRow(row: EventRow): void {
    remove.run(row.id)
    bodies.release(row.data)
  }

  return {
    get: (id: number): EventRow | undefined => one.get(id),
    /** `data` is a row of `bodies`, of which one more column names it now. */
    insert: (row: Omit<EventRow, 'id'>): number =>
      Number(insert.run(row.provider, row.trigger, row.origin, row.data, row.created_at, row.refs).lastInsertRowid),
    /** The same, that many times; answers the first, which the others follow one by one. Nothing is shared here: the caller counts `data`. */
    insertAlike({ provider, trigger, origin, data, created_at, refs }: Omit<EventRow, 'id'>, times: number): number {
      const rows = insertAlike.run(provider, trigger, origin, data, created_at, refs, JSON.stringify(new Array(times).fill(0)))
      return Number(rows.lastInsertRowid) - times + 1
    },
    /** One more delivery belongs to it: a replay. */
    share: (id: number): void => void count.run(1, id),
    /** One of its deliveries is gone; the last one takes it along. */
    release(id: number): void {
      const row = one.get(id)
      if (!row) return
      if (row.refs > 1) count.run(-1, id)
      else removeRow(row)
    },
    /** The oldest that reached nobody. */
    ofNobody: (limit: number): EventRow[] => ofNobody.all(limit),
    remove: removeRow,
  }
}
