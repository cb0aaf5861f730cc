import { expect, test } from 'vitest'
import { movementBar, progressBar } from './progress.ts'

test('a bar is as full as the work is done, and as long as it is not', () => {
  expect(progressBar(0, 10_000)).toBe(`${' '.repeat(24)}   0 %  0 of 10,000`)
  expect(progressBar(4_300, 10_000, 11_200)).toBe(`${'█'.repeat(10)}▎${' '.repeat(13)}  43 %  4,300 of 10,000, 12 s left`)
  expect(progressBar(10_000, 10_000, 0)).toBe(`${'█'.repeat(24)} 100 %  10,000 of 10,000`)
  expect(progressBar(12, 10), 'more than there was at first').toContain(`${'█'.repeat(24)} 100 %`)
  expect(progressBar(0, 0)).toContain('  0 %  0 of 0')
  expect(progressBar(1, 3, 600_000)).toContain(', 10 min left')
  expect(progressBar(1, 3, 36_000_000)).toContain(', 10.0 h left')
})

test('time that is moved is a bar where it has an end, and what was done where it has none', () => {
  const from = '2026-03-01T12:00:00.000Z'
  const week = '2026-03-08T12:00:00.000Z'
  expect(movementBar({ from, until: week, attempts: 1_204 }, '2026-03-04T12:00:00.000Z')).toBe(`${'█'.repeat(10)}▎${' '.repeat(13)}  42 %  3.0 d of 7.0 d, 1,204 calls`)
  expect(movementBar({ from, until: '2026-03-01T12:00:10.000Z', attempts: 1 }, from)).toBe(`${' '.repeat(24)}   0 %  0 s of 10 s, 1 call`)
  expect(movementBar({ from, until: null, attempts: 0 }, '2026-03-01T14:00:00.000Z')).toBe('2.0 h moved, 0 calls')
})
