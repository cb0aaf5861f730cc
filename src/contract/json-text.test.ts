import { expect, test, vi } from 'vitest'
import fc from 'fast-check'
import { jsonText, parseJson } from './json-text.ts'

test.each(['9007199254740993', '-9007199254740993', '9223372036854775807', '18446744073709551616', '9007199254740991', '-0', '1.5', '0', '123456789012345678901234567890'])('%s keeps its digits, wherever it stands', (digits) => {
  for (const text of [digits, `[${digits}]`, `{"a":{"b":[1,${digits},"${digits}"]}}`]) expect(jsonText(parseJson(text) as object)).toBe(text === '-0' ? '0' : text.replace(/-0\b/, '0'))
})

test('only what a number cannot hold is anything but a number', () => {
  expect(parseJson('[9007199254740991,9007199254740992,-9007199254740992,12345678901234567.5,1e300]')).toEqual([9007199254740991, 9007199254740992n, -9007199254740992n, 12345678901234568, 1e300])
  expect(parseJson(`"9007199254740993"`)).toBe('9007199254740993')
  expect(typeof parseJson('9'.repeat(101))).toBe('number')
})

test('digits in a text cost nothing: a message id of many is no number', () => {
  const read = vi.spyOn(JSON, 'parse')
  parseJson('{"messageId":"2070443601311540","took":0.1234567890123456}')
  expect(read).toHaveBeenLastCalledWith(expect.any(String))
  for (const text of ['9007199254740993', '[-9007199254740993]', '[1, 9007199254740993]', '{"id":\t9007199254740993}']) {
    parseJson(text)
    expect(read, text).toHaveBeenLastCalledWith(text, expect.any(Function))
  }
  read.mockRestore()
})

test('everything else is as JSON has it', () => {
  fc.assert(fc.property(fc.json(), (text) => void expect(jsonText(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)))))
  fc.assert(fc.property(fc.bigInt(), (value) => void expect(jsonText({ value })).toBe(`{"value":${value}}`)))
  expect(jsonText({ a: undefined, b: [1] }, 2)).toBe('{\n  "b": [\n    1\n  ]\n}')
  expect(() => parseJson('{"a":')).toThrow(SyntaxError)
})
