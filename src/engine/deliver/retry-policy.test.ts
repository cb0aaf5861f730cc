import type { Policy } from '#contract/policy.ts'
import { describe, expect, it } from 'vitest'
import { delayAfter, jitterOf, judge, nextState, plannedAttempts, retryAfter } from './retry-policy.ts'

const policy = (over: Partial<Policy> = {}): Policy => ({
  ackCodes: [102, 200, 204],
  interimAckCodes: [102],
  deadlineMs: 600_000,
  retry: { kind: 'ladder', delaysMs: [10_000, 20_000, 40_000] },
  jitter: 0,
  horizonMs: 3_600_000,
  maxAttempts: null,
  retryAfter: false,
  disableCodes: [],
  throttleCodes: [],
  window: { kind: 'fixed', size: 100 },
  ordered: false,
  ...over,
})

describe('judging an answer', () => {
  it.each([
    [200, [], 'acknowledged'],
    [204, [], 'acknowledged'],
    [203, [], 'rejected'],
    [301, [], 'rejected'],
    [503, [], 'rejected'],
    [503, [102], 'acknowledged'],
    [503, [103], 'rejected'],
  ] as const)('%i after %j is %s', (statusCode, interim, outcome) => {
    expect(judge(policy(), { statusCode, interim })).toBe(outcome)
  })
})

describe('the waits', () => {
  const ladder = (delaysMs: number[]): Policy => policy({ retry: { kind: 'ladder', delaysMs } })

  it('of a ladder repeat its last step', () => {
    expect([1, 2, 3, 4, 99].map((n) => delayAfter(ladder([10, 20, 40]), n, 0))).toEqual([10, 20, 40, 40, 40])
  })

  it('of an exponential grow to its cap', () => {
    const growing = policy({ retry: { kind: 'exponential', firstMs: 100, factor: 3, maxMs: 2_000 } })
    expect([1, 2, 3, 4, 50].map((n) => delayAfter(growing, n, 0))).toEqual([100, 300, 900, 2_000, 2_000])
  })

  it('are stretched and shortened by jitter, within its share, and the same every time', () => {
    const shaken = policy({ retry: { kind: 'ladder', delaysMs: [1_000] }, jitter: 0.2 })
    const waits = Array.from({ length: 200 }, (_, delivery) => delayAfter(shaken, 1, jitterOf(7, delivery, 1)))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(800)
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_200)
    expect(new Set(waits).size).toBeGreaterThan(100)
    expect(waits).toEqual(Array.from({ length: 200 }, (_, delivery) => delayAfter(shaken, 1, jitterOf(7, delivery, 1))))
    expect(jitterOf(7, 1, 1)).not.toBe(jitterOf(8, 1, 1))
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  it.each([
    ['120', now + 120_000],
    ['0', now],
    ['Sun, 01 Mar 2026 12:05:00 GMT', now + 300_000],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    ['', null],
  ])('%j', (value, at) => {
    expect(retryAfter([['Retry-After', value]], now)).toBe(at)
  })
})

describe('what becomes of a delivery', () => {
  const ended = { number: 2, endedAt: 100_000, expiresAt: 1_000_000, outcome: 'rejected' as const, statusCode: 503, headers: [], jitter: () => 0 }
  const then = (over: Partial<Policy>, more: object = {}) => nextState(policy(over), { ...ended, ...more })

  it('waits for its next attempt', () => {
    expect(then({})).toEqual({ status: 'retrying', dueAt: 120_000, disable: false, holdUntil: null })
  })
  it('is settled by an acknowledgement', () => {
    expect(then({}, { outcome: 'acknowledged' })).toMatchObject({ status: 'acknowledged', dueAt: null })
  })
  it('is queued again at once when it was interrupted, without climbing the ladder', () => {
    expect(then({}, { outcome: 'interrupted' })).toMatchObject({ status: 'queued', dueAt: 100_000 })
  })
  it('fails with the last attempt that the policy allows', () => {
    expect(then({ maxAttempts: 2 })).toMatchObject({ status: 'failed', dueAt: null })
    expect(then({ maxAttempts: 3 }).status).toBe('retrying')
  })
  it('waits for the horizon when no attempt fits before it, and expires there', () => {
    expect(then({}, { expiresAt: 110_000 })).toMatchObject({ status: 'retrying', dueAt: 110_000 })
    expect(then({}, { expiresAt: 100_000 })).toMatchObject({ status: 'expired', dueAt: null })
  })
  it('waits as long as the receiver asks, where the policy listens', () => {
    const headers = [['retry-after', '3600']]
    expect(then({ retryAfter: true }, { headers, expiresAt: 1e9 }).dueAt).toBe(100_000 + 3_600_000)
    expect(then({ retryAfter: true }, { headers: [['retry-after', '1']] }).dueAt, 'never less than its own wait').toBe(120_000)
    expect(then({ retryAfter: true }, { headers }).dueAt, 'nor beyond the horizon').toBe(1_000_000)
    expect(then({}, { headers }).dueAt).toBe(120_000)
  })
  it('holds the whole registration back where the status asks for that', () => {
    expect(then({ throttleCodes: [503] }).holdUntil).toBe(120_000)
    expect(then({ throttleCodes: [429] }).holdUntil).toBeNull()
  })
  it('fails at once where the status ends the registration', () => {
    expect(then({ disableCodes: [410] }, { statusCode: 410 })).toEqual({ status: 'failed', dueAt: null, disable: true, holdUntil: null })
  })
})

describe('planned attempts', () => {
  const from = { attempts: 1, dueAt: 10_000, expiresAt: 120_000, jitter: () => 0 }
  it('follow the ladder up to the horizon', () => {
    expect(plannedAttempts(policy(), from, 10)).toEqual([10_000, 30_000, 70_000, 110_000])
  })
  it('stop at the limit and at the most attempts', () => {
    expect(plannedAttempts(policy(), { ...from, expiresAt: 9e9 }, 2)).toHaveLength(2)
    expect(plannedAttempts(policy({ maxAttempts: 2 }), { ...from, expiresAt: 9e9 }, 10)).toEqual([10_000])
  })
})
