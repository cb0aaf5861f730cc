import { expect, test } from 'vitest'
import type { Policy } from '#contract/policy.ts'
import { nextState, plannedAttempts } from '#engine/deliver/retry-policy.ts'
import { scheduleOf } from '#renderer/features/registrations/policy/schedule.ts'

/** The page shows what a policy will come to before it is saved: that must be what the engine then does. */
const BASE = {
  ackCodes: [200], interimAckCodes: [], deadlineMs: 1000, jitter: 0, horizonMs: 600_000, maxAttempts: null, retryAfter: false,
  disableCodes: [], throttleCodes: [], window: { kind: 'fixed', size: 1 }, ordered: false, retry: { kind: 'ladder', delaysMs: [1000, 5000, 20_000] },
} satisfies Policy
const POLICIES: Record<string, Policy> = {
  'a ladder': BASE,
  'one rung': { ...BASE, retry: { kind: 'ladder', delaysMs: [600_000] } },
  'a ladder that meets its horizon': { ...BASE, horizonMs: 46_000 },
  'most attempts': { ...BASE, maxAttempts: 5 },
  exponential: { ...BASE, retry: { kind: 'exponential', firstMs: 333, factor: 1.7, maxMs: 47_111 } },
  'exponential, never at its longest': { ...BASE, retry: { kind: 'exponential', firstMs: 1000, factor: 3, maxMs: 86_400_000 } },
}

test.each(Object.entries(POLICIES))('%s: refused at once', (_, policy) => {
  const planned = plannedAttempts(policy, { attempts: 0, dueAt: 0, expiresAt: policy.horizonMs, jitter: () => 0 }, 10_000)
  const { starts, attempts } = scheduleOf(policy)
  expect(starts).toEqual(planned)
  expect(attempts).toBe(planned.length)
})

test.each(Object.entries(POLICIES))('%s: each attempt runs into its deadline', (_, policy) => {
  const starts: number[] = []
  let end: { status: string; at: number } | undefined
  for (let at: number | null = 0, number = 1; end === undefined; number++) {
    const endedAt: number = (at ?? 0) + policy.deadlineMs
    starts.push(at ?? 0)
    const next = nextState(policy, { number, endedAt, outcome: 'timed_out', expiresAt: policy.horizonMs, statusCode: null, headers: [], jitter: () => 0 })
    at = next.dueAt
    if (at === null) end = { status: next.status, at: endedAt }
    else if (at >= policy.horizonMs) end = { status: 'expired', at }
  }
  const schedule = scheduleOf(policy, policy.deadlineMs)
  expect(schedule.starts).toEqual(starts)
  expect(schedule.attempts).toBe(starts.length)
  expect(schedule.end).toEqual({ at: end.at, by: end.status === 'failed' ? 'attempts' : 'horizon' })
})
