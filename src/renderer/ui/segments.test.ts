import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segmentsOf, shortened } from './segments.ts'

test('what both have and what differs make up both texts again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.string(), (shared, a, b) => {
      const found = segmentsOf(shared + a + shared, shared + b + shared)
      expect([found.before + found.a + found.after, found.before + found.b + found.after]).toEqual([shared + a + shared, shared + b + shared])
      for (const part of Object.values(found)) expect((part as string).isWellFormed()).toBe((shared + a + b).isWellFormed())
    }),
  )
})

test('a long equal stretch is shown next to the difference alone', () => {
  expect(shortened('x'.repeat(96), 'end')).toEqual({ text: 'x'.repeat(96), left: 0 })
  expect(shortened(`${'x'.repeat(500)}end`, 'end')).toEqual({ text: `${'x'.repeat(45)}end`, left: 455 })
  expect(shortened(`start${'x'.repeat(500)}`, 'start')).toEqual({ text: `start${'x'.repeat(43)}`, left: 457 })
})
