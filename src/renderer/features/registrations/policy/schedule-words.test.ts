import { expect, test } from 'vitest'
import { columnsOf, endWords, marksOf, placeOf, stepsOf } from './schedule-words.ts'
import { scheduleOf } from './schedule.ts'
import type { Timing } from './schedule.ts'

const ladder = (...seconds: number[]): Timing['retry'] => ({ kind: 'ladder', delaysMs: seconds.map((n) => n * 1000) })
const DAY = 86_400_000
const WEEK: Timing = { retry: ladder(10, 20, 40, 80, 160, 320, 600), horizonMs: 7 * DAY, maxAttempts: null }

test('the first attempts are named, the steady rest is summed up', () => {
  const { steps, then } = stepsOf(scheduleOf(WEEK))
  expect(steps.map(({ name, at }) => `${name} ${at}`)).toEqual(['#1 at once', '#2 10 s', '#3 30 s', '#4 1 min 10 s', '#5 2 min 30 s', '#6 5 min 10 s', '#7 10 min 30 s', '#8 20 min 30 s'])
  expect(then).toBe('then every 10 min')
})

test('a few are all named; many that keep growing are counted', () => {
  expect(stepsOf(scheduleOf({ ...WEEK, maxAttempts: 3 }))).toMatchObject({ steps: [{}, {}, {}], then: null })
  const growing: Timing = { retry: { kind: 'exponential', firstMs: 1000, factor: 1.1, maxMs: DAY }, horizonMs: DAY, maxAttempts: 60 }
  expect(stepsOf(scheduleOf(growing)).then).toBe('then 51 more')
  expect(stepsOf(scheduleOf({ ...WEEK, retry: ladder(0) })).then).toBe('then at once again and again')
})

test('how it ends', () => {
  const end = (timing: Timing) => endWords(scheduleOf(timing), scheduleOf(timing, 600_000))
  expect(end(WEEK)).toBe('Given up 7 d after the event: 1,013 attempts, 507 if each runs into its deadline.')
  expect(end({ ...WEEK, maxAttempts: 3 })).toBe('Failed after 3 attempts, 30 s after the event.')
  expect(end({ ...WEEK, maxAttempts: 1 })).toBe('Failed after 1 attempt.')
  expect(end({ ...WEEK, retry: ladder(0) })).toBe('Given up 7 d after the event: attempts without end, 1,008 if each runs into its deadline.')
})

test('the picture reaches from the event to the end, and what is beyond the list fills it', () => {
  expect([placeOf(0, DAY), placeOf(DAY, DAY)]).toEqual([0, 1])
  expect(columnsOf(scheduleOf({ ...WEEK, maxAttempts: 2 }), 10_000, 100)).toEqual([0, 100])
  const endless = columnsOf(scheduleOf({ ...WEEK, retry: ladder(0) }), 7 * DAY, 100)
  expect(endless).toHaveLength(100)
  const dense = columnsOf(scheduleOf({ ...WEEK, retry: ladder(1) }), 7 * DAY, 100)
  expect(dense.at(-1)).toBe(99)
})

test('times below the axis keep their distance', () => {
  for (const end of [500, 30_000, 3_600_000, 7 * DAY, 365 * DAY]) {
    const places = [0, ...marksOf(end).map((ms) => placeOf(ms, end)), 1]
    for (const [at, place] of places.entries()) if (at > 0) expect(place - (places[at - 1] ?? 0)).toBeGreaterThanOrEqual(0.09)
  }
  expect(marksOf(500)).toEqual([])
})
