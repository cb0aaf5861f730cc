import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HELD_MAX, byNewest, emptyList, heldText, withChanges, withFirstPage, withNextPage } from './live-list.ts'
import type { Change, LiveList, Placing } from './live-list.ts'

interface Thing {
  readonly id: string
  readonly seq: number
  readonly shown?: boolean
}
const thing = (n: number, seq: number, shown = true): Thing => ({ id: `dlv_${n}`, seq, shown })
const put = (item: Thing): Change<Thing> => ({ op: 'put', item })
const gone = (n: number, seq: number): Change<Thing> => ({ op: 'delete', id: `dlv_${n}`, seq })
const following: Placing<Thing> = { belongs: (item) => item.shown !== false, place: 'newest', holding: false }
const page = (items: Thing[], nextCursor: string | null = null) => ({ items, nextCursor })
const first = (...items: Thing[]): LiveList<Thing> => withFirstPage(emptyList(), page(items))
const numbers = (list: LiveList<Thing>) => list.ids.map((id) => Number(id.slice(4)))

test('of two copies the one with the larger seq wins, whichever came first', () => {
  const late = withChanges(first(thing(1, 9)), [put(thing(1, 5))], following)
  expect(late.items.get('dlv_1')?.seq).toBe(9)
  expect(withChanges(late, [put(thing(1, 10))], following).items.get('dlv_1')?.seq).toBe(10)
  expect(withFirstPage(late, page([thing(1, 4)])).items.get('dlv_1')?.seq).toBe(9)
})

test('unknown items go where their id puts them, and what concerns nothing here changes nothing', () => {
  const list = first(thing(12, 1), thing(9, 1))
  expect(numbers(withChanges(list, [put(thing(100, 3)), put(thing(10, 2)), put(thing(13, 4))], following))).toEqual([100, 13, 12, 10, 9])
  expect(withChanges(list, [put(thing(12, 1))], following)).toBe(list)
  expect(withChanges(list, [put(thing(14, 2, false))], following)).toBe(list)
})

test('while the reader holds the list, newer ones are counted and not shown', () => {
  const list = withChanges(first(thing(5, 1)), [put(thing(6, 2)), put(thing(7, 3)), put(thing(6, 4))], { ...following, holding: true })
  expect(numbers(list)).toEqual([5])
  expect([...list.held]).toEqual(['dlv_6', 'dlv_7'])
  expect(withChanges(list, [put(thing(7, 5, false))], { ...following, holding: true }).held.size).toBe(1)
  expect(withFirstPage(list, page([thing(7, 3), thing(6, 4), thing(5, 1)])).held.size).toBe(0)
})

test('of a flood above a held list no more is remembered than is shown of it', () => {
  let list = first(thing(1, 1))
  for (let batch = 0; batch < 30; batch++) list = withChanges(list, Array.from({ length: 100 }, (_, i) => put(thing(2 + batch * 100 + i, 2))), { ...following, holding: true })
  expect(list.held.size).toBe(HELD_MAX)
  expect(list.items.size).toBe(1)
  expect([heldText(12), heldText(HELD_MAX)]).toEqual(['12', '1,000+'])
})

test('what was read is not copied for changes of something else', () => {
  const list = first(thing(5, 1), thing(4, 1))
  const held = withChanges(list, [put(thing(6, 2))], { ...following, holding: true })
  expect(held.items).toBe(list.items)
  expect(held.ids).toBe(list.ids)
  expect(withChanges(held, [put(thing(4, 2))], { ...following, holding: true }).held).toBe(held.held)
})

test('what no longer matches the filter leaves, and what matches now comes in', () => {
  const list = withChanges(first(thing(3, 1), thing(1, 1)), [put(thing(3, 2, false)), put(thing(2, 3))], following)
  expect(numbers(list)).toEqual([2, 1])
})

test('what lies below the last page that was read is left to the pages to come', () => {
  const list = withFirstPage(emptyList<Thing>(), page([thing(9, 1), thing(8, 1)], 'more'))
  expect(withChanges(list, [put(thing(3, 2))], following)).toBe(list)
  expect(numbers(withNextPage(list, page([thing(7, 1), thing(3, 2)])))).toEqual([9, 8, 7, 3])
})

test('a deleted item leaves, and nothing is remembered of it', () => {
  const list = withChanges(first(thing(2, 1), thing(1, 1)), [gone(2, 5)], following)
  expect(numbers(list)).toEqual([1])
  expect(withChanges(list, [gone(2, 5), gone(7, 6)], following), 'one that is not in the list').toBe(list)
  expect(numbers(withChanges(list, [put(thing(2, 6))], following))).toEqual([2, 1])
})

test('an older page does not bring back what went while it was on its way', () => {
  const meanwhile = [gone(2, 5)]
  const list = withChanges(withFirstPage(emptyList<Thing>(), page([thing(4, 1), thing(3, 1)], 'more')), meanwhile, following)
  expect(numbers(withChanges(withNextPage(list, page([thing(2, 4), thing(1, 4)])), meanwhile, following))).toEqual([4, 3, 1])
})

test('a list in an order of its own only follows what it has read', () => {
  const known = { ...following, place: 'known' as const }
  const list = withChanges(first(thing(2, 1)), [put(thing(5, 2)), put(thing(2, 3))], known)
  expect(numbers(list)).toEqual([2])
  expect(list.items.get('dlv_2')?.seq).toBe(3)
})

test('however changes are cut into batches, the list comes out the same, in order and without doubles', () => {
  const change = fc.record({ n: fc.integer({ min: 1, max: 12 }), drop: fc.boolean(), shown: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (steps, size) => {
      const changes = steps.map(({ n, drop, shown }, at) => (drop ? gone(n, at + 2) : put(thing(n, at + 2, shown))))
      let batched = first(thing(6, 1))
      for (let from = 0; from < changes.length; from += size) batched = withChanges(batched, changes.slice(from, from + size), following)
      const whole = withChanges(first(thing(6, 1)), changes, following)
      expect(batched.ids).toEqual(whole.ids)
      expect([...batched.items].sort()).toEqual([...whole.items].sort())
      expect(whole.ids).toEqual([...new Set(whole.ids)].sort(byNewest))
    }),
  )
})
