/** What happened at a provider. Its data is kept once however often it is raised. */
import type { EventOrigin } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'

export interface EventRow {
  readonly id: number
  readonly provider: string
  readonly trigger: string
  readonly origin: EventOrigin
  readonly data: number
  readonly created_at: number
}

export type Events = ReturnType<typeof createEvents>

export function createEvents(db: Database) {
  const insert = db.prepare('INSERT INTO events (provider, trigger, origin, data, created_at) VALUES (?, ?, ?, ?, ?)')
  const one = db.prepare<[number], EventRow>('SELECT * FROM events WHERE id = ?')

  return {
    get: (id: number): EventRow | undefined => one.get(id),
    /** Call inside a transaction. `data` is a row of `bodies`. */
    insert: (row: Omit<EventRow, 'id'>): number =>
      Number(insert.run(row.provider, row.trigger, row.origin, row.data, row.created_at).lastInsertRowid),
  }
}
