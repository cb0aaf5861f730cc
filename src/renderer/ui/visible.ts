/** A piece of text from the wire: as it is, or a character that cannot be seen, by name. */
export type Piece = { readonly text: string } | { readonly hidden: string; readonly name: string }

/**
 * Cuts text into pieces so that nothing in it is invisible. Control characters, unseen ones of Unicode and those that turn the reading
 * direction are named: left as they are they could hide or reorder what a reader sees. Line feeds and tabs stay when `lines`.
 */
export function pieces(text: string, lines = true): Piece[] {
  const out: Piece[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isHidden(code, lines)) continue
    if (at > from) out.push({ text: text.slice(from, at) })
    out.push({ hidden: symbolOf(code), name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}` })
    // A carriage return that ends a line is shown, and the line still ends.
    from = at + 1
  }
  if (from < text.length) out.push({ text: text.slice(from) })
  return out
}

function isHidden(code: number, lines: boolean): boolean {
  if (code < 0x20) return !(lines && (code === 0x0a || code === 0x09))
  if (code < 0x7f) return false
  return (
    code <= 0x9f ||
    code === 0xad ||
    code === 0x61c ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff ||
    code === 0xfffd
  )
}

/** Unicode has pictures of the first 33 and of delete. */
function symbolOf(code: number): string {
  if (code <= 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return code === 0xfffd ? 'bad byte' : `U+${code.toString(16).toUpperCase()}`
}
