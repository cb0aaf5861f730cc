import type { Attempt, AttemptOutcome } from '#contract/delivery.ts'
import { logShare } from '#renderer/ui/log-share.ts'

/** Where a part is drawn, in rem from the strip's beginning. */
interface Placed {
  readonly x: number
  readonly width: number
}

/** One piece of the strip, from left to right in time. Times are milliseconds. */
export type StripPart = Placed &
  (
    | {
        readonly kind: 'attempt'
        readonly number: number
        readonly startedAt: number
        readonly outcome: AttemptOutcome | null
        readonly statusCode: number | null
        /** Until its outcome, or until now while it is in flight. */
        readonly tookMs: number
        readonly deadlineMs: number
        /** Of its cell, which reaches from sent to deadline: 0 to 1, logarithmic. */
        readonly share: number
      }
    /** Between two attempts. `planned`: the later one is still to come. `elapsed`: how much of it has passed, 0 to 1. */
    | { readonly kind: 'wait'; readonly from: number; readonly ms: number; readonly planned: boolean; readonly elapsed: number }
    /** Attempts left out because there are too many to show; `outcomes` counts what became of them. */
    | { readonly kind: 'hidden'; readonly from: number; readonly to: number; readonly ms: number; readonly outcomes: ReadonlyMap<AttemptOutcome | null, number> }
    /** `about`: when it really comes depends on how long those before it take. */
    | { readonly kind: 'planned'; readonly number: number; readonly at: number; readonly about: boolean }
    /** Planned attempts left out, the last of them at `until`. */
    | { readonly kind: 'more'; readonly count: number; readonly until: number }
    /** After the last attempt, while calls were still open. */
    | { readonly kind: 'tail'; readonly ms: number }
    /** When it is given up, for a delivery that still goes on. */
    | { readonly kind: 'horizon'; readonly at: number }
  )

export interface StripInput {
  readonly attempts: readonly Attempt[]
  /** ISO times of the attempts still to come. */
  readonly planned: readonly string[]
  readonly expiresAt: string
  readonly settled: boolean
  /** Number of the attempt that must be among those shown. */
  readonly selected: number
  readonly now: number
}

export interface Strip {
  readonly parts: readonly StripPart[]
  /** Rem. */
  readonly width: number
  /** Where a moment is on the strip, rem: between two of its parts, or within one. */
  readonly xOf: (time: number) => number
}

const FIRST = 2
const LAST = 8
const GHOSTS = 3
const CELL = 7.75
/** Between a cell's border and its bar. */
const INSET = 0.5
const GHOST = 4.5
const FOLD = 6.5
const HORIZON = 6

const waitWidth = (ms: number): number => 1.25 + Math.log10(1 + ms) * 0.55
const endOf = (attempt: Attempt, now: number): number => (attempt.endedAt === null ? now : Date.parse(attempt.endedAt))

/**
 * What the strip draws, and where. A delivery may have more than a thousand attempts: the first, the last and those around the selected
 * one are shown. Time is not to scale: waits are as wide as their logarithm, so that milliseconds and days have room on one line.
 */
