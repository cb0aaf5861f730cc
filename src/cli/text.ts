/**
 * Text from outside on its way to a terminal. Received requests, answers and error messages are hostile: a terminal obeys control
 * sequences in them, so that nothing from outside is printed before it went through `visible`.
 */
import { jsonText } from '#contract/json-text.ts'

/** C0 and C1 controls, DEL, line and paragraph separators, direction marks and overrides, zero-width characters, the byte order mark. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** One line in which every character that a terminal would act on, or not show, is written as an escape. */
export function visible(text: string): string {
  return text.toWellFormed().replace(UNSAFE, (char) => {
    const code = char.charCodeAt(0)
    return SHORT[char] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  })
}

/** The same for text of several lines: its line breaks stay. */
export function visibleLines(text: string): string[] {
  return text.split(/\r?\n/).map(visible)
}

/** Indented JSON of the same value as plain JSON, without a raw character that a terminal acts on (JSON itself allows 8-bit controls). */
export function visibleJson(value: unknown): string {
  return jsonText(value, 2).replace(UNSAFE, (char) => (char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`))
}

/** The same on one line. */
export function visibleJsonLine(value: unknown): string {
  return jsonText(value).replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const segmenter = new Intl.Segmenter()
const WIDE = /^\p{Emoji_Presentation}|^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const PLAIN = /^[\x20-\x7e]*$/

const widthOfOne = (segment: string): number => (WIDE.test(segment) ? 2 : 1)

/** Columns that visible text takes in a terminal: East Asian characters and emoji take two. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += widthOfOne(segment)
  return width
}

/** At most `width` columns of visible text, with an ellipsis where something was left out: at the end, or in the middle. */
export function cut(text: string, width: number, where: 'end' | 'middle' = 'end'): string {
  if (widthOf(text) <= width) return text
  if (width <= 1) return width === 1 ? '…' : ''
  const segments = [...segmenter.segment(text)].map((s) => s.segment)
  const tail = where === 'middle' ? Math.floor((width - 1) / 2) : 0
  return `${take(segments, width - 1 - tail).join('')}…${take(segments.reverse(), tail).reverse().join('')}`
}

function take(segments: readonly string[], width: number): string[] {
  const taken: string[] = []
  let left = width
  for (const segment of segments) {
    left -= widthOfOne(segment)
    if (left < 0) break
    taken.push(segment)
  }
  return taken
}
