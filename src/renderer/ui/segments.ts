/** Where two texts differ: what both begin with, what both end with, and what is between. */
export interface Segments {
  readonly before: string
  readonly a: string
  readonly b: string
  readonly after: string
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00

export function segmentsOf(a: string, b: string): Segments {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start++
  // Never half a character.
  if (start > 0 && (isLowSurrogate(a, start) || isLowSurrogate(b, start))) start--
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  if (end > 0 && isLowSurrogate(a, a.length - end)) end--
  return { before: a.slice(0, start), a: a.slice(start, a.length - end), b: b.slice(start, b.length - end), after: a.slice(a.length - end) }
}

/** Characters of an equal stretch that are kept next to the difference. */
const KEPT = 48

/** An equal stretch without its middle or its far end; `left`: characters that are not shown. */
export function shortened(text: string, keep: 'start' | 'end'): { readonly text: string; readonly left: number } {
  if (text.length <= 2 * KEPT) return { text, left: 0 }
  return { text: keep === 'end' ? text.slice(-KEPT) : text.slice(0, KEPT), left: text.length - KEPT }
}
