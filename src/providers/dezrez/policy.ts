import type { Policy } from '../provider.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Nothing of this is documented: what is common among webhooks, so that a receiver meets both a retry and its end. */
export const POLICY: Policy = {
  ackCodes: { value: Array.from({ length: 100 }, (_, at) => 200 + at), source: 'assumed' },
  interimAckCodes: { value: [], source: 'assumed' },
  deadlineMs: { value: 30 * SECOND, source: 'assumed' },
  retry: { value: { kind: 'ladder', delaysMs: [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE] }, source: 'assumed' },
  jitter: { value: 0, source: 'assumed' },
  horizonMs: { value: 24 * HOUR, source: 'assumed' },
  maxAttempts: { value: 5, source: 'assumed' },
  retryAfter: { value: false, source: 'assumed' },
  disableCodes: { value: [], source: 'assumed' },
  throttleCodes: { value: [], source: 'assumed' },
  window: { value: { kind: 'fixed', size: 100 }, source: 'assumed' },
  ordered: { value: false, source: 'assumed' },
}
