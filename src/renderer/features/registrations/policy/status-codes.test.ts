import { expect, test } from 'vitest'
import { codesOf, codesText } from './status-codes.ts'

test('neighbours are drawn together, pairs are not', () => {
  expect([[], [204], [102, 200, 201, 202, 204], [201, 200], [500, 501, 502]].map(codesText)).toEqual(['', '204', '102, 200-202, 204', '200, 201', '500-502'])
})

test('what is written is read back', () => {
  for (const codes of [[], [204], [102, 200, 201, 202, 204], Array.from({ length: 500 }, (_, n) => n + 100)]) expect(codesOf(codesText(codes))).toEqual(codes)
})

test('ranges, classes and any separator are read, each status once', () => {
  expect(codesOf(' 204 200-202,201; 200 – 201')).toEqual([200, 201, 202, 204])
  expect(codesOf('4xx')).toHaveLength(100)
  expect(codesOf('5XX')?.at(-1)).toBe(599)
})

test('anything else is refused', () => {
  for (const text of ['ok', '20', '2000', '204-200', '6xx', '200,x', '-200']) expect(codesOf(text), text).toBeUndefined()
})