export function stripLayout({ attempts, planned, expiresAt, settled, selected, now: told }: StripInput): Strip {
  // The page's time goes by seconds: what has happened may be a little after it.
  const now = Math.max(told, ...attempts.map(({ startedAt, endedAt, closedAt }) => Date.parse(closedAt ?? endedAt ?? startedAt)))
  const parts: StripPart[] = []
  const spans: { readonly to: number; readonly at: (time: number) => number }[] = []
  let width = 0

  /** Puts a part behind those there are; `place` says where in it a moment is, 0 to 1, and takes it for even if absent. */
  function put<P extends StripPart>(part: Omit<P, keyof Placed>, size: number, from: number, to: number, place = (time: number) => (to > from ? (time - from) / (to - from) : 1)): void {
    const x = width
    parts.push({ ...part, x, width: size } as P)
    spans.push({ to, at: (time) => x + size * Math.min(1, Math.max(0, place(time))) })
    width += size
  }
  function putWait(from: number, to: number, isPlanned: boolean): void {
    const ms = Math.max(0, to - from)
    put<Extract<StripPart, { kind: 'wait' }>>({ kind: 'wait', from, ms, planned: isPlanned, elapsed: ms === 0 ? 1 : Math.min(1, Math.max(0, (now - from) / ms)) }, waitWidth(ms), from, to)
  }

  let before: number | undefined
  for (const run of runsOf(attempts, selected)) {
    const [first] = run.attempts
    if (!first) continue
    const startedAt = Date.parse(first.startedAt)
    if (run.shown) {
      if (before !== undefined && parts.at(-1)?.kind !== 'hidden') putWait(before, startedAt, false)
      const cell = cellOf(first, now)
      before = startedAt + cell.tookMs
      put<Extract<StripPart, { kind: 'attempt' }>>(cell, CELL, startedAt, before, (time) => (INSET + (CELL - 2 * INSET) * logShare(time - startedAt, cell.deadlineMs)) / CELL)
    } else {
      const last = run.attempts.at(-1) ?? first
      const next = attempts.find(({ number }) => number === last.number + 1)
      const from = before ?? startedAt
      const to = next ? Date.parse(next.startedAt) : endOf(last, now)
      put<Extract<StripPart, { kind: 'hidden' }>>({ kind: 'hidden', from: first.number, to: last.number, ms: to - startedAt, outcomes: outcomesOf(run.attempts) }, FOLD, from, to)
      before = to
    }
  }

  if (settled) {
    const open = Math.max(...attempts.map((attempt) => (attempt.closedAt === null ? now : Date.parse(attempt.closedAt))))
    if (before !== undefined && open > before) put<Extract<StripPart, { kind: 'tail' }>>({ kind: 'tail', ms: open - before }, Math.max(4, waitWidth(open - before)), before, open)
    return { parts, width, xOf }
  }

  const flying = attempts.at(-1)?.outcome === null
  for (const [at, iso] of planned.slice(0, GHOSTS).entries()) {
    const start = Date.parse(iso)
    if (before !== undefined) putWait(before, start, true)
    put<Extract<StripPart, { kind: 'planned' }>>({ kind: 'planned', number: attempts.length + at + 1, at: start, about: flying || at > 0 }, GHOST, start, start)
    before = start
  }
  const left = planned.length - GHOSTS
  const until = Date.parse(planned.at(-1) ?? expiresAt)
  if (left > 0) put<Extract<StripPart, { kind: 'more' }>>({ kind: 'more', count: left, until }, FOLD, before ?? until, until)
  const horizon = Date.parse(expiresAt)
  const since = left > 0 ? until : before
  if (since !== undefined && horizon > since) putWait(since, horizon, true)
  put<Extract<StripPart, { kind: 'horizon' }>>({ kind: 'horizon', at: horizon }, HORIZON, horizon, horizon)
  return { parts, width, xOf }

  function xOf(time: number): number {
    const span = spans.find(({ to }) => time <= to) ?? spans.at(-1)
    return span ? span.at(time) : 0
  }
}

/** The attempts one by one where they are shown, and together where they are folded. */
function runsOf(attempts: readonly Attempt[], selected: number): { shown: boolean; attempts: Attempt[] }[] {
  const isNear = (at: number): boolean => at < FIRST || at >= attempts.length - LAST || Math.abs(at + 1 - selected) <= 1
  const runs: { shown: boolean; attempts: Attempt[] }[] = []
  for (const [at, attempt] of attempts.entries()) {
    // One alone is not worth folding: it would be replaced by something as wide.
    const shown = isNear(at) || (isNear(at - 1) && isNear(at + 1))
    const last = runs.at(-1)
    if (!shown && last && !last.shown) last.attempts.push(attempt)
    else runs.push({ shown, attempts: [attempt] })
  }
  return runs
}

function outcomesOf(attempts: readonly Attempt[]): Map<AttemptOutcome | null, number> {
  const outcomes = new Map<AttemptOutcome | null, number>()
  for (const { outcome } of attempts) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  return outcomes
}

function cellOf(attempt: Attempt, now: number): Omit<Extract<StripPart, { kind: 'attempt' }>, keyof Placed> {
  const startedAt = Date.parse(attempt.startedAt)
  const deadlineMs = Date.parse(attempt.deadlineAt) - startedAt
  const tookMs = Math.max(0, endOf(attempt, now) - startedAt)
  return { kind: 'attempt', number: attempt.number, startedAt, outcome: attempt.outcome, statusCode: attempt.response?.statusCode ?? null, tookMs, deadlineMs, share: logShare(tookMs, deadlineMs) }
}
