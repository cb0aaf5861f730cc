/** The filtered list of deliveries, newest first, keyset-paged. */
import type { DeliveryStatus } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import type { DeliveryRow } from './deliveries.ts'
import { likeText } from './like.ts'

export interface DeliveryFilter {
  /** Only ids below this one. */
  readonly before: number
  readonly limit: number
  readonly statuses?: readonly DeliveryStatus[]
  readonly provider?: string
  readonly trigger?: string
  readonly registration?: number
  readonly sync?: number
  /** Text in the subject, the trigger, the message id or the URL. */
  readonly q?: string
  /** Created at or after, and before; ms. */
  readonly from?: number
  readonly to?: number
}


export function listDeliveries(db: Database, filter: DeliveryFilter): DeliveryRow[] {
  const conditions = ['id < ?']
  const values: unknown[] = [filter.before]
  const add = (condition: string, ...more: unknown[]): void => {
    conditions.push(condition)
    values.push(...more)
  }
  if (filter.statuses) add(`status IN (${filter.statuses.map(() => '?').join(', ')})`, ...filter.statuses)
  if (filter.provider !== undefined) add('provider = ?', filter.provider)
  if (filter.trigger !== undefined) add('trigger = ?', filter.trigger)
  if (filter.registration !== undefined) add('registration_id = ?', filter.registration)
  if (filter.sync !== undefined) add('sync_id = ?', filter.sync)
  if (filter.from !== undefined) add('created_at >= ?', filter.from)
  if (filter.to !== undefined) add('created_at < ?', filter.to)
  if (filter.q) {
    const text = likeText(filter.q)
    add(String.raw`(subject LIKE ? ESCAPE '\' OR trigger LIKE ? ESCAPE '\' OR message_id LIKE ? ESCAPE '\' OR url LIKE ? ESCAPE '\')`, text, text, text, text)
  }
  return db
    .prepare<unknown[], DeliveryRow>(`SELECT * FROM deliveries WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`)
    .all(...values, filter.limit)
}
