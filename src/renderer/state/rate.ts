import { SETTLED } from '#contract/delivery-status.ts'
import type { Status } from '#contract/live.ts'
import { useStore } from './store.ts'

/** Seconds that the sparkline looks back. */
const SECONDS = 60

let last: { settled: number; at: number } | undefined
let current = { second: 0, count: 0 }

/**
 * Counts what has settled since the status before, per second of local time. Statuses come a few times a second while
 * something moves and not at all while nothing does: seconds without one count as none.
 */
export function noteRate(status: Status, at: number): void {
  const settled = Object.entries(status.deliveries).reduce((sum, [name, count]) => (SETTLED.has(name as never) ? sum + count : sum), 0)
  const before = last
  last = { settled, at }
  if (!before) return
  advanceRate(at)
  current.count += Math.max(0, settled - before.settled)
}

/** Closes the seconds that have passed, whether or not anything happened in them. */
export function advanceRate(at: number): void {
  const second = Math.floor(at / 1000)
  if (current.second === 0) current.second = second
  const passed = second - current.second
  if (passed <= 0) return
  const closed = [current.count, ...new Array<number>(Math.min(passed, SECONDS) - 1).fill(0)]
  current = { second, count: 0 }
  useStore.setState(({ rates }) => ({ rates: [...rates, ...closed].slice(-SECONDS) }))
}

export function resetRate(): void {
  last = undefined
  current = { second: 0, count: 0 }
}
