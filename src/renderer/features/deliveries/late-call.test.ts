import { expect, test } from 'vitest'
import type { Attempt } from '#contract/delivery.ts'
import { lateCallOf, lateWords } from './late-call.ts'
import { lateLanes } from './late-lanes.ts'
import { stripLayout } from './strip-layout.ts'
import { plannedCount, stripWords } from './strip-words.ts'

const START = new Date(2026, 10, 21, 12, 0, 0).getTime()
const iso = (seconds: number) => new Date(START + seconds * 1000).toISOString()
/** Attempts that run into their deadline of 10 s, and close when they are told to. */
const attempt = (number: number, from: number, closed: number | null | undefined, change: Partial<Attempt> = {}): Attempt => ({
  number,
  startedAt: iso(from),
  endedAt: iso(from + 10),
  deadlineAt: iso(from + 10),
  closedAt: closed === null ? null : iso(closed ?? from + 10),
  lateStatusCode: closed ? 200 : null,
  outcome: 'timed_out',
  error: null,
  request: { method: 'POST', url: '', headers: [], body: { base64: '', size: 0, truncated: false } },
  response: null,
  ...change,
})
const lanesOf = (attempts: Attempt[], now: number, selected = attempts.length) => {
  const strip = stripLayout({ attempts, planned: [], expiresAt: iso(86_400), settled: false, selected, now: START + now * 1000 })
  return { strip, ...lateLanes(attempts.flatMap((one) => lateCallOf(one, attempts) ?? []), strip, selected, START + now * 1000) }
}

test('a call is late when it goes on beyond its outcome, and knows which attempts came meanwhile', () => {
  const attempts = [attempt(1, 0, 40), attempt(2, 12, undefined), attempt(3, 30, null), attempt(4, 50, null, { endedAt: null, outcome: null })]
  expect(attempts.map((one) => lateCallOf(one, attempts))).toMatchObject([{ number: 1, until: START + 40_000, statusCode: 200, during: [2, 3] }, null, { number: 3, until: null, during: [4, 4] }, null])
})

test('in words', () => {
  const attempts = [attempt(1, 0, 40), attempt(2, 12, null), attempt(3, 30, 60, { lateStatusCode: null })]
  const words = attempts.map((one) => lateWords(lateCallOf(one, attempts)!, START + 100_000))
  expect(words).toEqual([
    'The call was open until 12:00:40.000, 30 s beyond its deadline while attempts 2 to 3 were under way, and ended with 200, which changed nothing.',
    'The call is still open, 1 min beyond its deadline while attempt 3 was under way.',
    'The call was open until 12:01:00.000, 20 s beyond its deadline, and ended without a status.',
  ])
  const interim = attempt(1, 0, 5, { outcome: 'acknowledged', endedAt: iso(1), lateStatusCode: 500 })
  expect(lateWords(lateCallOf(interim, [interim])!, START)).toBe('The call was open until 12:00:05.000, 4.00 s after it was acknowledged, and ended with 500, which changed nothing.')
})

test('a late call lies under the attempts that came meanwhile', () => {
  const { bars, strip, lanes } = lanesOf([attempt(1, 0, 15), attempt(2, 12, undefined)], 100)
  const [first, , second] = strip.parts
  expect([bars.length, lanes]).toEqual([1, 1])
  expect(bars[0]?.x, 'from its deadline').toBe((first?.x ?? 0) + (first?.width ?? 0) - 0.5)
  const end = (bars[0]?.x ?? 0) + (bars[0]?.width ?? 0)
  expect(end).toBeGreaterThan(second?.x ?? 0)
  expect(end).toBeLessThan((second?.x ?? 0) + (second?.width ?? 0))
})

test('calls that overlap lie below one another, those that do not share a lane', () => {
  expect(lanesOf([attempt(1, 0, 12), attempt(2, 14, 26), attempt(3, 28, undefined)], 100)).toMatchObject({ lanes: 1, left: 0 })
  expect(lanesOf([attempt(1, 0, 30), attempt(2, 14, 60), attempt(3, 28, undefined)], 100)).toMatchObject({ lanes: 2, left: 0 })
})

test('a receiver that never ends a call fills three lanes, the selected one among them; the rest is counted', () => {
  const many = Array.from({ length: 40 }, (_, n) => attempt(n + 1, n * 20, null))
  const { bars, lanes, left } = lanesOf(many, 2000, 20)
  expect([bars.map(({ call }) => call.number), lanes, left]).toEqual([[20, 39, 40], 3, 37])
})

test('what is folded is folded with its late calls', () => {
  const many = Array.from({ length: 40 }, (_, n) => attempt(n + 1, n * 20, n * 20 + 15))
  const { bars, left } = lanesOf(many, 2000, 40)
  expect(left).toBe(0)
  expect(bars.map(({ call }) => call.number)).toEqual([1, 2, 33, 34, 35, 36, 37, 38, 39, 40])
})

test('all of it in words', () => {
  const attempts = [attempt(1, 0, null), attempt(2, 12, 40)]
  const calls = attempts.flatMap((one) => lateCallOf(one, attempts) ?? [])
  const whole = { attempts, planned: [iso(60), iso(120), iso(180)], expiresAt: iso(86_400), status: 'retrying' as const }
  expect(stripWords(whole, calls, START + 50_000)).toBe(
    '2 attempts since 2026-11-21 12:00:00.000: 2 timed out. ' +
      'Attempt 1: The call is still open, 40 s beyond its deadline while attempt 2 was under way. ' +
      'Attempt 2: The call was open until 12:00:40.000, 18 s beyond its deadline, and ended with 200, which changed nothing. ' +
      'Attempt 3 is planned at 2026-11-21 12:01:00.000, 2 more after it if none is acknowledged. Given up at 2026-11-22 12:00:00.000.',
  )
  expect(stripWords({ ...whole, status: 'acknowledged' }, [], START)).toBe('2 attempts since 2026-11-21 12:00:00.000: 2 timed out.')
  expect([plannedCount(12, 15), plannedCount(47, 50)]).toEqual(['12 more', '47 and more'])
})
