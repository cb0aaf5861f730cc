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

/** One step: bounds how long the event loop is held, to a few milliseconds. */
const STEP = 128
/** Between steps, ms of real time: while deliveries are under way, and while none are. */
const BUSY_MS = 100
const IDLE_MS = 5
const RETRY_MS = 1_000

export function createIndexer(deps: { store: Store; log: Log }): Indexer {
  const { store, log } = deps
  const wall = createRealClock()
  let cancel: Cancel | undefined

  function step(): number {
    const { taken, kept } = store.write(() => store.search.feed(STEP))
    kept()
    return taken
  }

  function arm(ms: number): void {
    cancel ??= wall.at(wall.precise() + ms, () => {
      cancel = undefined
      try {
        if (step() === STEP) arm(pace())
      } catch (error) {
        log.warn({ err: error }, 'the search index could not be written: it is tried again')
        arm(RETRY_MS)
      }
    })
  }

  function pace(): number {
    const { queued, sending } = store.deliveries.counts()
    return queued + sending > 0 ? BUSY_MS : IDLE_MS
  }

  return {
    wake() {
      if (!cancel && store.search.behind() > 0) arm(pace())
    },
    catchUp() {
      try {
        step()
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
