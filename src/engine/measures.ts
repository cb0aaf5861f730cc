/** What is counted while it runs, for whoever watches from outside. Numbers alone: a step of the work costs an addition or two. */
import type { AttemptOutcome } from '#contract/delivery.ts'

/** Upper bounds of the classes of how long an attempt takes, seconds. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600] as const

export interface Durations {
  /** How many were no longer than each bound, and longer than the one before it; the last: longer than all. */
  readonly classes: number[]
  sum: number
  count: number
}

export type Measures = ReturnType<typeof createMeasures>

export function createMeasures() {
  const attempts = new Map<string, { provider: string; outcome: AttemptOutcome; count: number }>()
  const durations = new Map<string, Durations>()
  const captures = { holds: 0, fails: 0, none: 0 }
  return {
    attempts: attempts as ReadonlyMap<string, { readonly provider: string; readonly outcome: AttemptOutcome; readonly count: number }>,
    /** By provider. */
    durations: durations as ReadonlyMap<string, Durations>,
    captures: captures as Readonly<typeof captures>,

    attemptEnded(provider: string, outcome: AttemptOutcome, ms: number): void {
      const key = `${provider} ${outcome}`
      const known = attempts.get(key)
      if (known) known.count++
      else attempts.set(key, { provider, outcome, count: 1 })
      let all = durations.get(provider)
      if (!all) durations.set(provider, (all = { classes: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0, count: 0 }))
      const seconds = ms / 1000
      const at = BOUNDS.findIndex((bound) => seconds <= bound)
      const place = at === -1 ? BOUNDS.length : at
      all.classes[place] = (all.classes[place] ?? 0) + 1
      all.sum += seconds
      all.count++
    },
    /** @param verified null: nothing was verified. */
    captured(verified: boolean | null): void {
      captures[verified === null ? 'none' : verified ? 'holds' : 'fails']++
    },
  }
}
