/**
 * Virtual time as users move it. Between two moments at which something is due, everything that can happen is let happen: what is
 * due is sent, the real answers are awaited, and what they make due is taken up. A call that does not answer within its patience (real
 * time) is taken for one that answers later: time moves on past it, up to its deadline.
 */
import type { Parsed } from '#contract/api.ts'
import type { ClockAdvanced, ClockState } from '#contract/clock.ts'
import { ProblemError } from '#contract/problem.ts'
import { createRealClock, type MovableClock } from './clock.ts'
import type { Lanes } from './deliver/lanes.ts'
import type { Queue } from './deliver/queue.ts'
import { isoTime, isoTimeOrNull } from './store/ids.ts'
import type { Receiver } from './receive/receiver.ts'
import type { Store } from './store/open.ts'

/** What makes deliveries by itself: syncs, runs of replays. */
export interface Feeder {
  /** Whether it is about to look. */
  busy(): boolean
  /** When it makes the next one, ms; Infinity: it waits for no time. */
  nextAt(): number
}

export interface TimeDeps {
  readonly store: Store
  readonly clock: MovableClock
  readonly queue: Queue
  readonly lanes: Lanes
  readonly feeders: readonly Feeder[]
  /** Answers of our own inboxes that wait for a time. */
  readonly waits: Receiver['waits']
  /** Time was moved or switched: whoever shows it should look. */
  readonly changed: () => void
}

export type Time = ReturnType<typeof createTime>

export function createTime(deps: TimeDeps) {
  const { store, clock, queue, lanes, feeders, waits, changed } = deps
  const wall = createRealClock()
  let moving: Promise<unknown> = Promise.resolve()
  /** What is being moved at this moment, times in ms. */
  let under: { readonly from: number; readonly until: number; readonly ended: number } | null = null

  const nextFed = (): number => Math.min(...feeders.map((feeder) => feeder.nextAt()))

  function nextDueAt(): number | null {
    const next = Math.min(lanes.nextDueAt() ?? Infinity, nextFed())
    return next === Infinity ? null : next
  }

  const state = (): ClockState => ({
    mode: clock.mode,
    now: isoTime(clock.now()),
    offsetMs: clock.offsetMs,
    nextDueAt: isoTimeOrNull(nextDueAt()),
    moving: under && { from: isoTime(under.from), until: isoTimeOrNull(under.until === Infinity ? null : under.until), attempts: queue.ended() - under.ended },
  })

  /** Time that was moved must not be unmoved by a restart: what is stored would lie in the future. */
  const remember = (): void => store.write(() => store.settings.set('clockOffsetMs', clock.offsetMs))

  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

  /** Resolves when an attempt ends, or after `ms` of real time: then with false. */
  function nextEnd(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (ended: boolean): void => {
        stopListening()
        cancel()
        resolve(ended)
      }
      const stopListening = queue.onEnded(() => over(true))
      const cancel = wall.at(wall.precise() + ms, () => over(false))
    })
  }

  /**
   * Lets happen what can happen at this moment.
   * @param slow calls that have used up their patience already.
   * @returns the same, after this.
   */
  async function settle(patienceMs: number, slow: number): Promise<number> {
    for (let left = slow; ; ) {
      // What a timer has just decided is known one turn later.
      await turn()
      while (queue.busy() || feeders.some((feeder) => feeder.busy()) || queue.inFlight() > queue.unanswered()) await turn()
      left = Math.min(left, queue.unanswered())
      if (queue.unanswered() === left) return left
      if (!(await nextEnd(patienceMs))) left = queue.unanswered()
    }
  }

  /** The next moment at which something falls due by itself: a delivery, one that a run makes, the deadline of a call, or an answer of an inbox. */
  function nextMoment(): number {
    return Math.min(lanes.nextReadyAt(), queue.nextDeadline(), nextFed(), waits.nextDue())
  }

  async function advance(input: Parsed<'advanceClock'>['body'], signal: AbortSignal): Promise<ClockAdvanced> {
    if (clock.mode !== 'virtual') throw new ProblemError('conflict', 'Real time cannot be moved: switch the clock to virtual first.')
    const from = clock.now()
    const ended = queue.ended()
    const target = targetOf(input)
    under = { from, until: target, ended }
    let slow: number
    try {
      slow = await settle(input.patienceMs, 0)
      for (;;) {
        signal.throwIfAborted()
        // Switched meanwhile: real time comes to the rest by itself.
        if (clock.mode !== 'virtual') break
        const next = nextMoment()
        if (next === Infinity || next > target) break
        slow = await moveOn(next, input.patienceMs, slow)
        if ('to' in input && input.to === 'next') break
      }
      if (target !== Infinity) move(target)
      slow = await settle(input.patienceMs, slow)
    } finally {
      under = null
      remember()
      changed()
    }
    return { ...state(), movedMs: clock.now() - from, attempts: queue.ended() - ended, unanswered: slow }
  }

  /** Lets happen what can now, then moves to the next moment at which something falls due and lets happen what can there, unless that is after `until`, ms. */
  async function step(until: number, patienceMs: number): Promise<boolean> {
    const slow = await settle(patienceMs, 0)
    const next = nextMoment()
    if (clock.mode !== 'virtual' || next > until || next === Infinity) return false
    await moveOn(next, patienceMs, slow)
    remember()
    return true
  }

  /** Moves to the moment `next` and lets happen what can there; `slow` and the answer as in `settle`. */
  function moveOn(next: number, patienceMs: number, slow: number): Promise<number> {
    const released = waits.released()
    move(Math.ceil(next))
    // An answer that has just been let go may be to one of our own calls, which then needs time to hear it.
    return settle(patienceMs, Math.max(0, slow - (waits.released() - released)))
  }

  /** One movement after the other: two at once would both be wrong about where they end. */
  function inTurn<T>(movement: () => Promise<T>): Promise<T> {
    const next = moving.then(movement)
    moving = next.catch(() => undefined)
    return next
  }

  function move(time: number): void {
    clock.moveTo(time)
    changed()
  }

  /** Where a movement ends at the latest, ms; Infinity: where there is nothing left to do. */
  function targetOf(input: Parsed<'advanceClock'>['body']): number {
    if ('ms' in input) return clock.now() + input.ms
    if (input.to === 'next' || input.to === 'idle') return Infinity
    const time = Date.parse(input.to)
    if (time < clock.now()) throw new ProblemError('conflict', `Time does not go back: it is ${isoTime(clock.now())}, and ${input.to} was asked for.`)
    return time
  }

  return {
    state,
    setMode(mode: ClockState['mode']): ClockState {
      clock.setMode(mode)
      remember()
      queue.wake()
      changed()
      return state()
    },
    advance: (input: Parsed<'advanceClock'>['body'], signal: AbortSignal): Promise<ClockAdvanced> => inTurn(() => advance(input, signal)),
    /** Answers whether time was moved; false: nothing more falls due until then. Under a virtual clock alone. */
    step: (until: number, patienceMs: number): Promise<boolean> => inTurn(() => step(until, patienceMs)),
  }
}
