import { expect, test } from 'vitest'
import { Policy } from '#contract/policy.ts'
import type { PolicyKey } from '#contract/policy.ts'
import { readRule, typedOf } from './rule-text.ts'
import { ruleWords } from './rule-words.ts'

const POLICIES: Policy[] = [
  {
    ackCodes: [102, 200, 201, 202, 204],
    interimAckCodes: [102],
    deadlineMs: 600_000,
    retry: { kind: 'ladder', delaysMs: [10_000, 20_000, 80_000, 1_500] },
    jitter: 0,
    horizonMs: 604_800_000,
    maxAttempts: null,
    retryAfter: false,
    disableCodes: [],
    throttleCodes: [],
    window: { kind: 'fixed', size: 100 },
    ordered: false,
  },
  {
    ackCodes: [],
    interimAckCodes: [],
    deadlineMs: 1,
    retry: { kind: 'exponential', firstMs: 0, factor: 1.5, maxMs: 90_000 },
    jitter: 0.125,
    horizonMs: 365 * 86_400_000,
    maxAttempts: 10_000,
    retryAfter: true,
    disableCodes: [410],
    throttleCodes: [429, 502, 503, 504],
    window: { kind: 'adaptive', initial: 2, min: 1, max: 64 },
    ordered: true,
  },
]
const KEYS = Object.keys(Policy.shape) as PolicyKey[]
const fault = (key: PolicyKey, typed: Record<string, string>): string => {
  const read = readRule(key, typed)
  return 'fault' in read ? read.fault : `read as ${JSON.stringify(read.value)}`
}

test.each(KEYS)('%s is read back as it was', (key) => {
  for (const policy of POLICIES) expect(readRule(key, typedOf(key, policy[key]))).toEqual({ value: policy[key] })
})

test('what the server would not take is refused while it is typed', () => {
  expect(fault('deadlineMs', { text: '0' })).toBe('It must be longer than nothing.')
  expect(fault('horizonMs', { text: '366d' })).toBe('365 d at most.')
  expect(fault('interimAckCodes', { text: '102, 200' })).toBe('200 is no interim status: those are 100 to 199.')
  expect(fault('maxAttempts', { text: '10,001' })).toMatch('a whole number from 1 to 10,000')
  expect(fault('jitter', { text: '101%' })).toMatch('from 0 to 100')
  expect(fault('retry', { kind: 'ladder', delays: '' })).toMatch('1 to 100 waits')
  expect(fault('retry', { kind: 'ladder', delays: '10s, soon' })).toMatch(/^soon: /)
  expect(fault('retry', { kind: 'exponential', first: '1s', factor: '0.5', max: '2s' })).toMatch('Factor: a number from 1 to 100')
  expect(fault('window', { kind: 'fixed', size: '1.5' })).toMatch('a whole number from 1 to 1,000')
})

test('the other kind of a rule begins with something that fits', () => {
  expect(readRule('retry', { ...typedOf('retry', POLICIES[0]!.retry), kind: 'exponential' })).toEqual({ value: { kind: 'exponential', firstMs: 10_000, factor: 2, maxMs: 1_500 } })
  expect(readRule('retry', { ...typedOf('retry', POLICIES[1]!.retry), kind: 'ladder' })).toEqual({ value: { kind: 'ladder', delaysMs: [0, 90_000] } })
  expect(readRule('window', { ...typedOf('window', POLICIES[0]!.window), kind: 'adaptive' })).toEqual({ value: { kind: 'adaptive', initial: 100, min: 1, max: 100 } })
  expect(readRule('window', { ...typedOf('window', POLICIES[1]!.window), kind: 'fixed' })).toEqual({ value: { kind: 'fixed', size: 64 } })
})

test('the rules in words', () => {
  const words = POLICIES.map((policy) => KEYS.map((key) => ruleWords(key, policy[key])))
  expect(words).toEqual([
    ['102, 200-202, 204', '102', '10 min', '10 s, 20 s, 1 min 20 s, 1 s 500 ms; any more after 1 s 500 ms', 'none', '7 d after the event', 'no limit', 'not looked at', 'no status', 'no status', '100', 'no'],
    [
      'no status', 'no interim status', '1 ms', '0 s, then 1.5 times as long each time, 1 min 30 s at most', '± 12.5 % of each wait', '365 d after the event', '10,000',
      'kept where it asks for longer', '410', '429, 502-504', '2 at first, 1 to 64: one more with each acknowledgement, half with each failure', 'yes: one at a time, a failed one holds back the rest',
    ],
  ])
  expect(ruleWords('retry', { kind: 'ladder', delaysMs: Array.from({ length: 12 }, (_, n) => (n + 1) * 1000) })).toBe('1 s, 2 s, 3 s, 4 s, 5 s, 6 s, 7 s, …, 12 s; any more after 12 s')
})
