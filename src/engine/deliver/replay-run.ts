/**
 * Runs of replays: many deliveries or captures sent again, oldest first, at a pace. First everything that was there when the run began is looked at,
 * some at a time, and what belongs to it stored; then each is made a new delivery when its time has come. A delivery and the note that
 * its original was taken up share a transaction, so a restart goes on there: nothing twice, nothing lost.
 *
 * States: running <-> paused, until `done` (all taken up, nothing waits) or `cancelled`.
 */
import { ProblemError } from '#contract/problem.ts'
import type { ReplayOptions, ReplayPacing } from '#contract/replay.ts'
import type { Policy } from '#contract/policy.ts'
import type { Catalog } from '../catalog.ts'
import { createRealClock, type Cancel, type Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { ReplayItemRow, ReplayRow } from '../store/replays.ts'
import { createReplayItems } from './replay-items.ts'
import { belonging, beyond, whichOf, type Which } from './replay-selection.ts'

export interface ReplayRunDeps {
  readonly store: Store
  readonly clock: Clock
  readonly catalog: Catalog
  readonly salt: number
  readonly log: Log
  /** Of a registration, as it is now. */
  readonly policyOf: (registration: number) => Policy | undefined
}

export type ReplayRun = ReturnType<typeof createReplayRun>

/** Looked at in one transaction. */
const LOOKED_AT = 500
/** Made in one transaction, and without a pace kept ahead of what is sent. */
const MADE = 64
const AHEAD = 256
/** A timer may be this late, ms, before the pace goes on from now: a pause or a restart is not made up for by a burst. */
const LATE_MS = 1_000
/** How long to leave a store alone that refused a write, ms. */
const AGAIN_MS = 1_000
/** Waiting deliveries cancelled in one transaction. */
const CANCELLED = 500

export const optionsOf = (row: ReplayRow): ReplayOptions => JSON.parse(row.options) as ReplayOptions
export const pacingOf = (row: ReplayRow): ReplayPacing => JSON.parse(row.pacing) as ReplayPacing
export const waitingOf = (row: ReplayRow): number => row.made - row.acknowledged - row.failed

/** From one delivery of a run to the next, ms. */
function gapOf(pacing: ReplayPacing, item: ReplayItemRow, following: ReplayItemRow | undefined): number {
  if (pacing.kind === 'fixed') return pacing.intervalMs
  return pacing.kind === 'original' && following ? Math.round((following.original_at - item.original_at) * pacing.factor) : 0
}

export function createReplayRun({ store, clock, catalog, salt, log, policyOf }: ReplayRunDeps) {
  /** A refused write waits for the world, not for the time that deliveries live in. */
  const wall = createRealClock()
  const { take } = createReplayItems({ store, catalog, salt, policyOf })
  let scheduled = false
  let stopped = false
  /** Whether any run may be open: spares others the look. */
  let open = true
  let next = Infinity
  let cancelTimer: Cancel = () => undefined

  /** Something may have made room. Cheap: many calls in one turn are one look. */
  function wake(): void {
    if (scheduled || stopped || !open) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (!stopped) look()
    })
  }

  function look(): void {
    try {
      const runs = store.replays.open()
      open = runs.length > 0
      for (const run of runs) {
        if (run.status === 'running') step(run)
      }
      arm()
    } catch (error) {
      log.warn({ err: error }, 'a run of replays could not go on: it is tried again')
      wall.at(wall.now() + AGAIN_MS, wake)
    }
  }

  function step(run: ReplayRow): void {
    if (!run.selected) select(run)
    else if (run.made + run.skipped < run.total) feed(run)
    else if (waitingOf(run) === 0) store.write((tx) => store.replays.setStatus(tx, run.id, 'done', clock.now()))
  }

  /** Looks at the next deliveries, the newest first. */
  function select(run: ReplayRow): void {
    const rows = belonging(store, whichOf(run), run.cursor, LOOKED_AT)
    store.write((tx) => store.replays.select(tx, run.id, rows, rows.at(-1)?.id ?? run.cursor, rows.length < LOOKED_AT))
    wake()
  }

  /** How many may be taken up now, their times aside. */
  function roomOf(run: ReplayRow, pacing: ReplayPacing): number {
    if (pacing.kind === 'step') return Math.min(MADE, run.allowed - run.made - run.skipped)
    const ahead = AHEAD - (run.made - run.sent - run.unsent)
    return Math.min(MADE, ahead)
  }

  /** Makes those deliveries whose time has come. */
  function feed(run: ReplayRow): void {
    const pacing = pacingOf(run)
    const now = clock.now()
    const room = roomOf(run, pacing)
    const timed = pacing.kind === 'fixed' || pacing.kind === 'original'
    if (room <= 0 || (timed && run.next_at > now)) return
    const options = optionsOf(run)
    const items = store.replays.itemsAfter(run.id, run.fed, room + 1)
    store.write((tx) => {
      let { fed, next_at: nextAt } = run
      let skipped = 0
      for (const [at, item] of items.slice(0, room).entries()) {
        if (timed && nextAt > now) break
        if (!take(tx, run, item, options, now)) skipped++
        fed = item.original_id
        const due = now - nextAt > LATE_MS ? now : nextAt
        nextAt = timed ? due + gapOf(pacing, item, items[at + 1]) : now
      }
      store.replays.fed(tx, run.id, { fed, nextAt, skipped })
    })
    wake()
  }

  /** Wakes when the next delivery of a run with a pace is to be made. */
  function arm(): void {
    cancelTimer()
    next = Infinity
    for (const run of store.replays.open()) {
      const pacing = pacingOf(run)
      const timed = pacing.kind === 'fixed' || pacing.kind === 'original'
      if (timed && run.status === 'running' && run.selected && run.made + run.skipped < run.total && roomOf(run, pacing) > 0) next = Math.min(next, run.next_at)
    }
    if (next !== Infinity) cancelTimer = clock.at(next, wake)
  }

  function find(row: number): ReplayRow {
    const run = store.replays.get(row)
    if (!run) throw new Error(`Replay ${row} is gone.`)
    return run
  }

  function changed(row: number): ReplayRow {
    open = true
    wake()
    return find(row)
  }

  const refuseOver = (run: ReplayRow): void => {
    if (run.status === 'done' || run.status === 'cancelled') throw new ProblemError('conflict', `${idOf('replay', run.id)} is ${run.status} already.`)
  }

  /** After a row, some at a time. What a restart leaves is given up when its turn comes: see prepare.ts. */
  function cancelWaiting(run: number, after: number): void {
    if (stopped) return
    const rows = store.waiting.waitingOfReplay(run, after, CANCELLED)
    const last = rows.at(-1)
    if (!last) return
    store.write((tx) => {
      for (const row of rows) store.deliveries.stand(tx, row, { status: 'cancelled', due_at: null, at: clock.now() }, 'The replay was cancelled.')
    })
    setImmediate(() => {
      try {
        cancelWaiting(run, last.id)
      } catch (error) {
        log.warn({ err: error }, 'what waits of a cancelled replay is given up when its turn comes')
      }
    })
  }

  return {
    wake,
    /** Whether a look is about to happen. */
    busy: (): boolean => scheduled,
    /** When the next delivery is to be made, ms; Infinity: none waits for a time. */
    nextAt: (): number => next,
    /** What is there now and belongs to the filter is in the run; what comes later is not. */
    begin(which: Which, registration: number | null, pacing: ReplayPacing, options: ReplayOptions): ReplayRow {
      const now = clock.now()
      const source = which.captures ? 'captures' : 'deliveries'
      const filter = which.captures ?? which.filter ?? {}
      return changed(store.write((tx) => store.replays.insert(tx, { source, registration, filter, options, pacing, cursor: beyond(store, which) }, now)))
    },
    pause(run: ReplayRow, paused: boolean): ReplayRow {
      const [from, to] = paused ? (['running', 'paused'] as const) : (['paused', 'running'] as const)
      if (run.status !== from) throw new ProblemError('conflict', `${idOf('replay', run.id)} is ${run.status}, not ${from}.`)
      store.write((tx) => store.replays.setStatus(tx, run.id, to, null))
      return changed(run.id)
    },
    step(run: ReplayRow, count: number): ReplayRow {
      refuseOver(run)
      if (pacingOf(run).kind !== 'step') throw new ProblemError('conflict', `${idOf('replay', run.id)} does not go step by step.`)
      store.write((tx) => store.replays.allow(tx, run.id, count))
      return changed(run.id)
    },
    /** What is in flight ends as it ends. */
    cancel(run: ReplayRow): ReplayRow {
      refuseOver(run)
      store.write((tx) => store.replays.setStatus(tx, run.id, 'cancelled', clock.now()))
      cancelWaiting(run.id, 0)
      return changed(run.id)
    },
    stop(): void {
      stopped = true
      cancelTimer()
    },
  }
}
