/**
 * The only source of time: deadlines, retry ladders, throttles, timestamps. Real time runs with the machine; virtual time
 * stands still until it is told to move, and then runs what falls due in order. The two can be switched with work pending: time goes on
 * from where it is, so whatever waits keeps its distance from now. Nothing else in the engine may ask what time it is.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createTimers, type Timer } from './timers.ts'

/** Between two looks at how late the event loop is, ms. */
const LOOK_MS = 20

/** Stops a timer; does nothing when it has run. */
export type Cancel = () => void

export interface Clock {
  readonly mode: 'real' | 'virtual'
  /** Milliseconds since the epoch, whole. */
  now(): number
  /** The same with fractions, for what is measured rather than stored. */
  precise(): number
  /** Runs `run` once, when `time` (ms, may have a fraction) has come and never before; in a later turn when it is already past. */
  at(time: number, run: () => void): Cancel
}

/** The clock of an engine: one that can be moved and switched. */
export interface MovableClock extends Clock {
  /** Ahead of the machine, ms. */
  readonly offsetMs: number
  setMode(mode: Clock['mode']): void
  /** Sets it as far ahead of the machine as it was when a workspace was left, before anything waits. */
  resume(offsetMs: number): void
  /** Virtual time only: to `time`, stopping at each timer on the way to run it at its own time. Never back. */
  moveTo(time: number): void
  /** The same, by `ms` from now. */
  advance(ms: number): void
}

export interface ClockOptions {
  /** Default real. */
  readonly mode?: Clock['mode']
  /** Where it starts, ms; default: now. */
  readonly start?: number
}

/** setTimeout takes 31 bits. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

/** Beyond this the machine's clock was set, or the machine has slept: small differences are only rounding and slewing. */
const DRIFT_MS = 50
let origin = performance.timeOrigin

/** The machine's time with fractions. The monotonic clock has them, but it stands still while a machine sleeps. */
function machine(): number {
  const time = origin + performance.now()
  const off = Date.now() - time
  if (Math.abs(off) < DRIFT_MS) return time
  origin += off
  return time + off
}

export function createClock(options: ClockOptions = {}): MovableClock {
  let mode = options.mode ?? 'real'
  let offset = options.start === undefined ? 0 : options.start - machine()
  /** Where virtual time stands. */
  let stands = options.start ?? Math.floor(machine())
  let order = 0
  const timers = createTimers()
  let armed: NodeJS.Timeout | undefined
  let armedFor = Infinity

  const precise = (): number => (mode === 'real' ? machine() + offset : stands)

  /** Real time: one timeout, for the first timer. */
  function arm(): void {
    const first = mode === 'real' ? timers.first() : undefined
    const time = first?.time ?? Infinity
    if (time === armedFor) return
    clearTimeout(armed)
    armedFor = time
    if (!first) return
    // Node rounds down: one millisecond later is late by less than that, one earlier would be early.
    const wait = Math.min(Math.max(0, Math.ceil(first.time - precise())), LONGEST_TIMEOUT)
    armed = setTimeout(runDue, wait)
    // A deadline days away must not keep the process from ending.
    armed.unref()
  }

  function runDue(): void {
    armedFor = Infinity
    const now = precise()
    for (let first = timers.first(); first && first.time <= now; first = timers.first()) {
      timers.remove(first)
      first.run()
    }
    arm()
  }

  function moveTo(time: number): void {
    if (mode !== 'virtual') return
    for (let first = timers.first(); first && first.time <= time; first = timers.first()) {
      timers.remove(first)
      stands = Math.max(stands, first.time)
      first.run()
    }
    stands = Math.max(stands, time)
  }

  return {
    get mode() {
      return mode
    },
    get offsetMs() {
      return Math.round(precise() - machine())
    },
    now: () => Math.floor(precise()),
    precise,
    at(time, run) {
      const timer: Timer = { time, order: order++, run, at: -1 }
      timers.add(timer)
      if (mode === 'real') arm()
      // Without this, what is due now would wait for the next move.
      else if (time <= stands) setImmediate(() => mode === 'virtual' && timer.at >= 0 && moveTo(stands))
      return () => {
        timers.remove(timer)
        if (timers.size === 0) arm()
      }
    },
    setMode(next) {
      if (next === mode) return
      const now = precise()
      mode = next
      stands = Math.floor(now)
      offset = now - machine()
      arm()
    },
    resume(offsetMs) {
      offset = offsetMs
      stands = Math.floor(machine() + offsetMs)
    },
    moveTo,
    advance: (ms) => moveTo(stands + ms),
  }
}

/** Real time as the machine has it: for what paces the outside world, and for nothing that is stored. */
export const createRealClock = (): Clock => createClock()
export const createVirtualClock = (start: number): MovableClock => createClock({ mode: 'virtual', start })

/** How late the event loop is, ms: what is asked is of the time since it was last forgotten. */
export function watchEventLoop(): { late(percentile: number): number; forget(): void } {
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS })
  delay.enable()
  // What is measured is the time between two looks.
  return { late: (percentile) => Math.max(0, delay.percentile(percentile) / 1e6 - LOOK_MS), forget: () => delay.reset() }
}
