import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import type { JsonObject } from '#contract/common.ts'
import type { Assignment } from './set-values.ts'
import { assign, collectAssignments } from './set-values.ts'

const set = (...texts: string[]): JsonObject => assign({}, texts.reduce<readonly Assignment[]>((before, text) => collectAssignments(text, before), []))

test('a value is JSON where it reads as JSON, else text', () => {
  expect(set('a=1', 'b="1"', 'c=Ann', 'd=true', 'e=null', 'f=[1,{"x":2}]', 'g=', 'h=a=b', 'i={oops')).toEqual({
    a: 1, b: '1', c: 'Ann', d: true, e: null, f: [1, { x: 2 }], g: '', h: 'a=b', i: '{oops',
  })
})

test('dots reach into objects, and make them where there are none', () => {
  expect(set('address.city=Oslo', 'address.zip="0150"', 'name=x', 'name.first=Ann', 'a\\.b.c=1')).toEqual({
    address: { city: 'Oslo', zip: '0150' },
    name: { first: 'Ann' },
    'a.b': { c: 1 },
  })
})

test('it goes over what is there, an array by index, and leaves the given object alone', () => {
  const data: JsonObject = { list: [{ id: 1 }, { id: 2 }], kept: true }
  expect(assign(data, collectAssignments('list.1.id=3'))).toEqual({ list: [{ id: 1 }, { id: 3 }], kept: true })
  expect(assign(data, collectAssignments('list.2=x')).list).toEqual([{ id: 1 }, { id: 2 }, 'x'])
  expect(data).toEqual({ list: [{ id: 1 }, { id: 2 }], kept: true })
  expect(() => assign(data, collectAssignments('list.9=x'))).toThrow('"9" is no place in a list of 2')
  expect(() => assign(data, collectAssignments('list.name=x'))).toThrow('"name" is no place in a list of 2')
})

test('__proto__ is a name like any other', () => {
  const made = set('__proto__.polluted=1', 'constructor.prototype.polluted=1')
  expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('what cannot be meant is refused', () => {
  for (const text of ['name', '=x', '.a=1', 'a..b=1']) expect(() => collectAssignments(text), text).toThrow(InvalidArgumentError)
  expect(set('id=20704436013115401', 'text="20704436013115401"', 'big=9007199254740991')).toEqual({ id: 20704436013115401n, text: '20704436013115401', big: 9_007_199_254_740_991 })
})
