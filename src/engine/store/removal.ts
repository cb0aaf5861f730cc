/** Takes away what is no longer kept, with everything that only it has: attempts, bytes, words, the event. Call all of it inside a transaction. */
import { SETTLED } from '#contract/delivery-status.ts'
import type { Database } from 'better-sqlite3'
import type { Attempts } from './attempts.ts'
import type { Bodies } from './bodies.ts'
import type { Captures } from './captures.ts'
import type { Deliveries, DeliveryRow } from './deliveries.ts'
import type { Events } from './events.ts'
import type { Inboxes } from './inboxes.ts'
import type { Search } from './search.ts'
import type { Tx } from './write.ts'

/** What goes: at most `limit` of the oldest, made before `before` (ms). */
export interface Oldest {
  readonly before: number
  readonly limit: number
}

export interface RemovalParts {
  readonly attempts: Attempts
  readonly bodies: Bodies
  readonly captures: Captures
  readonly deliveries: Deliveries
  readonly events: Events
  readonly inboxes: Inboxes
  readonly search: Search
}

export type Removal = ReturnType<typeof createRemoval>

export function createRemoval(db: Database, { attempts, bodies, captures, deliveries, events, inboxes, search }: RemovalParts) {
  // By status, so that those that still wait are not walked past, however many and old they are.
  const settled = db.prepare<[string, number], DeliveryRow>('SELECT * FROM deliveries WHERE status = ? ORDER BY id LIMIT ?')
  const firstSettled = (limit: number): DeliveryRow[] =>
    [...SETTLED].flatMap((status) => settled.all(status, limit)).sort((a, b) => a.id - b.id).slice(0, limit)

  return {
    /** When the oldest of all that could go was made, ms; null when there is nothing. */
    oldestAt(): number | null {
      const times = [firstSettled(1)[0]?.created_at, captures.oldest(1)[0]?.received_at, events.ofNobody(1)[0]?.created_at].filter((time) => time !== undefined)
      return times.length === 0 ? null : Math.min(...times)
    },
    /** Settled deliveries; answers how many went. */
    deliveries(tx: Tx, { before, limit }: Oldest): number {
      const rows = firstSettled(limit).filter((row) => row.created_at < before)
      for (const row of rows) {
        attempts.remove(row.id)
        bodies.release(row.payload)
        bodies.release(row.kept_body)
        search.remove(row.id)
        events.release(row.event_id)
        deliveries.remove(tx, row)
      }
      return rows.length
    },
    captures(tx: Tx, { before, limit }: Oldest): number {
      const rows = captures.oldest(limit).filter((row) => row.received_at < before)
      for (const row of rows) {
        captures.remove(tx, row)
        inboxes.uncount(row.inbox_id)
      }
      return rows.length
    },
    /** Events that reached nobody. */
    events({ before, limit }: Oldest): number {
      const rows = events.ofNobody(limit).filter((row) => row.created_at < before)
      for (const row of rows) events.remove(row)
      return rows.length
    },
  }
}
