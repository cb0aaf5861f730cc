/**
 * Answers that wait for a time. They wait by the engine's clock; whoever moves virtual time asks here when the next one is due, and how
 * many have gone on since: the calls that they belong to may be our own sender's, which must be let hear of it before time goes on.
 */
import type { Clock } from '../clock.ts'

export interface Waits {
  /** Resolves after `ms`, or as soon as the signal aborts. `between`: more of the same answer is to come, which need not be waited for. */
  wait(ms: number, signal: AbortSignal, between?: boolean): Promise<void>
  /** When the first is due, ms; Infinity: none waits. */
  nextDue(): number
  /** How many have gone on since the start. */
  released(): number
}

export function createWaits(clock: Clock): Waits {
  const due = new Set<{ readonly at: number }>()
  let released = 0
  return {
    wait(ms, signal, between = false) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const one = { at: clock.precise() + ms }
        const over = (): void => {
          due.delete(one)
          cancel()
          signal.removeEventListener('abort', over)
          resolve()
        }
        const cancel = clock.at(one.at, () => {
          if (!between) released++
          over()
        })
        due.add(one)
        signal.addEventListener('abort', over)
      })
    },
    nextDue() {
      let next = Infinity
      for (const { at } of due) next = Math.min(next, at)
      return next
    },
    released: () => released,
  }
}
