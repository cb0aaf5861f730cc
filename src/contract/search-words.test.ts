import { expect, test } from 'vitest'
import { hasWords, searchWords } from './search-words.ts'

const finds = (typed: string, text: string): boolean => hasWords(searchWords(typed), text)

test('every word must be there, in any order and case, with or without its accents', () => {
  expect(finds('HANSEN åse', 'Ase Hansen <ase.hansen@example.no>')).toBe(true)
  expect(finds('hansen berit', 'Åse Hansen')).toBe(false)
})

test('the word that is being typed may be the beginning of one, until something follows it', () => {
  expect([finds('han', 'Hansen'), finds('han ', 'Hansen'), finds('han åse', 'Åse Hansen')]).toEqual([true, false, false])
  expect(finds('h', 'Hansen'), 'one letter begins too much').toBe(false)
})

test('addresses and ids are words between what separates them', () => {
  expect(finds('ase.hansen@example.no', 'mail: ase.hansen@example.no')).toBe(true)
  expect(finds('127.0.0.1:3000', 'http://127.0.0.1:3000/hook')).toBe(true)
})

test('what has no word in it finds nothing', () => {
  expect([finds('', 'x'), finds('%_*"', 'x')]).toEqual([false, false])
})
