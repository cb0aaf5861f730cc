import { SETTLED } from '#contract/delivery-status.ts'
import type { DeliveryStatus, DeliverySummary, Fired } from '#contract/delivery.ts'

/** What was raised, and what has become of the deliveries it made. */
export interface Followed {
  readonly fired: readonly Fired[]
  /** The newest known state of those that the API listed: the first hundred of a firing. */
  readonly deliveries: readonly DeliverySummary[]
  readonly total: number
  readonly settled: number
  readonly counts: Readonly<Partial<Record<DeliveryStatus, number>>>
}

/**
 * Joins what a firing answered with what the live feed has told since: of two copies the larger `seq` wins. Deliveries that
 * neither of them has named are still as they were made: queued.
 */
export function followedOf(fired: readonly Fired[], seen: ReadonlyMap<string, DeliverySummary>): Followed {
  const known = new Map(seen)
  for (const one of fired.flatMap(({ deliveries }) => deliveries)) if (!((known.get(one.id)?.seq ?? -1) > one.seq)) known.set(one.id, one)
  const total = fired.reduce((sum, one) => sum + one.deliveryCount, 0)
  const counts: Partial<Record<DeliveryStatus, number>> = {}
  let settled = 0
  for (const { status } of known.values()) {
    counts[status] = (counts[status] ?? 0) + 1
    if (SETTLED.has(status)) settled++
  }
  const unheard = total - known.size
  if (unheard > 0) counts.queued = (counts.queued ?? 0) + unheard
  const deliveries = fired.flatMap((one) => one.deliveries.map((delivery) => known.get(delivery.id) ?? delivery))
  return { fired, deliveries, total, settled, counts }
}

/** Whether a delivery is one of these firings'. The events of one firing are made in one go, so their row numbers follow each other. */
export function isOf(fired: readonly Fired[], delivery: DeliverySummary): boolean {
  const event = rowOf(delivery.eventId)
  return fired.some((one) => delivery.replayOf === null && event >= rowOf(one.event.id) && event < rowOf(one.event.id) + one.events)
}

const rowOf = (id: string): number => Number(id.slice(id.indexOf('_') + 1))
