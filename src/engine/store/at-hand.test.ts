import { describe, expect, it } from 'vitest'
import { createAtHand } from './at-hand.ts'

const text = (row: number): string => `text of ${row}`.padEnd(100, '.')

describe('texts at hand', () => {
  it('are those that were used last, up to a size', () => {
    const atHand = createAtHand(1_000)
    for (let row = 1; row <= 100; row++) {
      atHand.put(row, text(row))
      expect(atHand.get(1), 'used all the time').toBe(text(1))
    }
    expect(atHand.get(100)).toBe(text(100))
    expect(atHand.get(50), 'long ago').toBeUndefined()
  })

  it('hold nothing that would drive out all the others', () => {
    const atHand = createAtHand(1_000)
    atHand.put(1, text(1))
    atHand.put(2, 'x'.repeat(999))
    expect([atHand.get(1), atHand.get(2)]).toEqual([text(1), undefined])
  })

  it('are not those of a row that is gone, wherever it was remembered', () => {
    const atHand = createAtHand(1_000)
    for (let row = 1; row <= 6; row++) atHand.put(row, text(row))
    for (const row of [1, 6]) atHand.forget(row)
    expect([atHand.get(1), atHand.get(6), atHand.get(5)]).toEqual([undefined, undefined, text(5)])
    atHand.clear()
    expect(atHand.get(5)).toBeUndefined()
  })
})
