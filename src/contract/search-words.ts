/** How a text that was typed to search for is understood; the same in the search index and in the page, which judges what comes by the feed. */

export interface SearchWord {
  readonly word: string
  /** It may be the beginning of a longer one. */
  readonly beginning: boolean
}

/** Letters and digits of any script: what the index takes for a word (FTS5's `unicode61`). */
const WORD = /[\p{L}\p{N}\p{Co}]+/gu
/** A shorter beginning would match nearly everything. */
const BEGINNING_CHARS = 2

const wordsOf = (text: string): string[] => text.match(WORD) ?? []

/** Without case and diacritics. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** All of them have to be there; the last one may be the beginning of a word, as long as nothing was typed after it. */
export function searchWords(text: string): SearchWord[] {
  const words = wordsOf(text)
  const open = /[\p{L}\p{N}\p{Co}]$/u.test(text)
  return words.map((word, i) => ({ word, beginning: open && i === words.length - 1 && word.length >= BEGINNING_CHARS }))
}

/** Whether all of them are in a text. Nothing is in none: a search for no words finds nothing. */
export function hasWords(words: readonly SearchWord[], text: string): boolean {
  const there = wordsOf(folded(text))
  return words.length > 0 && words.every(({ word, beginning }) => {
    const sought = folded(word)
    return there.some((one) => (beginning ? one.startsWith(sought) : one === sought))
  })
}
