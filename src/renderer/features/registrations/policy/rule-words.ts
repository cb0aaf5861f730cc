/** The rules of a policy in words. Pure. */
import type { Policy, PolicyKey } from '#contract/policy.ts'
import { durationText } from './duration-text.ts'
import { codesText } from './status-codes.ts'

const codes = (none: string) => (value: readonly number[]) => codesText(value) || none

const WORDS: { readonly [K in PolicyKey]: (value: Policy[K]) => string } = {
  ackCodes: codes('no status'),
  interimAckCodes: codes('no interim status'),
  deadlineMs: durationText,
  retry: (retry) => {
    if (retry.kind === 'exponential') {
      return retry.factor === 1 ? durationText(retry.firstMs) : `${durationText(retry.firstMs)}, then ${retry.factor} times as long each time, ${durationText(retry.maxMs)} at most`
    }
    const texts = retry.delaysMs.map(durationText)
    const last = texts.at(-1) ?? ''
    const shown = texts.length > 9 ? [...texts.slice(0, 7), '…', last] : texts
    return texts.length === 1 ? last : `${shown.join(', ')}; any more after ${last}`
  },
  jitter: (value) => (value === 0 ? 'none' : `± ${Number((value * 100).toFixed(4))} % of each wait`),
  horizonMs: (value) => `${durationText(value)} after the event`,
  maxAttempts: (value) => (value === null ? 'no limit' : value.toLocaleString('en-US')),
  retryAfter: (value) => (value ? 'kept where it asks for longer' : 'not looked at'),
  disableCodes: codes('no status'),
  throttleCodes: codes('no status'),
  window: (window) => (window.kind === 'fixed' ? String(window.size) : `${window.initial} at first, ${window.min} to ${window.max}: one more with each acknowledgement, half with each failure`),
  ordered: (value) => (value ? 'yes: one at a time, a failed one holds back the rest' : 'no'),
}

export function ruleWords<K extends PolicyKey>(key: K, value: Policy[K]): string {
  return WORDS[key](value)
}
