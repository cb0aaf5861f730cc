import { expect, test } from 'vitest'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { LiveChange } from '#contract/live.ts'
import type { Entity } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { applyChanges } from './apply-changes.ts'
import type { Numbered, Truth } from './apply-changes.ts'
import { withAll } from './collection.ts'
import { noList, nothingTold } from './store.ts'

const registration = (id: string, seq: number, url = 'http://a'): Registration => ({ id, seq, url, provider: 'p', account: '1', settings: {}, policy: null, enabled: true, differences: [], facts: [], createdAt: '', updatedAt: '' })
const delivery = (id: string, seq: number) => ({ id, seq, status: 'queued' }) as DeliverySummary
const put = (item: Registration, seq = item.seq): Numbered => ({ seq, change: { kind: 'registration', op: 'put', id: item.id, item } })
const truth = (): Truth => nothingTold()
const open = { ...noList<'delivery'>(), key: 'all', placing: { belongs: () => true, place: 'newest' as const } }

test('each kind reaches its own part, and only an open list takes its items', () => {
  const batch: Numbered[] = [put(registration('reg_1', 5)), { seq: 6, change: { kind: 'delivery', op: 'put', id: 'dlv_1', item: delivery('dlv_1', 6) } }]
  const closed = applyChanges(truth(), batch)
  expect([...closed.registrations.items.keys()]).toEqual(['reg_1'])
  expect(closed.lists.delivery.list.ids).toEqual([])
  const opened = applyChanges({ ...truth(), lists: { ...truth().lists, delivery: open } }, batch)
  expect(opened.lists.delivery.list.ids).toEqual(['dlv_1'])
})

test('a deletion beats the copy it came after and loses to a later one', () => {
  const deleted: LiveChange = { kind: 'registration', op: 'delete', id: 'reg_1' }
  const after = applyChanges(applyChanges(truth(), [put(registration('reg_1', 5))]), [{ seq: 7, change: deleted }])
  expect(after.registrations.items.size).toBe(0)
  expect(applyChanges(after, [put(registration('reg_1', 6))]).registrations.items.size).toBe(0)
  expect(applyChanges(after, [put(registration('reg_1', 8))]).registrations.items.size).toBe(1)
})

test('reading everything anew keeps what the feed told later, and drops what is no more', () => {
  const told = applyChanges(truth(), [put(registration('reg_1', 3)), put(registration('reg_2', 9, 'http://new')), put(registration('reg_3', 12))])
  const read = withAll(told.registrations, [registration('reg_2', 8)], 10)
  expect([...read.items].map(([id, { url }]) => [id, url])).toEqual([['reg_2', 'http://new'], ['reg_3', 'http://a']])
})

test('changes that come while a page is on its way are kept for it, and else not', () => {
  const meanwhile = (loading: 'first' | 'next' | null) =>
    applyChanges({ ...truth(), lists: { ...truth().lists, delivery: { ...open, loading } } }, [
      { seq: 4, change: { kind: 'delivery', op: 'put', id: 'dlv_9', item: delivery('dlv_9', 4) } },
    ]).lists.delivery.meanwhile
  expect([meanwhile('first').length, meanwhile('next').length, meanwhile(null).length]).toEqual([1, 1, 0])
})

test('entities of two providers with one id are two', () => {
  const entity = (provider: string): Entity => ({ provider, kind: 'person', id: '1', seq: 2, title: provider, data: {}, updatedAt: '' })
  const entities = { ...noList<'entity'>(), key: 'all', placing: { belongs: () => true, place: 'newest' as const } }
  const after = applyChanges(
    { ...truth(), lists: { ...truth().lists, entity: entities } },
    ['a', 'b'].map((p) => ({ seq: 2, change: { kind: 'entity', op: 'put', id: `${p}/person/1`, item: entity(p) } })),
  )
  expect([...after.lists.entity.list.items.values()].map(({ id, entityId }) => [id, entityId]).sort()).toEqual([['a/person/1', '1'], ['b/person/1', '1']])
})
