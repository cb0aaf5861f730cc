import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, visible, visibleJson, visibleLines, widthOf } from './text.ts'

/** All that a terminal obeys begins with one of these. */
const OBEYED = /[\u0000-\u001f\u007f-\u009f]/

test('what a terminal would obey is written out', () => {
  expect(visible('\x1b]0;owned\x07\x1b[2J')).toBe('\\x1b]0;owned\\x07\\x1b[2J')
  expect(visible('a\r\nb\tc')).toBe('a\\r\\nb\\tc')
  expect(visible('\u009b31m')).toBe('\\x9b31m')
  expect(visible('user\u202egnp.exe\u200b\ufeff')).toBe('user\\u202egnp.exe\\u200b\\ufeff')
  expect(visible('Zoë 木 🎉 \\n')).toBe('Zoë 木 🎉 \\n')
})

test('nothing of any text is obeyed, on one line or on several, and JSON keeps its value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = visibleJson([text])
      const shown = [visible(text), ...visibleLines(text), json.replaceAll('\n', '')]
      return !shown.some((line) => OBEYED.test(line)) && (JSON.parse(json) as string[])[0] === text
    }),
  )
})

test('lines stay lines', () => {
  expect(visibleLines('one\r\ntwo\n\nfour\x1b')).toEqual(['one', 'two', '', 'four\\x1b'])
})

test('wide characters count twice, accents not at all', () => {
  expect(widthOf('abc')).toBe(3)
  expect(widthOf('木曜日')).toBe(6)
  expect(widthOf('e\u0301t\u0301')).toBe(2)
  expect(widthOf('👩‍👩‍👧 ok')).toBe(5)
})

test('cut text keeps its ends or its beginning and never exceeds the width', () => {
  expect(cut('http://127.0.0.1:4482/demo', 13, 'middle')).toBe('http:/…2/demo')
  expect(cut('a long sentence', 7)).toBe('a long…')
  expect(cut('short', 5)).toBe('short')
  expect(cut('木曜日', 4)).toBe('木…')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), fc.constantFrom('end' as const, 'middle' as const), (text, width, where) => {
      expect(widthOf(cut(visible(text), width, where))).toBeLessThanOrEqual(width)
    }),
  )
})
