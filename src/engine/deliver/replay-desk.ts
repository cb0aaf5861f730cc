/** Runs of replays as the API shows and commands them. */
import type { Parsed } from '#contract/api.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Replay, ReplayBegun, ReplayCreate, ReplayResult } from '#contract/replay.ts'
import { idOf, isoTime, isoTimeOrNull, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { cursorOf, rowBefore } from '../store/page.ts'
import type { ReplayItemRow, ReplayRow } from '../store/replays.ts'
import { checkOptions, withDefaults } from './replay.ts'
import { optionsOf, pacingOf, waitingOf, type ReplayRun } from './replay-run.ts'
import { belonging, beyond, checkCaptureFilter, checkFilter, whichOf, type Which } from './replay-selection.ts'
import type { Through } from './through.ts'

/** First attempts that a rate is taken from. */
const RATE = 50
/** Looked at in one turn of the event loop. */
const COUNTED = 500

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/**
 * @param catchUp brings the search index up to date; answers how many deliveries it lacks.
 * @param through finds what captures go out through.
 * @throws (all of them) `ProblemError`: `not_found`, `conflict`, `invalid`, or the store's own.
 */
export function createReplayDesk(deps: { store: Store; run: ReplayRun; through: Through; catchUp: () => number }) {
  const { store, run } = deps

  function find(id: string): ReplayRow {
    const number = rowOf('replay', id)
    const row = number === undefined ? undefined : store.replays.get(number)
    if (!row) throw notFound('replay', id)
    return row
  }

  function rateOf(row: ReplayRow): number | null {
    const starts = store.replays.starts(row.id, RATE)
    const [first, last] = [starts[0], starts.at(-1)]
    return first === undefined || last === undefined || last <= first ? null : ((starts.length - 1) * 1000) / (last - first)
  }

  /** Until all are made, ms. */
  function leftOf(row: ReplayRow, rate: number | null): number | null {
    const pacing = pacingOf(row)
    const left = row.total - row.made - row.skipped
    if (row.status === 'done' || row.status === 'cancelled') return 0
    if (row.status === 'paused' || !row.selected || pacing.kind === 'step') return null
    if (pacing.kind === 'fixed') return left * pacing.intervalMs
    if (pacing.kind === 'fast') return rate === null ? null : Math.round((left / rate) * 1000)
    const [from, to] = [store.replays.itemsAfter(row.id, row.fed, 1)[0]?.original_at, store.replays.lastOriginalAt(row.id)]
    return from === undefined || to === undefined ? 0 : Math.round((to - from) * pacing.factor)
  }

  function show(row: ReplayRow): Replay {
    const ratePerSecond = rateOf(row)
    return {
      seq: store.seq(),
      id: idOf('replay', row.id),
      status: row.status,
      ...whichOf(row),
      registrationId: row.registration_id === null ? null : idOf('registration', row.registration_id),
      options: optionsOf(row),
      pacing: pacingOf(row),
      selected: row.selected === 1,
      total: row.total,
      made: row.made,
      skipped: row.skipped,
      sent: row.sent,
      acknowledged: row.acknowledged,
      waiting: waitingOf(row),
      failed: row.failed,
      verdicts: { same: row.same, fixed: row.fixed, worse: row.worse, different: row.different },
      ratePerSecond,
      leftMs: leftOf(row, ratePerSecond),
      createdAt: isoTime(row.created_at),
      endedAt: isoTimeOrNull(row.ended_at),
    }
  }

  const showItem = (item: ReplayItemRow, kind: 'delivery' | 'capture'): ReplayResult => ({
    originalId: idOf(kind, item.original_id),
    deliveryId: item.delivery_id === null ? null : idOf('delivery', item.delivery_id),
    verdict: item.verdict,
    reason: item.reason,
    before: { outcome: item.was_outcome, statusCode: item.was_status },
    after: { outcome: item.now_outcome, statusCode: item.now_status },
  })

  /** Some at a time, so that nobody else waits for it. */
  async function count(which: Which, signal: AbortSignal): Promise<number> {
    let found = 0
    for (let before = beyond(store, which); ; ) {
      const rows = belonging(store, which, before, COUNTED)
      found += rows.length
      if (rows.length < COUNTED) return found
      before = rows.at(-1)?.id ?? 0
      await turn()
      signal.throwIfAborted()
    }
  }

  return {
    get: (id: string): Replay => show(find(id)),
    /** For the live feed, by row number. */
    show(number: number): Replay | undefined {
      const row = store.replays.get(number)
      return row && show(row)
    },
    list({ cursor, limit }: Parsed<'listReplays'>['query']): { items: Replay[]; nextCursor: string | null; seq: number } {
      const rows = store.replays.page(rowBefore(cursor), limit + 1)
      return { items: rows.slice(0, limit).map(show), nextCursor: cursorOf(rows, limit), seq: store.seq() }
    },
    results(id: string, { cursor, limit, verdict }: Parsed<'listReplayResults'>['query']): { items: ReplayResult[]; nextCursor: string | null; seq: number } {
      const row = find(id)
      const rows = store.replays.results(row.id, verdict, rowBefore(cursor), limit + 1)
      const kind = row.source === 'captures' ? 'capture' : 'delivery'
      return { items: rows.slice(0, limit).map((item) => showItem(item, kind)), nextCursor: cursorOf(rows.map((row) => ({ id: row.original_id })), limit), seq: store.seq() }
    },
    async create({ filter, captures, registrationId, pacing, dryRun, ...request }: ReplayCreate, signal: AbortSignal): Promise<ReplayBegun> {
      const which = { filter: filter ?? null, captures: captures ?? null }
      if (captures) checkCaptureFilter(store, captures)
      else checkFilter(store, filter ?? {})
      const options = withDefaults(request, filter !== undefined || registrationId !== undefined)
      checkOptions(options)
      if (captures) deps.through.check(registrationId, options)
      const behind = filter?.q === undefined ? 0 : deps.catchUp()
      if (behind > 0) throw new ProblemError('conflict', `${behind} of the newest deliveries are not in the search index yet: try again in a moment.`)
      if (dryRun) return { count: await count(which, signal), replay: null }
      const out = captures ? deps.through.find(registrationId, options) : { registration: null, options }
      const replay = show(run.begin(which, out.registration?.id ?? null, pacing, out.options))
      return { count: replay.total, replay }
    },
    pause: (id: string): Replay => show(run.pause(find(id), true)),
    resume: (id: string): Replay => show(run.pause(find(id), false)),
    step: (id: string, steps: number): Replay => show(run.step(find(id), steps)),
    cancel: (id: string): Replay => show(run.cancel(find(id))),
  }
}
