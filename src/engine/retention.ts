/**
 * Takes away what is over the workspace's limits, the oldest first and a little at a time, so that nothing that is under way has to wait for
 * it; then gives the room back to the disk, a little at a time too.
 */
import type { Parsed } from '#contract/api.ts'
import { DEFAULT_RETENTION, type Retention } from '#contract/retention.ts'
import { createRealClock, type Cancel, type Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Store } from './store/open.ts'

const SETTING = 'retention'
const over = (count: number, most: number | null): number => (most === null ? 0 : Math.max(0, count - most))
/** Looked at this often while things change, ms of real time: what is over by a few can wait. */
const EVERY_MS = 1_000
interface Pace {
  /** Rows of a kind that go in one transaction: some milliseconds. */
  readonly rows: number
  /** Between two of them, ms of real time. */
  readonly pauseMs: number
}
const GENTLE: Pace = { rows: 64, pauseMs: 10 }
/** Where more comes than goes: about as much in each turn of the event loop as the queue begins there, so that the size keeps its bound. */
const BRISK: Pace = { rows: 128, pauseMs: 0 }
/** Over the limit by this share of it, it is brisk. */
const SLACK = 0.01
/** Free pages are used again; a file of which more than this share is free gives some back. */
const FREE_SHARE = 0.25
/** Pages given back at a time. */
const PAGES = 256

export function createRetention(deps: { store: Store; clock: Clock; log: Log }) {
  const { store, clock, log } = deps
  const wall = createRealClock()
  let cancel: Cancel | undefined
  /** When it looks next, ms of real time. */
  let looksAt = Infinity
  /** When the oldest will be too old. */
  let aging: Cancel | undefined
  let stopped = false

  const current = (): Retention => ({ ...DEFAULT_RETENTION, ...(store.settings.get(SETTING) as Partial<Retention> | undefined) })

  function arm(ms: number): void {
    const at = wall.precise() + ms
    // What it removes wakes it too: the sooner look counts.
    if (stopped || at >= looksAt) return
    cancel?.()
    looksAt = at
    cancel = wall.at(at, () => {
      looksAt = Infinity
      try {
        const pace = paceNow()
        if (removeSome(pace.rows) || shrink()) arm(pace.pauseMs)
        else awaitAge()
      } catch (error) {
        log.warn({ err: error }, 'what is over the limits could not be removed: it is tried again')
        arm(EVERY_MS)
      }
    })
  }

  function paceNow(): Pace {
    const { maxAgeMs, maxDeliveries, maxCaptures } = current()
    const oldest = maxAgeMs === null ? null : store.removal.oldestAt()
    const counts = [over(store.deliveries.total(), maxDeliveries) > SLACK * (maxDeliveries ?? 0), over(store.inboxes.captureCount(), maxCaptures) > SLACK * (maxCaptures ?? 0)]
    const aged = maxAgeMs !== null && oldest !== null && clock.now() - oldest > (1 + SLACK) * maxAgeMs
    return aged || counts.includes(true) ? BRISK : GENTLE
  }

  /** Answers whether there may be more. */
  function removeSome(rows: number): boolean {
    const { maxAgeMs, maxDeliveries, maxCaptures } = current()
    const tooOld = maxAgeMs === null ? -Infinity : clock.now() - maxAgeMs
    const goes = (count: number, most: number | null) => {
      const excess = Math.min(rows, over(count, most))
      return excess > 0 ? { before: Infinity, limit: excess } : { before: tooOld, limit: rows }
    }
    const deliveries = goes(store.deliveries.total(), maxDeliveries)
    const captures = goes(store.inboxes.captureCount(), maxCaptures)
    if ([deliveries, captures].every(({ before }) => before === -Infinity)) return false
    const gone = store.write((tx) => [
      store.removal.deliveries(tx, deliveries),
      store.removal.captures(tx, captures),
      // As old as the deliveries that go.
      store.removal.events({ before: tooOld, limit: rows }),
    ])
    return gone.some((count) => count > 0)
  }

  /** Answers whether there may be more. */
  function shrink(): boolean {
    if (store.freeShare() <= FREE_SHARE) return false
    store.giveBack(PAGES)
    return true
  }

  function awaitAge(): void {
    aging?.()
    const { maxAgeMs } = current()
    const oldest = maxAgeMs === null ? null : store.removal.oldestAt()
    // What waits is not looked at: it starts to count when it is settled, and a commit says so.
    if (maxAgeMs !== null && oldest !== null) aging = clock.at(Math.max(oldest + maxAgeMs + 1, clock.precise()), () => arm(0))
  }

  return {
    get: current,
    /** A value that is left out stays. */
    change(change: Parsed<'changeRetention'>['body']): Retention {
      store.write(() => store.settings.set(SETTING, { ...current(), ...change }))
      arm(0)
      return current()
    },
    /** Something was written. */
    wake: (): void => arm(EVERY_MS),
    stop(): void {
      stopped = true
      cancel?.()
      aging?.()
    },
  }
}
