import { expect, test } from 'vitest'
import type { Attempt } from '#contract/delivery.ts'
import { logShare } from '#renderer/ui/log-share.ts'
import { stripLayout } from './strip-layout.ts'
import type { StripInput, StripPart } from './strip-layout.ts'

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
const layout = (change: Partial<StripInput>): StripPart[] => stripLayout({ attempts: [], planned: [], expiresAt: iso(604_800_000), settled: false, selected: 1, now: START, ...change })
const kinds = (parts: StripPart[]) => parts.map((part) => (part.kind === 'attempt' || part.kind === 'planned' ? `${part.kind} ${part.number}` : part.kind === 'hidden' ? `hidden ${part.from}-${part.to}` : part.kind)).join(', ')

test('attempts with the waits between them, then what is planned and where it ends', () => {
  const parts = layout({ attempts: [attempt(1, 0, 500), attempt(2, 10_500, 20, null)], planned: [iso(30_520), iso(70_520)], now: START + 20_520, selected: 2 })
  expect(kinds(parts)).toBe('attempt 1, wait, attempt 2, wait, planned 3, wait, planned 4, horizon')
  expect(parts[1]).toMatchObject({ ms: 10_000, planned: false, elapsed: 1 })
  expect(parts[2]).toMatchObject({ outcome: 'refused', statusCode: null, tookMs: 20, deadlineMs: 600_000 })
  expect(parts[3]).toMatchObject({ ms: 20_000, planned: true, elapsed: 0.5 })
  expect(parts[5]).toMatchObject({ elapsed: 0 })
})

test('nothing is to come for what is settled', () => {
  expect(kinds(layout({ attempts: [attempt(1, 0, 5, 200)], planned: [iso(9)], settled: true }))).toBe('attempt 1')
})

test('an attempt in flight grows until now', () => {
  const [flying] = layout({ attempts: [attempt(1, 0, null)], now: START + 30_000 })
  expect(flying).toMatchObject({ outcome: null, tookMs: 30_000, share: logShare(30_000, 600_000) })
})

test('before the first attempt only the plan is there', () => {
  expect(kinds(layout({ planned: [iso(0)] }))).toBe('planned 1, horizon')
})

test('of a thousand attempts the ends and the neighbourhood of the selected one are shown, and no single one is hidden', () => {
  const many = Array.from({ length: 1000 }, (_, at) => attempt(at + 1, at * 600_000, 5))
  expect(kinds(layout({ attempts: many, settled: true, selected: 500 })).replaceAll(', wait', '')).toBe(
    `attempt 1, attempt 2, hidden 3-498, attempt 499, attempt 500, attempt 501, hidden 502-992, ${[993, 994, 995, 996, 997, 998, 999, 1000].map((n) => `attempt ${n}`).join(', ')}`,
  )
  const twelve = kinds(layout({ attempts: many.slice(0, 11), settled: true }))
  expect(twelve).not.toContain('hidden')
})

test('the scale shows milliseconds and minutes, and ends at the deadline', () => {
  expect(logShare(5, 600_000)).toBeGreaterThan(0.1)
  expect(logShare(300_000, 600_000)).toBeLessThan(1)
  expect([logShare(0, 10), logShare(600_000, 600_000), logShare(900_000, 600_000), logShare(5, 0)]).toEqual([0, 1, 1, 0])
})
