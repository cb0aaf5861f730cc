import type { Policy } from '../provider.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const POLICY: Policy = {
  ackCodes: { value: Array.from({ length: 100 }, (_, at) => 200 + at), source: 'documented' },
  interimAckCodes: { value: [], source: 'assumed' },
  /** Documented are the ends, 15 and 30 s. */
  deadlineMs: { value: 20 * SECOND, source: 'assumed' },
  /** The example of the specification; the first attempt is at once. */
  retry: { value: { kind: 'ladder', delaysMs: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] }, source: 'documented' },
  /** Documented is that there should be some. */
  jitter: { value: 0.2, source: 'assumed' },
  /** More than the ladder takes with the longest jitter and a deadline missed each time, 90 h. */
  horizonMs: { value: 5 * DAY, source: 'assumed' },
  maxAttempts: { value: 10, source: 'documented' },
  retryAfter: { value: true, source: 'documented' },
  disableCodes: { value: [410], source: 'documented' },
  throttleCodes: { value: [429, 502, 504], source: 'documented' },
  window: { value: { kind: 'fixed', size: 100 }, source: 'assumed' },
  ordered: { value: false, source: 'assumed' },
}
