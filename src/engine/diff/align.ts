/** Which items of two lists are the same ones: the least that has to be removed and added, found by the `diff` package. */
import { diffArrays } from 'diff'
import { MOST_EDITS } from './bounds.ts'

/** Positions in both lists; null where one has nothing there. In order on both sides. */
export type Pair = readonly [a: number, b: number] | readonly [a: number, b: null] | readonly [a: null, b: number]

/** @param a items that are equal when `===` says so. */
export function align(a: readonly (string | number)[], b: readonly (string | number)[]): Pair[] {
  let before = 0
  while (before < a.length && before < b.length && a[before] === b[before]) before++
  let after = 0
  while (after < a.length - before && after < b.length - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after++
  const pairs: Pair[] = []
  for (let at = 0; at < before; at++) pairs.push([at, at])
  let atA = before
  let atB = before
  const middle = { a: a.slice(before, a.length - after), b: b.slice(before, b.length - after) }
  const parts = diffArrays(middle.a, middle.b, { maxEditLength: MOST_EDITS }) ?? [
    { count: middle.a.length, removed: true, added: false },
    { count: middle.b.length, removed: false, added: true },
  ]
  for (const { count, removed, added } of parts) {
    for (let n = 0; n < count; n++) {
      if (removed) pairs.push([atA++, null])
      else if (added) pairs.push([null, atB++])
      else pairs.push([atA++, atB++])
    }
  }
  for (let n = 0; n < after; n++) pairs.push([atA++, atB++])
  return pairs
}

/** The same, with what was removed and what was added at one place side by side: the first with the first, as far as they go. */
export function alignChanged(a: readonly (string | number)[], b: readonly (string | number)[]): Pair[] {
  const pairs: Pair[] = []
  let removed: number[] = []
  let added: number[] = []
  const flush = (): void => {
    for (let n = 0; n < Math.max(removed.length, added.length); n++) pairs.push([removed[n] ?? null, added[n] ?? null] as Pair)
    removed = []
    added = []
  }
  for (const pair of align(a, b)) {
    if (pair[0] !== null && pair[1] !== null) {
      flush()
      pairs.push(pair)
    } else if (pair[0] !== null) removed.push(pair[0])
    else added.push(pair[1])
  }
  flush()
  return pairs
}
