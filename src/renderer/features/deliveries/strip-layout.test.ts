import { expect, test } from 'vitest'
import type { Attempt } from '#contract/delivery.ts'
import { logShare } from '#renderer/ui/log-share.ts'
import { stripLayout } from './strip-layout.ts'
import type { Strip, StripInput, StripPart } from './strip-layout.ts'

const START = Date.parse('2026-11-21T12:00:00.000Z')
const iso = (ms: number) => new Date(START + ms).toISOString()
const attempt = (number: number, from: number, tookMs: number | null, statusCode: number | null = 503): Attempt => ({
  number,
  startedAt: iso(from),
  endedAt: tookMs === null ? null : iso(from + tookMs),
  deadlineAt: iso(from + 600_000),
  closedAt: tookMs === null ? null : iso(from + tookMs),
  lateStatusCode: null,
  outcome: tookMs === null ? null : statusCode === null ? 'refused' : statusCode < 300 ? 'acknowledged' : 'rejected',
  error: null,
  request: { method: 'POST', url: '', headers: [], body: { base64: '', size: 0, truncated: false } },
  response: statusCode === null || tookMs === null ? null : { statusCode, interim: [], headers: [], body: { base64: '', size: 0, truncated: false } },
})
const strip = (change: Partial<StripInput>): Strip => stripLayout({ attempts: [], planned: [], expiresAt: iso(604_800_000), settled: false, selected: 1, now: START, ...change })
const layout = (change: Partial<StripInput>): readonly StripPart[] => strip(change).parts
const kinds = (parts: readonly StripPart[]) => parts.map((part) => (part.kind === 'attempt' || part.kind === 'planned' ? `${part.kind} ${part.number}` : part.kind === 'hidden' ? `hidden ${part.from}-${part.to}` : part.kind)).join(', ')

test('attempts with the waits between them, then what is planned and where it ends', () => {
  const parts = layout({ attempts: [attempt(1, 0, 500), attempt(2, 10_500, 20, null)], planned: [iso(30_520), iso(70_520)], now: START + 20_520, selected: 2 })
  expect(kinds(parts)).toBe('attempt 1, wait, attempt 2, wait, planned 3, wait, planned 4, wait, horizon')
  expect(parts[1]).toMatchObject({ ms: 10_000, planned: false, elapsed: 1 })
  expect(parts[2]).toMatchObject({ outcome: 'refused', statusCode: null, tookMs: 20, deadlineMs: 600_000 })
  expect(parts[3]).toMatchObject({ ms: 20_000, planned: true, elapsed: 0.5 })
  expect(parts[5]).toMatchObject({ elapsed: 0 })
  expect([parts[4], parts[6]], 'the later one depends on how long the earlier takes').toMatchObject([{ about: false }, { about: true }])
})

test('nothing is to come for what is settled', () => {
  expect(kinds(layout({ attempts: [attempt(1, 0, 5, 200)], planned: [iso(9)], settled: true }))).toBe('attempt 1')
})

test('an attempt in flight grows until now', () => {
  const [flying] = layout({ attempts: [attempt(1, 0, null)], now: START + 30_000 })
  expect(flying).toMatchObject({ outcome: null, tookMs: 30_000, share: logShare(30_000, 600_000) })
})

test('before the first attempt only the plan is there', () => {
  expect(kinds(layout({ planned: [iso(0)] }))).toBe('planned 1, wait, horizon')
})

test('what is planned beyond an attempt in flight is an estimate from the first', () => {
  const parts = layout({ attempts: [attempt(1, 0, null)], planned: [iso(610_000)], now: START + 1000 })
  expect(parts.find(({ kind }) => kind === 'planned')).toMatchObject({ number: 2, about: true })
})

test('many planned attempts are drawn together, until the last of them', () => {
  const parts = layout({ attempts: [attempt(1, 0, 5)], planned: Array.from({ length: 50 }, (_, n) => iso((n + 1) * 600_000)), now: START + 10 })
  expect(kinds(parts)).toBe('attempt 1, wait, planned 2, wait, planned 3, wait, planned 4, more, wait, horizon')
  expect(parts.find(({ kind }) => kind === 'more')).toMatchObject({ count: 47, until: START + 30_000_000 })
})

test('a moment has a place: inside of its cell or wait, and never before an earlier one', () => {
  const { parts, width, xOf } = strip({ attempts: [attempt(1, 0, 600_000, null), attempt(2, 610_000, 20)], planned: [iso(630_020)], now: START + 620_000, selected: 2 })
  const [first, wait, second] = parts
  expect([xOf(START + 600_000), xOf(START + 605_000), xOf(START + 610_000)]).toEqual([(wait?.x ?? 0) - 0.5, (wait?.x ?? 0) + (wait?.width ?? 0) / 2, second?.x])
  expect([first?.x, width]).toEqual([0, (parts.at(-1)?.x ?? 0) + (parts.at(-1)?.width ?? 0)])
  const places = Array.from({ length: 700 }, (_, n) => xOf(START + n * 1000))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('a settled delivery goes on as long as one of its calls', () => {
  const [first, second] = [attempt(1, 0, 600_000, null), attempt(2, 610_000, 20, 200)]
  const closed = (closedAt: string | null) => strip({ attempts: [{ ...first, closedAt }, second], settled: true, now: START + 5_000_000 })
  expect(kinds(closed(iso(610_010)).parts)).toBe('attempt 1, wait, attempt 2')
  expect(closed(iso(900_020)).parts.at(-1)).toMatchObject({ kind: 'tail', ms: 290_000 })
  const open = closed(null)
  expect(open.xOf(START + 5_000_000), 'until now').toBe(open.width)
})

test('what has just happened is not ahead of a time that goes by seconds', () => {
  const attempts = [{ ...attempt(1, 0, 10_000, null), closedAt: iso(15_491) }, attempt(2, 12_000, null)]
  const { parts, xOf } = strip({ attempts, planned: [iso(700_000)], now: START + 15_000, selected: 2 })
  const second = parts.find((part) => part.kind === 'attempt' && part.number === 2)
  expect(second).toMatchObject({ tookMs: 3_491 })
  expect(xOf(START + 15_491)).toBeLessThan((second?.x ?? 0) + (second?.width ?? 0))
})

test('of a thousand attempts the ends and the neighbourhood of the selected one are shown, and no single one is hidden', () => {
  const many = Array.from({ length: 1000 }, (_, at) => attempt(at + 1, at * 600_000, 5))
  expect(kinds(layout({ attempts: many, settled: true, selected: 500 })).replaceAll(', wait', '')).toBe(
    `attempt 1, attempt 2, hidden 3-498, attempt 499, attempt 500, attempt 501, hidden 502-992, ${[993, 994, 995, 996, 997, 998, 999, 1000].map((n) => `attempt ${n}`).join(', ')}`,
  )
  expect(layout({ attempts: many, settled: true, selected: 500 }).find(({ kind }) => kind === 'hidden')).toMatchObject({ ms: 496 * 600_000, outcomes: new Map([['rejected', 496]]) })
  const twelve = kinds(layout({ attempts: many.slice(0, 11), settled: true }))
  expect(twelve).not.toContain('hidden')
})

test('the scale shows milliseconds and minutes, and ends at the deadline', () => {
  expect(logShare(5, 600_000)).toBeGreaterThan(0.1)
  expect(logShare(300_000, 600_000)).toBeLessThan(1)
  expect([logShare(0, 10), logShare(600_000, 600_000), logShare(900_000, 600_000), logShare(5, 0)]).toEqual([0, 1, 1, 0])
})
