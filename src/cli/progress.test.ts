import { expect, test } from 'vitest'
import { progressBar } from './progress.ts'

test('a bar is as full as the work is done, and as long as it is not', () => {
  expect(progressBar(0, 10_000)).toBe(`${' '.repeat(24)}   0 %  0 of 10,000`)
  expect(progressBar(4_300, 10_000, 11_200)).toBe(`${'█'.repeat(10)}▎${' '.repeat(13)}  43 %  4,300 of 10,000, 12 s left`)
  expect(progressBar(10_000, 10_000, 0)).toBe(`${'█'.repeat(24)} 100 %  10,000 of 10,000`)
  expect(progressBar(12, 10), 'more than there was at first').toContain(`${'█'.repeat(24)} 100 %`)
  expect(progressBar(0, 0)).toContain('  0 %  0 of 0')
  expect(progressBar(1, 3, 600_000)).toContain(', 10 min left')
  expect(progressBar(1, 3, 36_000_000)).toContain(', 10.0 h left')
})
