/** Pure: what becomes of a delivery after an attempt, and when its next attempts would be. */
import type { AttemptOutcome, DeliveryStatus } from '#contract/delivery.ts'
import type { Policy } from '#providers/provider.ts'

/** `at`: when the next step is due (an attempt, or the expiry where no attempt fits before the horizon); null: settled. */
export interface NextState {
  readonly status: DeliveryStatus
  readonly dueAt: number | null
}

/**
 * Judges an answer. An interim status that acknowledges counts whatever follows it.
 * Redirects are answers like any other: they are never followed.
 */
export function judge(policy: Policy, answer: { statusCode: number; interim: readonly number[] }): AttemptOutcome {
  const interim = policy.interimAckCodes.value
  if (answer.interim.some((code) => interim.includes(code))) return 'acknowledged'
  return policy.ackCodes.value.includes(answer.statusCode) ? 'acknowledged' : 'rejected'
}

/** Wait after attempt `number` (1 for the first), ms. */
export function delayAfter(policy: Policy, number: number): number {
  const ladder = policy.retryDelaysMs.value
  return ladder[Math.min(number, ladder.length) - 1] ?? 0
}

/**
 * After attempt `number` ended at `endedAt` with `outcome`. The delivery is given up as `failed` when the policy allows no
 * further attempt, and as `expired` once the horizon has come: it waits until then, so that the history shows when.
 */
export function nextState(policy: Policy, attempt: { number: number; endedAt: number; outcome: AttemptOutcome; expiresAt: number }): NextState {
  if (attempt.outcome === 'acknowledged') return { status: 'acknowledged', dueAt: null }
  if (attempt.outcome === 'interrupted') return { status: 'queued', dueAt: attempt.endedAt }
  const most = policy.maxAttempts.value
  if (most !== null && attempt.number >= most) return { status: 'failed', dueAt: null }
  if (attempt.endedAt >= attempt.expiresAt) return { status: 'expired', dueAt: null }
  return { status: 'retrying', dueAt: Math.min(attempt.endedAt + delayAfter(policy, attempt.number), attempt.expiresAt) }
}

/** When attempts would start if each failed at once: from the one due at `dueAt`, up to `limit`. */
export function plannedAttempts(policy: Policy, from: { attempts: number; dueAt: number; expiresAt: number }, limit: number): number[] {
  const planned: number[] = []
  const most = policy.maxAttempts.value ?? Infinity
  let at = from.dueAt
  for (let number = from.attempts + 1; planned.length < limit && at < from.expiresAt && number <= most; number++) {
    planned.push(at)
    at += delayAfter(policy, number)
  }
  return planned
}
