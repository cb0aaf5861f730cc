import { expect, test } from 'vitest'
import type { Trigger } from '#contract/provider.ts'
import { treeRows } from './trigger-tree.ts'

const trigger = (name: string, parent: string | null = null, description = ''): Trigger => ({ name, parent, title: name.toUpperCase(), description, properties: [], source: 'documented' })
const catalogue = [trigger('offer'), trigger('order'), trigger('order.paid', 'order', 'money came'), trigger('order.sent', 'order'), trigger('order.sent.late', 'order.sent')]
const drawn = (query: string, ...closed: string[]) => treeRows(catalogue, query, new Set(closed)).map(({ trigger: { name }, depth }) => `${' '.repeat(depth)}${name}`)

test('children follow their parent, whatever the order in the catalogue', () => {
  const shuffled = [...catalogue].reverse()
  expect(treeRows(shuffled, '', new Set()).map(({ trigger: { name } }) => name)).toEqual(['order', 'order.sent', 'order.sent.late', 'order.paid', 'offer'])
  expect(drawn('')).toEqual(['offer', 'order', ' order.paid', ' order.sent', '  order.sent.late'])
})

test('a closed parent hides what is below it and still counts it', () => {
  expect(drawn('', 'order')).toEqual(['offer', 'order'])
  expect(treeRows(catalogue, '', new Set(['order'])).map(({ below }) => below)).toEqual([0, 3])
})

test('a query finds by name, title and description, and keeps the way to what it found', () => {
  expect(drawn('late', 'order')).toEqual(['order', ' order.sent', '  order.sent.late'])
  expect(drawn('MONEY')).toEqual(['order', ' order.paid'])
  expect(drawn('nothing like it')).toEqual([])
})

test('a trigger whose parent is not there is a root, and a circle ends', () => {
  expect(treeRows([trigger('a', 'missing')], '', new Set()).map(({ depth }) => depth)).toEqual([0])
  expect(treeRows([trigger('a', 'b'), trigger('b', 'a')], '', new Set())).toEqual([])
})
