import type { Policy } from '#providers/provider.ts'
import { describe, expect, it } from 'vitest'
import { delayAfter, judge, nextState, plannedAttempts } from './retry-policy.ts'

const policy = (over: Partial<{ [K in keyof Policy]: Policy[K]['value'] }> = {}): Policy => {
  const values = {
    ackCodes: [102, 200, 204],
    interimAckCodes: [102],
    deadlineMs: 600_000,
    retryDelaysMs: [10_000, 20_000, 40_000],
    horizonMs: 3_600_000,
    maxAttempts: null,
    ...over,
  }
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, source: 'assumed' }])) as unknown as Policy
}

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

describe('the ladder', () => {
  it('repeats its last step', () => {
    expect([1, 2, 3, 4, 99].map((n) => delayAfter(policy(), n))).toEqual([10_000, 20_000, 40_000, 40_000, 40_000])
  })

  it('is empty where the policy has none: at once', () => {
    expect(delayAfter(policy({ retryDelaysMs: [] }), 3)).toBe(0)
  })
})

describe('what becomes of a delivery', () => {
  const attempt = { number: 2, endedAt: 100_000, expiresAt: 1_000_000, outcome: 'rejected' as const }

  it('waits for its next attempt', () => {
    expect(nextState(policy(), attempt)).toEqual({ status: 'retrying', dueAt: 120_000 })
  })
  it('is settled by an acknowledgement', () => {
    expect(nextState(policy(), { ...attempt, outcome: 'acknowledged' })).toEqual({ status: 'acknowledged', dueAt: null })
  })
  it('is queued again at once when it was interrupted, without climbing the ladder', () => {
    expect(nextState(policy(), { ...attempt, outcome: 'interrupted' })).toEqual({ status: 'queued', dueAt: 100_000 })
  })
  it('fails with the last attempt that the policy allows', () => {
    expect(nextState(policy({ maxAttempts: 2 }), attempt)).toEqual({ status: 'failed', dueAt: null })
    expect(nextState(policy({ maxAttempts: 3 }), attempt).status).toBe('retrying')
  })
  it('waits for the horizon when no attempt fits before it, and expires there', () => {
    expect(nextState(policy(), { ...attempt, expiresAt: 110_000 })).toEqual({ status: 'retrying', dueAt: 110_000 })
    expect(nextState(policy(), { ...attempt, expiresAt: 100_000 })).toEqual({ status: 'expired', dueAt: null })
  })
})

describe('planned attempts', () => {
  it('follow the ladder up to the horizon', () => {
    expect(plannedAttempts(policy(), { attempts: 1, dueAt: 10_000, expiresAt: 120_000 }, 10)).toEqual([10_000, 30_000, 70_000, 110_000])
  })
  it('stop at the limit and at the most attempts', () => {
    expect(plannedAttempts(policy(), { attempts: 1, dueAt: 10_000, expiresAt: 9e9 }, 2)).toHaveLength(2)
    expect(plannedAttempts(policy({ maxAttempts: 2 }), { attempts: 1, dueAt: 10_000, expiresAt: 9e9 }, 10)).toEqual([10_000])
  })
})
