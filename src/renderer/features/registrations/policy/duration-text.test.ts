import { expect, test } from 'vitest'
import { durationOf, durationText } from './duration-text.ts'

test('what is written is read back to the millisecond', () => {
  for (const ms of [0, 1, 999, 10_000, 80_000, 600_000, 90_061_001, 7 * 86_400_000]) expect(durationOf(durationText(ms))).toBe(ms)
  expect([0, 80_000, 604_800_000, 1_500].map(durationText)).toEqual(['0 s', '1 min 20 s', '7 d', '1 s 500 ms'])
})

test('units are written as people do', () => {
  expect(['500ms', '10s', '2m', '2 min', '1.5h', '7 D', '1h30m', ' 1 min 20 sec '].map(durationOf)).toEqual([500, 10_000, 120_000, 120_000, 5_400_000, 604_800_000, 5_400_000, 80_000])
})

test('what does not say of what it is, is none', () => {
  for (const text of ['', '10', '-1s', 's', '10 parsecs', '1e3s', '10s,20s', '10 s x']) expect(durationOf(text), text).toBeUndefined()
})
