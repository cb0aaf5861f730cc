/**
 * Keeps the search index behind the deliveries: a few at a time, when there is time. While much is being sent it takes little; what is left
 * then follows at once afterwards.
 */
import { createRealClock, type Cancel } from './clock.ts'
import type { Log } from './log.ts'
import type { Store } from './store/open.ts'

export interface Indexer {
  wake(): void
  /** Takes what is left into the index, as far as that is quick; answers how many deliveries are not in it. */
  catchUp(): number
  stop(): void
}

/**
 * One step, in deliveries, and the least pause after it, in ms of real time. While others are under way it holds the event loop for less than a
 * millisecond, and takes a small share of it however slow the machine is.
 */
const BUSY = { rows: 8, pauseMs: 20 }
const IDLE = { rows: 128, pauseMs: 5 }
const BUSY_SHARE = 0.02
/** How soon to look again for a moment in which no paced call is made late, and how often at most: with a pace that leaves none, the index must grow too. */
const LOOK_MS = 1
const LOOKS = 200
const RETRY_MS = 1_000

/** @param deps.quietMs for how long the event loop may be held now, ms. */
export function createIndexer(deps: { store: Store; log: Log; quietMs: () => number }): Indexer {
  const { store, log, quietMs } = deps
  const wall = createRealClock()
  let cancel: Cancel | undefined
  /** What the last step took, ms. */
  let tookMs = 0
  let looks = 0

  /** Answers whether there may be more. */
  function step({ rows }: typeof IDLE): boolean {
    const { taken, kept } = store.write(() => store.search.feed(rows))
    kept()
    return taken === rows
  }

  function arm(ms: number): void {
    cancel ??= wall.at(wall.precise() + ms, () => {
      cancel = undefined
      if (quietMs() < 2 * tookMs && looks++ < LOOKS) return arm(LOOK_MS)
      looks = 0
      try {
        const begun = wall.precise()
        const more = step(pace())
        tookMs = wall.precise() - begun
        if (more) arm(pauseAfter())
      } catch (error) {
        log.warn({ err: error }, 'the search index could not be written: it is tried again')
        arm(RETRY_MS)
      }
    })
  }

  function pace(): typeof IDLE {
    const { queued, sending } = store.deliveries.counts()
    return queued + sending > 0 ? BUSY : IDLE
  }

  function pauseAfter(): number {
    const { pauseMs } = pace()
    return pauseMs === BUSY.pauseMs ? Math.max(pauseMs, tookMs / BUSY_SHARE) : pauseMs
  }

  return {
    wake() {
      if (!cancel && store.search.behind() > 0) arm(pace().pauseMs)
    },
    catchUp() {
      try {
        step(IDLE)
      } catch (error) {
        log.warn({ err: error }, 'the search index could not be written: it is tried again')
      }
      return store.search.behind()
    },
    stop() {
      cancel?.()
    },
  }
}
