import type { Attempt, AttemptOutcome } from '#contract/delivery.ts'
import { logShare } from '#renderer/ui/log-share.ts'

/** One piece of the strip, from left to right in time. Times are milliseconds. */
export type StripPart =
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
  /** Attempts left out because there are too many to show. */
  | { readonly kind: 'hidden'; readonly from: number; readonly to: number }
  | { readonly kind: 'planned'; readonly number: number; readonly at: number }
  /** When it is given up, for a delivery that still goes on. */
  | { readonly kind: 'horizon'; readonly at: number }

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

const FIRST = 2
const LAST = 8
const GHOSTS = 3

/** What the strip draws. A delivery may have more than a thousand attempts: the first, the last and those around the selected one are shown. */
export function stripLayout({ attempts, planned, expiresAt, settled, selected, now }: StripInput): StripPart[] {
  const parts: StripPart[] = []
  const total = attempts.length
  const isShown = (at: number) => at < FIRST || at >= total - LAST || Math.abs(at + 1 - selected) <= 1
  let hiddenFrom: number | undefined
  let before: Attempt | undefined

  for (const [at, attempt] of attempts.entries()) {
    if (!isShown(at) && !isShown(at - 1)) {
      hiddenFrom ??= attempt.number
      continue
    }
    // One alone is not worth hiding: it would be replaced by something as wide.
    if (!isShown(at) && !isShown(at + 1)) {
      hiddenFrom ??= attempt.number
      continue
    }
    if (hiddenFrom !== undefined) parts.push({ kind: 'hidden', from: hiddenFrom, to: attempt.number - 1 })
    else if (before) parts.push(waitBetween(endOf(before, now), Date.parse(attempt.startedAt), false, now))
    hiddenFrom = undefined
    parts.push(cellOf(attempt, now))
    before = attempt
  }
  if (settled) return parts

  let from = before ? endOf(before, now) : undefined
  for (const [at, iso] of planned.slice(0, GHOSTS).entries()) {
    const start = Date.parse(iso)
    if (from !== undefined) parts.push(waitBetween(from, start, true, now))
    parts.push({ kind: 'planned', number: total + at + 1, at: start })
    from = start
  }
  parts.push({ kind: 'horizon', at: Date.parse(expiresAt) })
  return parts
}

function cellOf(attempt: Attempt, now: number): StripPart {
  const startedAt = Date.parse(attempt.startedAt)
  const deadlineMs = Date.parse(attempt.deadlineAt) - startedAt
  const tookMs = Math.max(0, endOf(attempt, now) - startedAt)
  return {
    kind: 'attempt',
    number: attempt.number,
    startedAt,
    outcome: attempt.outcome,
    statusCode: attempt.response?.statusCode ?? null,
    tookMs,
    deadlineMs,
    share: logShare(tookMs, deadlineMs),
  }
}

const endOf = (attempt: Attempt, now: number): number => (attempt.endedAt === null ? now : Date.parse(attempt.endedAt))

function waitBetween(from: number, to: number, planned: boolean, now: number): StripPart {
  const ms = Math.max(0, to - from)
  return { kind: 'wait', from, ms, planned, elapsed: ms === 0 ? 1 : Math.min(1, Math.max(0, (now - from) / ms)) }
}
