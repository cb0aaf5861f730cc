/**
 * Finds the parts of a JSON text without building it, so that a file with a hundred thousand entries is read one entry at a time, and one
 * that was cut off is read up to there. It looks at brackets and strings only: each part is parsed, and so checked, by who takes it.
 */
export interface Part {
  /** Name of the member; null for an element of an array. */
  readonly key: string | null
  /** Bytes from `start` to before `end`. */
  readonly start: number
  readonly end: number
  /** The text ends before the part does. */
  readonly cut: boolean
}

/** The text is no JSON at this byte. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Deeper ones are no captures: a parser would need more memory for the brackets than there is. */
const DEEPEST = 200
const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d]

export const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** The first byte at or after `at` that is no white space. */
export function skipSpace(bytes: Buffer, at: number): number {
  while (isSpace(bytes[at])) at++
  return at
}

/** After the string that begins at `at`; -1: the text ends in it. */
function endOfString(bytes: Buffer, at: number): number {
  for (let from = at + 1; ; ) {
    const quote = bytes.indexOf(QUOTE, from)
    if (quote < 0) return -1
    let slashes = 0
    while (bytes[quote - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return quote + 1
    from = quote + 1
  }
}

/** After the value that begins at `at`; -1: the text ends in it. @throws `JsonFault` when it is nested too deeply. */
export function endOfValue(bytes: Buffer, at: number): number {
  const first = bytes[at]
  if (first === QUOTE) return endOfString(bytes, at)
  if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
    let end = at
    while (end < bytes.length && ![COMMA, CLOSE_LIST, CLOSE_OBJECT].includes(bytes[end] ?? 0) && !isSpace(bytes[end])) end++
    return end
  }
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = endOfString(bytes, i) - 1
      if (i < 0) return -1
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++depth > DEEPEST) throw new JsonFault(`it is nested more than ${DEEPEST} levels deep`, i)
    } else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --depth === 0) return i + 1
  }
  return -1
}

/** An entry of that many values takes more memory than any capture. */
const MOST_VALUES = 200_000

/** One value, parsed. @throws `JsonFault` for what would take too much memory, `SyntaxError`. */
export function parsed(bytes: Buffer): unknown {
  endOfValue(bytes, skipSpace(bytes, 0))
  let values = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = endOfString(bytes, i) - 1
      if (i < 0) break
    } else if ((byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) && ++values > MOST_VALUES) throw new JsonFault(`it has more than ${MOST_VALUES} values`, i)
  }
  return JSON.parse(bytes.toString())
}

/** The members or elements of the object or array that begins at `at`, in order. @throws `JsonFault`, after those before it. */
export function* parts(bytes: Buffer, at: number): Generator<Part, void> {
  const isList = bytes[at] === OPEN_LIST
  const close = isList ? CLOSE_LIST : CLOSE_OBJECT
  let next = skipSpace(bytes, at + 1)
  if (bytes[next] === close) return
  for (;;) {
    let key: string | null = null
    if (!isList) {
      if (next >= bytes.length) throw new JsonFault('it ends in the middle of an object', next)
      if (bytes[next] !== QUOTE) throw new JsonFault('a name in quotes is missing', next)
      const end = endOfString(bytes, next)
      if (end < 0) throw new JsonFault('it ends in the middle of a name', next)
      key = nameOf(bytes.toString('utf8', next, end), next)
      next = skipSpace(bytes, end)
      if (bytes[next] !== COLON) throw new JsonFault('a colon is missing', next)
      next = skipSpace(bytes, next + 1)
    }
    if (next >= bytes.length) throw new JsonFault('it ends where a value should be', next)
    const end = endOfValue(bytes, next)
    yield { key, start: next, end: end < 0 ? bytes.length : end, cut: end < 0 }
    if (end < 0) return
    next = skipSpace(bytes, end)
    if (bytes[next] === close) return
    if (next >= bytes.length) throw new JsonFault('it ends in the middle', next)
    if (bytes[next] !== COMMA) throw new JsonFault('a comma is missing', next)
    next = skipSpace(bytes, next + 1)
  }
}

function nameOf(text: string, at: number): string {
  try {
    return JSON.parse(text) as string
  } catch {
    throw new JsonFault('a name is no string', at)
  }
}

/** The value at a path of member names; undefined: there is none, as far as the text can be read. The last of equal names counts, as for `JSON.parse`. */
export function find(bytes: Buffer, path: readonly string[]): Part | undefined {
  const start = skipSpace(bytes, 0)
  let at: Part = { key: null, start, end: bytes.length, cut: false }
  for (const name of path) {
    if (bytes[at.start] !== OPEN_OBJECT) return undefined
    let found: Part | undefined
    try {
      for (const part of parts(bytes, at.start)) if (part.key === name) found = part
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
    }
    if (!found) return undefined
    at = found
  }
  return at
}

/** Line of a byte, from 1. */
export function lineOf(bytes: Buffer, at: number): number {
  let line = 1
  for (let i = bytes.indexOf(0x0a); i >= 0 && i < at; i = bytes.indexOf(0x0a, i + 1)) line++
  return line
}
