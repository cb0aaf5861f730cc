/** The filtered list of deliveries, newest first, keyset-paged: each filter is answered from an index, however many are stored. */
import type { DeliveryStatus } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import type { DeliveryRow } from './deliveries.ts'
import { wordQuery } from './search.ts'

export interface DeliveryFilter {
  /** Only ids below this one. */
  readonly before: number
  readonly limit: number
  readonly statuses?: readonly DeliveryStatus[]
  readonly provider?: string
  readonly trigger?: string
  readonly registration?: number
  readonly sync?: number
  readonly replay?: number
  /** Words, the last of which may be the beginning of one. Only what the index has is found. */
  readonly q?: string
  /** Created at or after, and before; ms. */
  readonly from?: number
  readonly to?: number
}

/**
 * Below this many deliveries of a status, walking through them is quicker than through what another filter lets in. The planner can't know:
 * it counts the values of a column, not how often each is there.
 */
const RARE = 2_000

/** @param counts of deliveries by status. */
export function listDeliveries(db: Database, filter: DeliveryFilter, counts: Readonly<Record<DeliveryStatus, number>>): DeliveryRow[] {
  const match = filter.q === undefined ? undefined : wordQuery(filter.q)
  // A text without a word in it is in no delivery.
  if (match === null) return []
  const lowest = filter.from === undefined ? 0 : firstAt(db, filter.from)
  const highest = filter.to === undefined ? filter.before : Math.min(filter.before, firstAt(db, filter.to))
  // One walk for each status, and for a trigger alone one for each provider: together they would have to be sorted, all of them.
  const statuses = filter.statuses ?? [undefined]
  const providers = filter.trigger === undefined || filter.provider !== undefined ? [filter.provider] : providersOf(db)
  const found = statuses.flatMap((status) =>
    providers.flatMap((provider) => walk(db, { ...filter, provider }, { status, rare: status !== undefined && counts[status] <= RARE, match, lowest, highest })),
  )
  return found.sort((a, b) => b.id - a.id).slice(0, filter.limit)
}

interface Walk {
  readonly status: DeliveryStatus | undefined
  readonly rare: boolean
  readonly match: string | undefined
  /** Ids from `lowest` to below `highest`. */
  readonly lowest: number
  readonly highest: number
}

/** The column whose index is walked, newest first; null: the rows themselves, or the search index. */
type Lead = 'sync_id' | 'replay_id' | 'status' | 'registration_id' | 'trigger' | null

function leadOf(filter: DeliveryFilter, { status, rare, match }: Walk): Lead {
  if (rare) return 'status'
  if (match !== undefined) return null
  if (filter.sync !== undefined) return 'sync_id'
  if (filter.replay !== undefined) return 'replay_id'
  if (filter.registration !== undefined) return 'registration_id'
  if (filter.trigger !== undefined && filter.provider !== undefined) return 'trigger'
  return status === undefined ? null : 'status'
}

function walk(db: Database, filter: DeliveryFilter, walked: Walk): DeliveryRow[] {
  const { status, match, lowest, highest } = walked
  const lead = leadOf(filter, walked)
  const byText = match !== undefined && lead === null
  const conditions: string[] = []
  const values: unknown[] = []
  const add = (condition: string, ...more: unknown[]): void => {
    conditions.push(condition)
    values.push(...more)
  }
  /** A plus keeps the planner from walking another column's index. */
  const equals = (column: string, value: unknown, leads: boolean): void => {
    if (value !== undefined) add(`${leads ? '' : '+'}d.${column} = ?`, value)
  }
  if (byText) add('t.delivery_text MATCH ? AND t.rowid < ? AND t.rowid >= ? AND d.id = t.rowid', match, highest, lowest)
  else add('d.id < ? AND d.id >= ?', highest, lowest)
  if (match !== undefined && !byText) add('EXISTS (SELECT 1 FROM delivery_text t WHERE t.delivery_text MATCH ? AND t.rowid = d.id)', match)
  equals('status', status, lead === 'status')
  equals('sync_id', filter.sync, lead === 'sync_id')
  equals('replay_id', filter.replay, lead === 'replay_id')
  equals('registration_id', filter.registration, lead === 'registration_id')
  equals('provider', filter.provider, lead === 'trigger')
  equals('trigger', filter.trigger, lead === 'trigger')
  const from = byText ? 'delivery_text t CROSS JOIN deliveries d' : 'deliveries d'
  return db
    .prepare<unknown[], DeliveryRow>(`SELECT d.* FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${byText ? 't.rowid' : 'd.id'} DESC LIMIT ?`)
    .all(...values, filter.limit)
}

/** Providers that anything was delivered for: one step of the index each. */
function providersOf(db: Database): string[] {
  const next = db.prepare<[string], { provider: string | null }>('SELECT min(provider) AS provider FROM deliveries WHERE provider > ?')
  const found: string[] = []
  for (let row = next.get(''); row?.provider; row = next.get(row.provider)) found.push(row.provider)
  return found
}

/** The lowest id that was made at `time` (ms) or later: ids and times rise together, as time does not go back. One above the newest when there is none. */
function firstAt(db: Database, time: number): number {
  const from = db.prepare<[number], { id: number; created_at: number }>('SELECT id, created_at FROM deliveries WHERE id >= ? ORDER BY id LIMIT 1')
  const newest = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM deliveries').get()?.id ?? 0
  let low = 0
  let high = newest + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = from.get(middle)
    if (!row || row.created_at >= time) high = middle
    else low = row.id + 1
  }
  return high
}
