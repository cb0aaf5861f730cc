/** Fifth step: what an attempt makes of its delivery, written in one transaction shared with the attempts that end with it. */
import type { Policy } from '#contract/policy.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import type { Store } from '../store/open.ts'
import type { PreparedRequest } from './prepare.ts'
import { jitterOf, nextState, type NextState } from './retry-policy.ts'

/** Resolves when it is durable. `salt` makes jitter repeatable. */
export function settle(store: Store, policy: Policy, salt: number, request: PreparedRequest, end: AttemptEnd): Promise<NextState> {
  const { delivery, attempt } = request
  const { endedAt, outcome } = end
  const next = nextState(policy, {
    number: attempt,
    endedAt,
    outcome,
    expiresAt: delivery.expires_at,
    statusCode: end.response?.statusCode ?? null,
    headers: end.response?.headers ?? [],
    jitter: (number) => jitterOf(salt, delivery.id, number),
  })
  return store.group((tx) => {
    store.attempts.end(delivery.id, attempt, end)
    const last = { outcome, status: end.response?.statusCode ?? null, error: end.error, latencyMs: endedAt - request.startedAt }
    store.deliveries.finish(tx, delivery, last, { status: next.status, due_at: next.dueAt, at: endedAt })
    if (next.disable) {
      const registration = store.registrations.get(delivery.registration_id)
      if (registration) store.registrations.update(tx, { ...registration, enabled: false }, endedAt)
    }
    return next
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
      store.deliveries.finish(tx, row, last, { status: 'queued', due_at: now, at: now })
    }
  })
  return left.length
}
