import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf, hexRows, textOf } from './bytes.ts'
import { jsonTokens, prettyJson } from './json-tokens.ts'
import { filled } from './snippet.tsx'
import { pieces } from './visible.ts'

/** Tests run under Node, the page does not: Node's types stay out of this project. */
declare const process: { getBuiltinModule(name: 'node:child_process'): { execFileSync(file: string, args: string[], options: { encoding: 'utf8' }): string } }
const { execFileSync } = process.getBuiltinModule('node:child_process')

test('nothing that cannot be seen stays unseen', () => {
  expect(pieces('a\u0007b\r\n\tc\u202Ed\u0000', true)).toEqual([
    { text: 'a' },
    { hidden: '\u2407', name: 'U+0007' },
    { text: 'b' },
    { hidden: '\u240D', name: 'U+000D' },
    { text: '\n\tc' },
    { hidden: 'U+202E', name: 'U+202E' },
    { text: 'd' },
    { hidden: '\u2400', name: 'U+0000' },
  ])
  expect(pieces('a\nb', false)[1]).toEqual({ hidden: '\u240A', name: 'U+000A' })
})

test('bytes that are no text are shown as such, and byte by byte', () => {
  const bytes = bytesOf(btoa('\xff\x00<b>'))
  expect(textOf(bytes)).toBe('\uFFFD\0<b>')
  expect(hexRows(bytes)).toEqual([{ offset: '000000', hex: 'ff 00 3c 62 3e'.padEnd(48), text: '··<b>' }])
})

test('indenting changes nothing but the space between', () => {
  expect(prettyJson('{"id":12345678901234567890,"a":[],"b":[1.0,{}],"é":"\\u0041 , }"}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "a": [],\n  "b": [\n    1.0,\n    {}\n  ],\n  "é": "\\u0041 , }"\n}',
  )
  expect(prettyJson('{"a":1')).toBeNull()
  fc.assert(fc.property(fc.json(), (text) => void expect(JSON.parse(prettyJson(text) ?? '')).toEqual(JSON.parse(text))))
})

test('colouring loses no character, of JSON or of anything else', () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void expect(jsonTokens(text).map((token) => token.text).join('')).toBe(text)))
  expect(jsonTokens('{"a": "b", "c": 1}').filter(({ kind }) => kind !== 'plain')).toEqual([
    { kind: 'key', text: '"a"' },
    { kind: 'string', text: '"b"' },
    { kind: 'key', text: '"c"' },
    { kind: 'number', text: '1' },
  ])
})

test('a secret stays one string in the language it is put into', () => {
  const secret = `a'b"c\\d`
  expect(filled(`const key = '{secret}' // {url}`, 'javascript', { secret })).toBe(`const key = 'a\\'b\\"c\\\\d' // {url}`)
  expect(execFileSync('node', ['-e', filled(`process.stdout.write('{secret}')`, 'javascript', { secret })], { encoding: 'utf8' })).toBe(secret)
  expect(execFileSync('bash', ['-c', filled(`printf %s '{secret}'`, 'shell', { secret })], { encoding: 'utf8' })).toBe(secret)
})
