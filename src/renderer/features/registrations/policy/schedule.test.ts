import { expect, test } from 'vitest'
import { scheduleOf } from './schedule.ts'
import type { Timing } from './schedule.ts'

const S = 1000
const DAY = 86_400 * S
const ladder = (...seconds: number[]): Timing['retry'] => ({ kind: 'ladder', delaysMs: seconds.map((n) => n * S) })
const timing = (change: Partial<Timing> = {}): Timing => ({ retry: ladder(10, 20, 40), horizonMs: 200 * S, maxAttempts: null, ...change })

test('the last rung repeats until the horizon, at which nothing starts any more', () => {
  const schedule = scheduleOf(timing())
  expect(schedule.starts.map((at) => at / S)).toEqual([0, 10, 30, 70, 110, 150, 190])
  expect(schedule).toMatchObject({ attempts: 7, steady: { from: 3, everyMs: 40 * S }, end: { at: 200 * S, by: 'horizon' } })
  expect(scheduleOf(timing({ horizonMs: 190 * S })).attempts).toBe(6)
})

test('seven days of a ladder to ten minutes', () => {
  const week = timing({ retry: ladder(10, 20, 40, 80, 160, 320, 600), horizonMs: 7 * DAY })
  expect(scheduleOf(week)).toMatchObject({ attempts: 1013, steady: { from: 7, everyMs: 600 * S } })
  expect(scheduleOf(week, 600 * S).attempts, 'each runs into its deadline').toBe(507)
})

test('the most attempts end it before the horizon does', () => {
  expect(scheduleOf(timing({ maxAttempts: 3 }), 5 * S)).toMatchObject({ starts: [0, 15 * S, 40 * S], attempts: 3, steady: null, end: { at: 45 * S, by: 'attempts' } })
  expect(scheduleOf(timing({ maxAttempts: 5 }))).toMatchObject({ attempts: 5, end: { at: 110 * S, by: 'attempts' } })
  expect(scheduleOf(timing({ maxAttempts: 1 }))).toMatchObject({ starts: [0], attempts: 1, end: { at: 0, by: 'attempts' } })
})

test('exponential waits grow to the longest and stay there', () => {
  const schedule = scheduleOf(timing({ retry: { kind: 'exponential', firstMs: 10 * S, factor: 2, maxMs: 60 * S } }))
  expect(schedule.starts.map((at) => at / S)).toEqual([0, 10, 30, 70, 130, 190])
  expect(schedule.steady).toEqual({ from: 4, everyMs: 60 * S })
})

test('a wait beyond the horizon leaves one attempt', () => {
  expect(scheduleOf(timing({ retry: ladder(300) }))).toMatchObject({ starts: [0], attempts: 1, steady: null, end: { at: 200 * S, by: 'horizon' } })
})

test('without waits there is no end to them, unless their number has one', () => {
  expect(scheduleOf(timing({ retry: ladder(0) })).attempts).toBe(Infinity)
  expect(scheduleOf(timing({ retry: ladder(0), maxAttempts: 9 }))).toMatchObject({ attempts: 9, end: { by: 'attempts' } })
})

test('a very slow growth is answered in no time', () => {
  const { attempts, starts } = scheduleOf(timing({ retry: { kind: 'exponential', firstMs: 1, factor: 1.000001, maxMs: DAY }, horizonMs: 365 * DAY }))
  expect(attempts).toBeGreaterThan(1_000_000)
  expect(starts).toHaveLength(2000)
})
