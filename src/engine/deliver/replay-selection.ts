/** What a run of replays is about, newest first, a page at a time. */
import { ProblemError } from '#contract/problem.ts'
import type { CaptureFilter, ReplayFilter } from '#contract/replay.ts'
import type { ReplayRow } from '../store/replays.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import { listDeliveries } from '../store/delivery-list.ts'
import type { CaptureSelection, SelectedCapture } from '../store/captures.ts'
import { notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { deliveryFilter } from './history.ts'

/** Deliveries or captures: one of the two. */
export interface Which {
  readonly filter: ReplayFilter | null
  readonly captures: CaptureFilter | null
}

/** Of a run. */
export const whichOf = ({ source, filter }: ReplayRow): Which =>
  source === 'deliveries' ? { filter: JSON.parse(filter) as ReplayFilter, captures: null } : { filter: null, captures: JSON.parse(filter) as CaptureFilter }

/** What belongs to a run, newest first, below a row number. */
export function belonging(store: Store, { filter, captures }: Which, before: number, limit: number): { id: number; at: number }[] {
  if (captures) return captureSelection(store, captures, before, limit).map(({ id, received_at: at }) => ({ id, at }))
  return selection(store, filter ?? {}, before, limit).map(({ id, created_at: at }) => ({ id, at }))
}

/** Above every row that there is. */
export const beyond = (store: Store, { captures }: Which): number => (captures ? store.captures.newestId() : store.deliveries.newestId()) + 1

/** At most `limit` of those below the row number `before`. Fewer: there are no more. */
function selection(store: Store, filter: ReplayFilter, before: number, limit: number): DeliveryRow[] {
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

const captureRows = (ids: readonly string[]): number[] => [...new Set(ids.map((id) => rowOf('capture', id) ?? 0))]

/** At most `limit` of those below the row number `before`. Fewer: there are no more. */
function captureSelection(store: Store, { ids, ...filter }: CaptureFilter, before: number, limit: number): SelectedCapture[] {
  if (!ids) return store.captures.select(selectionOf(store, filter), before, limit)
  const rows = captureRows(ids).filter((row) => row < before).sort((a, b) => b - a)
  return rows.flatMap((row) => store.captures.get(row) ?? []).slice(0, limit)
}

/** An inbox that has gone meanwhile has nothing. */
function selectionOf(store: Store, { inbox, method, verdict, from, to }: Omit<CaptureFilter, 'ids'>): CaptureSelection {
  return {
    inbox: inbox === undefined ? null : (inboxOf(store, inbox) ?? -1),
    method: method ?? null,
    verdict: verdict === undefined ? null : Number(verdict === 'holds'),
    from: from === undefined ? null : Date.parse(from),
    to: to === undefined ? null : Date.parse(to),
  }
}

const inboxOf = (store: Store, idOrName: string): number | undefined => (store.inboxes.named(idOrName) ?? store.inboxes.get(rowOf('inbox', idOrName) ?? 0))?.id

/** @throws `ProblemError('invalid')`, `ProblemError('not_found')`: a filter that cannot be what was meant. */
export function checkCaptureFilter(store: Store, { ids, ...others }: CaptureFilter): void {
  if (others.inbox !== undefined && inboxOf(store, others.inbox) === undefined) throw notFound('inbox', others.inbox)
  if (!ids) return
  if (Object.values(others).some((value) => value !== undefined)) throw new ProblemError('invalid', 'Give ids, or the other filters, not both.')
  const missing = ids.find((id) => store.captures.get(rowOf('capture', id) ?? 0) === undefined)
  if (missing !== undefined) throw new ProblemError('invalid', `There is no capture ${JSON.stringify(missing)}.`)
}
