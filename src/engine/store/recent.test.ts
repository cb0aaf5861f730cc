import { describe, expect, it } from 'vitest'
import { createRecent } from './recent.ts'

describe('the rows used last', () => {
  it('are found by their digest, the latest half of them for certain, and never more than it holds', () => {
    const recent = createRecent(10)
    for (let id = 1; id <= 100; id++) recent.add(`digest ${id}`, id)
    const found = Array.from({ length: 100 }, (_, i) => recent.find(`digest ${i + 1}`)).filter((id) => id !== undefined)
    expect(found.length).toBeLessThanOrEqual(10)
    expect(found).toEqual(expect.arrayContaining([96, 97, 98, 99, 100]))
  })

  it('keep what is used again, however many others come in between', () => {
    const recent = createRecent(10)
    recent.add('often', 1)
    for (let id = 2; id <= 100; id++) {
      recent.add(`once ${id}`, id)
      expect(recent.find('often')).toBe(1)
    }
  })

  it('forget a row that is gone, also one that was used again', () => {
    const recent = createRecent(6)
    for (const [digest, id] of [['a', 1], ['b', 2], ['c', 3]] as const) recent.add(digest, id)
    expect(recent.find('a')).toBe(1)
    recent.forget(1)
    recent.forget(3)
    recent.forget(99)
    expect(['a', 'b', 'c'].map(recent.find)).toEqual([undefined, 2, undefined])
    recent.add('a', 4)
    expect(recent.find('a')).toBe(4)
  })

  it('know nothing after a transaction was taken back', () => {
    const recent = createRecent(4)
    for (const [digest, id] of [['a', 1], ['b', 2], ['c', 3]] as const) recent.add(digest, id)
    recent.clear()
    expect(['a', 'b', 'c'].map(recent.find)).toEqual([undefined, undefined, undefined])
  })
})
