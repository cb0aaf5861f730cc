import { expect, test } from 'vitest'
import { spacingOf, spacingText, topOf } from './spacing.ts'

const starts = (...ms: number[]) => ms.map((at) => new Date(1_000_000 + at).toISOString())

test('the gaps between starts, with the least, the median and the longest', () => {
  expect(spacingOf(starts(0, 20, 41, 61, 161), 20)).toEqual({ at: [1000.02, 1000.041, 1000.061, 1000.161], gaps: [20, 21, 20, 100], least: 20, median: 21, most: 100, tooShort: 0 })
  expect(spacingOf(starts(0, 19, 39), 20)?.tooShort).toBe(1)
})

test('one start alone has no spacing', () => {
  expect([spacingOf([], 20), spacingOf(starts(5), 20)]).toEqual([undefined, undefined])
})

test('one long pause does not press the rest flat, and the asked interval is always in the picture', () => {
  const paused = spacingOf(starts(...Array.from({ length: 50 }, (_, at) => at * 20), 60_000), 20)
  expect(paused && topOf(paused, 20)).toBe(40)
  const slow = spacingOf(starts(0, 100, 200, 300), 20)
  expect(slow && topOf(slow, 20)).toBe(125)
})

test('the same in words, for who cannot see the plot', () => {
  const spacing = spacingOf(starts(0, 20, 45), 20)
  expect(spacing && spacingText(spacing, 20)).toBe('The last 3 requests started 20 ms apart at least, 25 ms in the median, 25 ms at most. Asked for: 20 ms. None came sooner.')
  expect(spacing && spacingText(spacing, 0)).toMatch(/No interval was asked for\.$/)
})
