/** Which deliveries a run of replays is about, newest first, a page at a time. */
import { ProblemError } from '#contract/problem.ts'
import type { ReplayFilter } from '#contract/replay.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import { listDeliveries } from '../store/delivery-list.ts'
import { rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { deliveryFilter } from './history.ts'

/** At most `limit` of those below the row number `before`. Fewer: there are no more. */
export function selection(store: Store, filter: ReplayFilter, before: number, limit: number): DeliveryRow[] {
  const { ids, ...query } = filter
  if (!ids) return listDeliveries(store.db, { ...deliveryFilter(query), before, limit }, store.deliveries.counts())
  const rows = [...new Set(ids.map((id) => rowOf('delivery', id) ?? 0))].filter((row) => row < before).sort((a, b) => b - a)
  const found: DeliveryRow[] = []
  for (const row of rows) {
    const delivery = store.deliveries.get(row)
    if (delivery) found.push(delivery)
    if (found.length === limit) break
  }
  return found
}

/** @throws `ProblemError('invalid')`, `ProblemError('bad_request')`: a filter that cannot be what was meant. */
export function checkFilter(store: Store, filter: ReplayFilter): void {
  const { ids, ...query } = filter
  deliveryFilter(query)
  if (!ids) return
  if (Object.values(query).some((value) => value !== undefined)) throw new ProblemError('invalid', 'Give ids, or the other filters, not both.')
  const missing = ids.find((id) => store.deliveries.get(rowOf('delivery', id) ?? 0) === undefined)
  if (missing !== undefined) throw new ProblemError('invalid', `There is no delivery ${JSON.stringify(missing)}.`)
}
