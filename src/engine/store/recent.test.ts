import { describe, expect, it } from 'vitest'
import { createRecent, markOf } from './recent.ts'

/** `createRecent` as one that is asked for texts. */
function createTexts(most: number) {
  const recent = createRecent(most)
  return {
    add: (text: string, id: number): void => recent.add(markOf(Buffer.from(text)), id, Buffer.from(text)),
    find: (text: string): number | undefined => recent.find(markOf(Buffer.from(text)))?.id,
    forget: recent.forget,
    clear: recent.clear,
  }
}

describe('the rows used last', () => {
  it('are found by their mark, the latest half of them for certain, and never more than it holds', () => {
    const recent = createTexts(10)
    for (let id = 1; id <= 100; id++) recent.add(`digest ${id}`, id)
    const found = Array.from({ length: 100 }, (_, i) => recent.find(`digest ${i + 1}`)).filter((id) => id !== undefined)
    expect(found.length).toBeLessThanOrEqual(10)
    expect(found).toEqual(expect.arrayContaining([96, 97, 98, 99, 100]))
  })

  it('keep what is used again, however many others come in between', () => {
    const recent = createTexts(10)
    recent.add('often', 1)
    for (let id = 2; id <= 100; id++) {
      recent.add(`once ${id}`, id)
      expect(recent.find('often')).toBe(1)
    }
  })

  it('forget a row that is gone, also one that was used again', () => {
    const recent = createTexts(6)
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
    const recent = createTexts(4)
    for (const [digest, id] of [['a', 1], ['b', 2], ['c', 3]] as const) recent.add(digest, id)
    recent.clear()
    expect(['a', 'b', 'c'].map(recent.find)).toEqual([undefined, undefined, undefined])
  })

  it('have their bytes at hand where these are few, in memory of their own', () => {
    const recent = createRecent(4)
    const few = Buffer.from('ok')
    recent.add(markOf(few), 1, few)
    recent.add(markOf(Buffer.alloc(1_000)), 2, Buffer.alloc(1_000))
    few.fill(0)
    expect(recent.find(markOf(Buffer.from('ok')))?.bytes?.toString()).toBe('ok')
    expect(recent.find(markOf(Buffer.alloc(1_000)))).toEqual({ id: 2, bytes: null })
  })

  it('have a mark that follows from their bytes and their length', () => {
    expect(markOf(Buffer.from('same'))).toBe(markOf(new Uint8Array(Buffer.from('same'))))
    expect(new Set(['', 'a', 'b', 'ab', 'ba', '\0', '\0\0'].map((text) => markOf(Buffer.from(text)))).size).toBe(7)
  })
})
