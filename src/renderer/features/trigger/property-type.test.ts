import { expect, test } from 'vitest'
import { jsonOf, kindOf, numberOf, objectOf, textOfData } from './property-type.ts'

test('the value decides, and the type where there is no value', () => {
  expect(kindOf('string', 4)).toEqual({ kind: 'number' })
  expect(kindOf('number', undefined)).toEqual({ kind: 'number' })
  expect(kindOf('Int32', null)).toEqual({ kind: 'number' })
  expect(kindOf('Boolean', undefined)).toEqual({ kind: 'boolean' })
  expect(kindOf('ISO time', undefined)).toEqual({ kind: 'text' })
  expect(kindOf('{a, b}', undefined)).toEqual({ kind: 'json' })
  expect(kindOf('{a, b}', { a: 1 })).toEqual({ kind: 'group' })
  expect(kindOf('string', [1])).toEqual({ kind: 'json' })
})

test('words with bars between are a choice that keeps a value outside of it', () => {
  expect(kindOf('Female | Male', 'Male')).toEqual({ kind: 'choice', options: ['Female', 'Male'] })
  expect(kindOf('Female | Male', 'Other')).toEqual({ kind: 'choice', options: ['Female', 'Male', 'Other'] })
  expect(kindOf('Female | Male', '')).toEqual({ kind: 'choice', options: ['Female', 'Male'] })
  expect(kindOf('Female | Male', 3)).toEqual({ kind: 'number' })
})

test('whole numbers keep their digits, from a line of input to the text and back', () => {
  expect([numberOf(''), numberOf('-'), numberOf('12.5'), numberOf('9007199254740991'), numberOf('9007199254740993')]).toEqual([null, undefined, 12.5, 9007199254740991, 9007199254740993n])
  const text = '{\n  "PersonId": 9007199254740993\n}'
  expect(textOfData(objectOf(text) ?? {})).toBe(text)
  expect(kindOf('System.Int64', 9007199254740993n)).toEqual({ kind: 'number' })
})

test('only an object is data', () => {
  expect(objectOf('{"a":1}')).toEqual({ a: 1 })
  for (const text of ['', '[1]', 'null', '{"a":']) expect(objectOf(text)).toBeNull()
  expect(jsonOf('{"a":')).toBeUndefined()
  expect(jsonOf(' ')).toEqual({ value: null })
})
