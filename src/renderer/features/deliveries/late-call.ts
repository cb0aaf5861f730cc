/** Calls that stay open when their outcome is decided: beyond the deadline, or after an interim status that acknowledged. All pure. */
import type { Attempt } from '#contract/delivery.ts'
import { age, clockTime, duration } from '#renderer/ui/format.ts'

export interface LateCall {
  readonly number: number
  /** When its outcome was decided, ms. */
  readonly from: number
  /** When the call itself was over, ms; null: it is still open. */
  readonly until: number | null
  readonly acknowledged: boolean
  readonly statusCode: number | null
  /** Numbers of the first and the last attempt that began meanwhile; null: none. */
  readonly during: readonly [first: number, last: number] | null
}

/** Null where the call was over with its outcome, or has none yet. */
export function lateCallOf(attempt: Attempt, attempts: readonly Attempt[]): LateCall | null {
  if (attempt.endedAt === null) return null
  const from = Date.parse(attempt.endedAt)
  const until = attempt.closedAt === null ? null : Date.parse(attempt.closedAt)
  if (until !== null && until <= from && attempt.lateStatusCode === null) return null
  const meanwhile = attempts.filter(({ number, startedAt }) => number > attempt.number && (until === null || Date.parse(startedAt) < until))
  const [first, last] = [meanwhile[0], meanwhile.at(-1)]
  return { number: attempt.number, from, until, acknowledged: attempt.outcome === 'acknowledged', statusCode: attempt.lateStatusCode, during: first && last ? [first.number, last.number] : null }
}

/** How the call went on, as a sentence. */
export function lateWords({ from, until, acknowledged, statusCode, during }: LateCall, now: number): string {
  const beyond = acknowledged ? 'after it was acknowledged' : 'beyond its deadline'
  const meanwhile = during === null ? '' : ` while ${during[0] === during[1] ? `attempt ${during[0]} was` : `attempts ${during[0]} to ${during[1]} were`} under way`
  // The page's time goes by seconds.
  if (until === null) return `The call is still open, ${age(from, Math.max(now, from + 1000))} ${beyond}${meanwhile}.`
  const brought = statusCode === null ? 'without a status' : `with ${statusCode}, which changed nothing`
  return `The call was open until ${clockTime(until)}, ${duration(until - from)} ${beyond}${meanwhile}, and ended ${brought}.`
}
