/** Pure: when the attempts of one delivery would come by a policy, if none were acknowledged. Times in milliseconds from the event on. */
import type { Policy } from '#contract/policy.ts'

export type Timing = Pick<Policy, 'retry' | 'horizonMs' | 'maxAttempts'>

export interface Schedule {
  /** Starts of the first attempts, `LISTED` at most. Jitter is left out: it goes both ways. */
  readonly starts: readonly number[]
  /** Starts until it is given up; Infinity where nothing holds them apart. */
  readonly attempts: number
  /** From this attempt on each waits as long as the one before; null: that is not reached. */
  readonly steady: { readonly from: number; readonly everyMs: number } | null
  readonly end: { readonly at: number; readonly by: 'horizon' | 'attempts' }
}

/** More than can be told apart in a picture. */
const LISTED = 2000
/** Waits that still grow are looked at one by one, up to here. */
const COUNTED = 1_000_000

/** `tookMs`: how long the receiver lets each attempt wait for its refusal; default: none at all. */
export function scheduleOf({ retry, horizonMs, maxAttempts }: Timing, tookMs = 0): Schedule {
  const most = maxAttempts ?? Infinity
  const wait = (number: number): number =>
    retry.kind === 'ladder' ? (retry.delaysMs[Math.min(number, retry.delaysMs.length) - 1] ?? 0) : Math.round(Math.min(retry.maxMs, retry.firstMs * retry.factor ** (number - 1)))
  const isLast = (number: number): boolean =>
    retry.kind === 'ladder' ? number >= retry.delaysMs.length : retry.factor === 1 || retry.firstMs === 0 || retry.firstMs * retry.factor ** (number - 1) >= retry.maxMs

  const starts = [0]
  let [at, number] = [0, 1]
  while (!isLast(number) && number < COUNTED) {
    const next = at + tookMs + wait(number)
    if (number >= most || next >= horizonMs) return finished(starts, number, null)
    number++
    at = next
    if (starts.length < LISTED) starts.push(at)
  }
  const everyMs = wait(number)
  const step = tookMs + everyMs
  const more = Math.min(most - number, step === 0 ? Infinity : Math.ceil((horizonMs - at) / step) - 1)
  for (let n = 1; n <= more && starts.length < LISTED; n++) starts.push(at + n * step)
  return finished(starts, number + more, more > 0 ? { from: number, everyMs } : null, Number.isFinite(more) ? at + more * step : 0)

  function finished(listed: number[], attempts: number, steady: Schedule['steady'], last = at): Schedule {
    const end = maxAttempts !== null && attempts >= maxAttempts ? { at: last + tookMs, by: 'attempts' as const } : { at: horizonMs, by: 'horizon' as const }
    return { starts: listed, attempts, steady, end }
  }
}
