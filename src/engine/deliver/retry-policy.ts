/** Pure: what becomes of a delivery after an attempt, and when its next attempts would be. */
import { createHash } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import type { AttemptOutcome, DeliveryStatus } from '#contract/delivery.ts'
import type { Policy } from '#contract/policy.ts'

export interface Ended {
  /** 1 for the first. */
  readonly number: number
  readonly endedAt: number
  readonly outcome: AttemptOutcome
  readonly expiresAt: number
  /** Null when nothing that counts as an answer came. */
  readonly statusCode: number | null
  readonly headers: Headers
  /** By attempt number: which way and how far jitter goes, in [-1, 1), see `jitterOf`. Asked for only where there is a wait. */
  readonly jitter: (attempt: number) => number
}

export interface NextState {
  readonly status: DeliveryStatus
  /** When the next step is due, an attempt or the expiry where no attempt fits before the horizon; null: settled. */
  readonly dueAt: number | null
  /** The receiver asked for no more at all: the registration is disabled. */
  readonly disable: boolean
  /** The receiver asked for less: nothing more for the registration before then. */
  readonly holdUntil: number | null
}

/**
 * Judges an answer. An interim status that acknowledges counts whatever follows it.
 * Redirects are answers like any other: they are never followed.
 */
export function judge(policy: Policy, answer: { statusCode: number; interim: readonly number[] }): AttemptOutcome {
  if (answer.interim.some((code) => policy.interimAckCodes.includes(code))) return 'acknowledged'
  return policy.ackCodes.includes(answer.statusCode) ? 'acknowledged' : 'rejected'
}

/** Wait after attempt `number` (1 for the first), ms. `jitter` in [-1, 1). */
export function delayAfter({ retry, jitter: share }: Policy, number: number, jitter: number): number {
  const base =
    retry.kind === 'ladder'
      ? (retry.delaysMs[Math.min(number, retry.delaysMs.length) - 1] ?? 0)
      : Math.min(retry.maxMs, retry.firstMs * retry.factor ** (number - 1))
  return Math.round(base * (1 + share * jitter))
}

/** The same for the same delivery, attempt and salt: a seed makes a run repeatable, and what is planned is what happens. */
export function jitterOf(salt: number, delivery: number, attempt: number): number {
  return createHash('sha256').update(`${salt}/${delivery}/${attempt}`).digest().readUInt32BE(0) / 2 ** 31 - 1
}

/** When `Retry-After` asks to come again, ms since the epoch; null when it is absent or says nothing usable. */
export function retryAfter(headers: Headers, now: number): number | null {
  const text = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1].trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1000
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : date
}

/**
 * The delivery is given up as `failed` when the policy allows no further attempt, and as `expired` once the horizon has
 * come: it waits until then, so that the history shows when.
 */
export function nextState(policy: Policy, ended: Ended): NextState {
  const { outcome, endedAt, expiresAt, statusCode } = ended
  const settled = (status: DeliveryStatus, disable = false): NextState => ({ status, dueAt: null, disable, holdUntil: null })
  if (outcome === 'acknowledged') return settled('acknowledged')
  if (outcome === 'interrupted') return { status: 'queued', dueAt: endedAt, disable: false, holdUntil: null }
  if (statusCode !== null && policy.disableCodes.includes(statusCode)) return settled('failed', true)
  if (policy.maxAttempts !== null && ended.number >= policy.maxAttempts) return settled('failed')
  if (endedAt >= expiresAt) return settled('expired')
  const planned = endedAt + delayAfter(policy, ended.number, ended.jitter(ended.number))
  const asked = policy.retryAfter ? retryAfter(ended.headers, endedAt) : null
  const dueAt = Math.min(Math.max(planned, asked ?? 0), expiresAt)
  const holds = statusCode !== null && policy.throttleCodes.includes(statusCode)
  return { status: 'retrying', dueAt, disable: false, holdUntil: holds ? dueAt : null }
}

/** When attempts would start if each failed at once: from the one due at `dueAt`, up to `limit`. `jitter` by attempt number. */
export function plannedAttempts(
  policy: Policy,
  from: { attempts: number; dueAt: number; expiresAt: number; jitter: (attempt: number) => number },
  limit: number,
): number[] {
  const planned: number[] = []
  let at = from.dueAt
  for (let number = from.attempts + 1; planned.length < limit && at < from.expiresAt && number <= (policy.maxAttempts ?? Infinity); number++) {
    planned.push(at)
    at += delayAfter(policy, number, from.jitter(number))
  }
  return planned
}
