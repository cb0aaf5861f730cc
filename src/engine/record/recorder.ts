/** Makes a scenario of what happened: what was raised, what the inboxes answered, the time between, and what came of it. */
import type { JsonObject } from '#contract/common.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { parseJson } from '#contract/json-text.ts'
import { ProblemError } from '#contract/problem.ts'
import { msText } from '#contract/quantity-text.ts'
import type { RecordingRequest, ScenarioInput } from '#contract/scenario.ts'
import { deliveryFilter } from '../deliver/history.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import { listDeliveries } from '../store/delivery-list.ts'
import { idOf, isoTime, notFound, rowOf } from '../store/ids.ts'
import { createCast, type CastDeps } from './cast.ts'

export interface RecorderDeps extends CastDeps {
  readonly now: () => number
}

export interface Recorded {
  readonly scenario: ScenarioInput
  /** Deliveries that it makes again. */
  readonly deliveries: number
  /** What it could not hold, each as a sentence. */
  readonly leftOut: readonly string[]
}

/** Deliveries that one scenario takes: more are no reproduction that anybody reads. */
const MOST = 500

type Steps = ScenarioInput['steps']

export function createRecorder(deps: RecorderDeps) {
  const { store, catalog } = deps

  /** Oldest first. */
  function rowsOf({ ids, after, name: _, secrets: _1, ...query }: RecordingRequest): { rows: DeliveryRow[]; cut: boolean } {
    const find = (id: string): DeliveryRow => {
      const row = store.deliveries.get(rowOf('delivery', id) ?? -1)
      if (!row) throw notFound('delivery', id)
      return row
    }
    if (ids) return { rows: ids.map(find).sort((a, b) => a.id - b.id), cut: false }
    const from = after === undefined ? 0 : find(after).id
    const found = listDeliveries(store.db, { ...deliveryFilter(query), before: Number.MAX_SAFE_INTEGER, limit: MOST + 1 }, store.deliveries.counts()).filter((row) => row.id > from)
    return { rows: found.slice(0, MOST).reverse(), cut: found.length > MOST }
  }

  /** @throws `ProblemError`: not_found for a delivery that is not there, conflict where nothing is left to record. */
  return function record(asked: RecordingRequest): Recorded {
    const { rows, cut } = rowsOf(asked)
    const cast = createCast(deps, asked.secrets)
    const leftOut: string[] = cut ? [`Only the newest ${MOST} deliveries are in it.`] : []
    const steps: Steps = []
    const labels = new Map<number, string>()
    const label = (row: DeliveryRow): string => {
      const [last = 'event'] = row.trigger.split(/[^A-Za-z0-9]+/).filter(Boolean).slice(-1)
      const taken = new Set(labels.values())
      for (let n = 1; ; n++) if (!taken.has(`${last}-${n}`)) return `${last}-${n}`
    }
    const known = rows.filter((row) => cast.has(row, leftOut))
    const byEvent = Map.groupBy(known.filter((row) => row.replay_of === null && row.capture_id === null && row.sync_id === null), (row) => row.event_id)
    const syncs = new Set<number>()
    const made: DeliveryRow[] = []
    let time: number | undefined
    const at = (row: DeliveryRow): void => {
      if (time !== undefined && row.created_at > time) steps.push({ advance: msText(row.created_at - time) })
      time = Math.max(time ?? 0, row.created_at)
    }

    for (const row of known) {
      const id = idOf('delivery', row.id)
      if (row.capture_id !== null) leftOut.push(`${id} sends the captured request ${idOf('capture', row.capture_id)} again: export the capture, and replay it.`)
      else if (row.replay_of !== null) {
        const original = labels.get(row.replay_of)
        if (original === undefined) {
          leftOut.push(`${id} sends ${idOf('delivery', row.replay_of)} again, which is not among these deliveries.`)
          continue
        }
        at(row)
        labels.set(row.id, label(row))
        steps.push({ replay: original, as: labels.get(row.id) })
        made.push(row)
      } else if (row.sync_id !== null) {
        if (syncs.has(row.sync_id)) continue
        syncs.add(row.sync_id)
        at(row)
        steps.push({ sync: cast.registration(row) })
        const sync = store.syncs.get(row.sync_id)
        if (sync) cast.persons(sync.total)
      } else {
        const [first, ...others] = byEvent.get(row.event_id) ?? []
        if (first?.id !== row.id) continue
        at(row)
        const event = store.events.get(row.event_id)
        const data = event ? (parseJson(store.bodies.readText(event.data)) as JsonObject) : undefined
        const as = label(row)
        for (const one of [row, ...others]) labels.set(one.id, as)
        const only = others.length === 0 && cast.several(row.provider)
        steps.push({ fire: row.trigger, ...(cast.mixed() && !only && { provider: row.provider }), ...(only && { registration: cast.registration(row) }), ...(data && { data }), reaches: others.length + 1, as })
        made.push(row, ...others)
      }
    }
    if (steps.length === 0) throw new ProblemError('conflict', ['There is nothing to record: no delivery fits.', ...leftOut].join(' '))

    const settled = made.filter((row) => SETTLED.has(row.status) && row.status !== 'cancelled')
    if (settled.length === made.length) steps.push({ advance: 'idle' })
    else if (time !== undefined && deps.now() > time) steps.push({ advance: msText(deps.now() - time) })
    for (const row of settled) {
      const as = labels.get(row.id)
      if (as === undefined) continue
      const among = made.filter((one) => labels.get(one.id) === as).length
      steps.push({
        settled: as,
        ...(among > 1 && { registration: cast.registration(row) }),
        status: row.status,
        attempts: row.attempt_count,
        ...(row.last_status !== null && { code: row.last_status }),
      })
    }
    const { inboxes, expectations } = cast.received([...made, ...known.filter((row) => row.sync_id !== null && row.replay_of === null)], cut)
    steps.push(...expectations)

    const [oldest] = made
    const scenario: ScenarioInput = {
      name: asked.name ?? nameOf(made.length > 0 ? made : known),
      ...(oldest && { clockStart: isoTime(oldest.created_at) }),
      ...cast.workspace(leftOut),
      inboxes,
      registrations: cast.registrations(),
      steps,
    }
    return { scenario, deliveries: made.length, leftOut }
  }

  function nameOf(rows: readonly DeliveryRow[]): string {
    const [first] = rows
    const failed = rows.filter((row) => row.status === 'failed' || row.status === 'expired').length
    const title = first ? `${catalog.providers.get(first.provider)?.title ?? first.provider}: ${first.trigger}` : 'Recorded'
    return `${title}${rows.length > 1 ? ` and ${rows.length - 1} more` : ''}${failed > 0 ? `, ${failed} not delivered` : ''}`
  }
}
