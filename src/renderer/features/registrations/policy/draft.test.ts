import { expect, test } from 'vitest'
import type { ShownPolicy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import { editsOf, refusedRules } from './draft.ts'
import { typedOf } from './rule-text.ts'

const own = <T>(value: T) => ({ value, source: 'assumed' as const, provider: value })
const SHOWN: ShownPolicy = {
  ackCodes: own([200]),
  interimAckCodes: own([]),
  deadlineMs: { value: 5_000, source: 'changed', provider: 600_000 },
  retry: own({ kind: 'ladder', delaysMs: [10_000] }),
  jitter: own(0),
  horizonMs: own(86_400_000),
  maxAttempts: own(null),
  retryAfter: own(false),
  disableCodes: own([]),
  throttleCodes: own([]),
  window: own({ kind: 'fixed', size: 100 }),
  ordered: own(false),
}

test('an open rule that says what it is changes nothing', () => {
  const edits = editsOf(SHOWN, { retry: typedOf('retry', SHOWN.retry.value), deadlineMs: { text: '5000 ms' } })
  expect(edits).toMatchObject({ change: {}, reset: [], touched: [] })
  expect(edits.policy.deadlineMs).toBe(5_000)
})

test('only what is another value is sent, and what is the provider\'s again goes back to it', () => {
  const edits = editsOf(SHOWN, { deadlineMs: { text: '10 min' }, maxAttempts: { text: '5' }, ordered: { text: 'yes' } })
  expect(edits).toMatchObject({ change: { maxAttempts: 5, ordered: true }, reset: ['deadlineMs'], touched: ['maxAttempts', 'ordered', 'deadlineMs'] })
  expect(edits.policy).toMatchObject({ deadlineMs: 600_000, maxAttempts: 5, ordered: true, jitter: 0 })
})

test('what cannot be read is said, and counts as it was', () => {
  const edits = editsOf(SHOWN, { horizonMs: { text: 'a week' } })
  expect([edits.policy.horizonMs, edits.touched, [...edits.faults.keys()]]).toEqual([86_400_000, [], ['horizonMs']])
})

test("the server's issues are shown at their rules; anything else is not lost", () => {
  const error = new ProblemError('bad_request', 'no', { issues: [{ path: 'policy.retry.delaysMs.3', message: 'too long' }, { path: 'policy.retry', message: 'second' }, { path: 'url', message: 'no' }] })
  expect(refusedRules(error)).toEqual({ rules: new Map([['retry', 'too long']]), rest: null })
  const other = new ProblemError('store_locked', 'locked')
  expect(refusedRules(other)).toEqual({ rules: new Map(), rest: other })
  expect(refusedRules(null).rest).toBeNull()
})
