import { expect, test } from 'vitest'
import type { ClockAdvanced } from '#contract/clock.ts'
import { movedText, movingText, offsetText, openText } from './clock-steps.ts'

const moved = (change: Partial<ClockAdvanced>): ClockAdvanced => ({ mode: 'virtual', now: '2026-03-01T12:00:00.000Z', offsetMs: 0, nextDueAt: null, moving: null, movedMs: 0, attempts: 0, unanswered: 0, ...change })

test('what came of a movement is said in a sentence', () => {
  expect(movedText(moved({ movedMs: 600_000, attempts: 2 }))).toBe('Moved by 10 min: 2 calls ended.')
  expect(movedText(moved({ movedMs: 10_000 }))).toBe('Moved by 10 s: no call ended.')
  expect(movedText(moved({}))).toBe('Nothing is due: time stays where it is.')
  expect(movedText(moved({ attempts: 1 }))).toBe('Time stays where it is: 1 call ended now.')
})

test('how far a movement has got is said while it lasts', () => {
  const from = '2026-03-01T11:50:00.000Z'
  expect(movingText(moved({}))).toBeNull()
  expect(movingText(moved({ moving: { from, until: '2026-03-01T12:50:00.000Z', attempts: 3 } }))).toBe('Moving: 10 min of 1 h, 3 calls ended.')
  expect(movingText(moved({ moving: { from, until: null, attempts: 1 } }))).toBe('Moving: 10 min, 1 call ended.')
})

test('calls that time moved on past are told with what to do', () => {
  expect(openText(moved({}))).toBeNull()
  expect(openText(moved({ unanswered: 1 }))).toMatch(/^1 call has not answered within a second of real time, so time moved on\./)
  expect(openText(moved({ unanswered: 1200 }))).toMatch(/^1,200 calls have not answered/)
})

test('how far the clock is from this machine is told from a minute on', () => {
  expect([offsetText(59_999), offsetText(-59_999)]).toEqual([null, null])
  expect([offsetText(3_600_000), offsetText(-120_000)]).toEqual(['1 h ahead of this machine', '2 min behind this machine'])
})
