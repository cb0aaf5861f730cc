/**
 * The only source of time: deadlines, retry ladders, timestamps. The real clock is the system's; the virtual one stands
 * still until it is told to move, and then runs what falls due in order. Nothing else in the engine may ask what time it is.
 */

/** Stops a timer; does nothing when it has run. */
export type Cancel = () => void

export interface Clock {
  readonly mode: 'real' | 'virtual'
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `run` once, when `time` (ms) has come; in a later turn when it is already past. */
  at(time: number, run: () => void): Cancel
}

export interface VirtualClock extends Clock {
  readonly mode: 'virtual'
  /** Moves to `time` (ms), stopping at each timer on the way to run it at its own time. Never moves back. */
  moveTo(time: number): void
  /** The same, by `ms` from now. */
  advance(ms: number): void
}

/** setTimeout takes 31 bits: longer waits are made of several. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

export function createRealClock(): Clock {
  return {
    mode: 'real',
    now: () => Date.now(),
    at(time, run) {
      let timer: NodeJS.Timeout
      const arm = (): void => {
        const left = Math.max(0, time - Date.now())
        timer = left > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(run, left)
        // A deadline days away must not keep the process from ending.
        timer.unref()
      }
      arm()
      return () => clearTimeout(timer)
    },
  }
}

export function createVirtualClock(start: number): VirtualClock {
  let now = start
  let order = 0
  /** Sorted by time, then by order of arrival. */
  const timers: { time: number; order: number; run: () => void }[] = []

  function moveTo(time: number): void {
    for (let next = timers[0]; next && next.time <= time; next = timers[0]) {
      timers.shift()
      now = Math.max(now, next.time)
      next.run()
    }
    now = Math.max(now, time)
  }

  return {
    mode: 'virtual',
    now: () => now,
    at(time, run) {
      const timer = { time: Math.max(time, now), order: order++, run }
      let low = 0
      let high = timers.length
      while (low < high) {
        const middle = (low + high) >>> 1
        const other = timers[middle]
        if (other && other.time <= timer.time) low = middle + 1
        else high = middle
      }
      timers.splice(low, 0, timer)
      // Without this, what is due now would wait for the next move.
      if (timer.time <= now) setImmediate(() => timers.includes(timer) && moveTo(now))
      return () => {
        const at = timers.indexOf(timer)
        if (at >= 0) timers.splice(at, 1)
      }
    },
    moveTo,
    advance: (ms) => moveTo(now + ms),
  }
}
