/**
 * Waits until something holds, however time passes in this workspace: real time is waited out, virtual time is moved on to what falls due,
 * one moment after the other, so that nothing is passed over.
 */
import { createRealClock, type MovableClock } from '../clock.ts'
import type { Time } from '../time.ts'

export interface Waiting {
  /** In the workspace's time, ms from now. */
  readonly withinMs: number
  /** Under a virtual clock: real time for what comes from outside, ms. */
  readonly patienceMs: number
  /** It may come from others than us: under a virtual clock they are given the patience, once nothing of ours is left to do. */
  readonly fromOutside: boolean
  /** All of the time has to pass, unless it is decided before. */
  readonly whole: boolean
  /** Asked again after each change; anything but undefined is the answer. */
  readonly look: () => Promise<boolean | undefined>
}

/** Answers what `look` answered, or undefined when the time was up first. */
export type Wait = (waiting: Waiting, signal: AbortSignal) => Promise<boolean | undefined>

export function createWait(deps: { clock: MovableClock; time: Time; onWake: (listener: () => void) => () => void }): Wait {
  const { clock, time } = deps
  const wall = createRealClock()

  /** Looks after each change until `ms` of real time have passed. */
  async function inRealTime(ms: number, look: Waiting['look'], signal: AbortSignal): Promise<boolean | undefined> {
    let over = false
    let next = (): void => undefined
    const end = (): void => {
      over = true
      next()
    }
    const stopListening = deps.onWake(() => next())
    const cancel = wall.at(wall.precise() + ms, end)
    signal.addEventListener('abort', end)
    try {
      for (;;) {
        // Before looking, so that a change meanwhile is not missed.
        const change = new Promise<void>((resolve) => (next = resolve))
        const last = over
        const answer = await look()
        signal.throwIfAborted()
        if (answer !== undefined || last) return answer
        if (!over) await change
      }
    } finally {
      cancel()
      stopListening()
      signal.removeEventListener('abort', end)
    }
  }

  return async ({ withinMs, patienceMs, fromOutside, whole, look }, signal) => {
    const until = clock.now() + withinMs
    while (clock.mode === 'virtual') {
      signal.throwIfAborted()
      const moved = await time.step(until, patienceMs)
      const answer = await look()
      if (answer !== undefined) return answer
      if (moved) continue
      if (!whole) return fromOutside ? inRealTime(patienceMs, look, signal) : undefined
      await time.advance({ ms: Math.max(0, until - clock.now()), patienceMs }, signal)
      return look()
    }
    return inRealTime(Math.max(0, until - clock.now()), look, signal)
  }
}
