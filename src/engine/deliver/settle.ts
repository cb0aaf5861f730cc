/** Fifth step: what an attempt makes of its delivery, written in one transaction shared with the attempts that end with it. */
import type { Policy } from '#providers/provider.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import type { Standing } from '../store/deliveries.ts'
import type { Store } from '../store/open.ts'
import { nextState } from './retry-policy.ts'

export interface Ended {
  readonly delivery: number
  readonly attempt: number
  readonly startedAt: number
  readonly expiresAt: number
  readonly end: AttemptEnd
}

/** Resolves when it is durable. */
export function settle(store: Store, policy: Policy, ended: Ended): Promise<Standing> {
  const { delivery, attempt, end } = ended
  const next = nextState(policy, { number: attempt, endedAt: end.endedAt, outcome: end.outcome, expiresAt: ended.expiresAt })
  const standing: Standing = { status: next.status, due_at: next.dueAt, at: end.endedAt }
  return store.group((tx) => {
    store.attempts.end(delivery, attempt, end)
    const last = { outcome: end.outcome, status: end.response?.statusCode ?? null, error: end.error, latencyMs: end.endedAt - ended.startedAt }
    store.deliveries.finish(tx, delivery, last, standing)
    return standing
  })
}

/**
 * At start: whatever a process that ended left `sending` is queued again, and its attempt stands as interrupted.
 * Its receiver may have had it: that is what at-least-once means, and the record says so.
 */
export function recover(store: Store, now: number): number {
  const left = store.deliveries.withStatus('sending')
  if (left.length === 0) return 0
  const error = 'Hookwright ended before the outcome was known: the receiver may have had this call.'
  store.write((tx) => {
    for (const row of left) {
      const open = store.attempts.get(row.id, row.attempt_count)
      store.attempts.end(row.id, row.attempt_count, { endedAt: now, outcome: 'interrupted', error, response: null })
      const last = { outcome: 'interrupted', status: null, error, latencyMs: Math.max(0, now - (open?.started_at ?? now)) } as const
      store.deliveries.finish(tx, row.id, last, { status: 'queued', due_at: now, at: now })
    }
  })
  return left.length
}
