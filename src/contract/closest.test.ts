import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test('the name that was meant comes first, whatever its case', () => {
  expect(closest('person.updatd', ['person.created', 'person.deleted', 'person.updated'])).toEqual(['person.updated', 'person.created', 'person.deleted'])
  expect(closest('PERSON.DELETED', ['person.created', 'person.deleted'], 1)).toEqual(['person.deleted'])
})

test('a name of any length is answered at once, and no names are no answer', () => {
  expect(closest('x'.repeat(1_000_000), ['a', 'b'], 1)).toHaveLength(1)
  expect(closest('', ['abc', 'a'])).toHaveLength(2)
  expect(closest('a', [])).toEqual([])
})
