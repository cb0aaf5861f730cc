import type { Policy } from '../provider.ts'

const SECOND = 1_000
const DAY = 86_400 * SECOND

export const POLICY: Policy = {
  ackCodes: { value: [102, 200, 201, 202, 204], source: 'documented' },
  interimAckCodes: { value: [102], source: 'assumed' },
  deadlineMs: { value: 600 * SECOND, source: 'documented' },
  /** Documented are the ends, 10 s and 600 s, and that it increases; that it doubles is assumed. */
  retry: { value: { kind: 'ladder', delaysMs: [10, 20, 40, 80, 160, 320, 600].map((seconds) => seconds * SECOND) }, source: 'assumed' },
  jitter: { value: 0, source: 'assumed' },
  horizonMs: { value: 7 * DAY, source: 'documented' },
  maxAttempts: { value: null, source: 'assumed' },
  retryAfter: { value: false, source: 'assumed' },
  disableCodes: { value: [], source: 'assumed' },
  throttleCodes: { value: [], source: 'assumed' },
  window: { value: { kind: 'fixed', size: 100 }, source: 'assumed' },
  ordered: { value: false, source: 'assumed' },
}
