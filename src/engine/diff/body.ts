/** Two bodies: as JSON where both are, else as forms, text or bytes. Equality is decided by all bytes, the detail by the first of them. */
import type { BodyDiff, DiffRow, PathDiff } from '#contract/diff.ts'
import { EXAMINED_BYTES, MOST_LINES, MOST_PATHS } from './bounds.ts'
import { diffForms, formSpelling, readForm } from './form.ts'
import { diffJson, spellingOf } from './json.ts'
import { indented, readJson } from './json-tree.ts'
import { byteRows, lineRows } from './rows.ts'

export interface ComparedBody {
  /** What was kept of it. */
  readonly bytes: Buffer
  /** Bytes on the wire. */
  readonly size: number
  readonly isForm: boolean
}

/** What is found once the bytes are known to differ. */
interface Found {
  readonly kind: BodyDiff['kind']
  readonly rows: { readonly rows: DiffRow[]; readonly omitted: number }
  readonly paths?: PathDiff[]
  /** Given when the value is the same. */
  readonly spelling?: BodyDiff['spelling']
  readonly note?: string
}

export function diffBodies(a: ComparedBody, b: ComparedBody): BodyDiff {
  const notes = [a, b].flatMap(({ bytes, size }, at) => (bytes.length < size ? [`Of the ${at === 0 ? 'first' : 'second'} body, ${bytes.length} of ${size} bytes were kept.`] : []))
  const sizes = { a: a.size, b: b.size }
  const offset = firstDifference(a.bytes, b.bytes)
  if (offset === null && a.size === b.size) {
    const kind = a.size === 0 ? 'none' : kindOf(a, b)
    return { mark: 'same', kind, sizes, sameValue: true, spelling: [], firstDifference: null, paths: [], rows: [], notes }
  }
  const found = compare(a, b)
  const { rows, omitted } = found.rows
  const paths = found.paths ?? []
  if (found.note !== undefined) notes.push(found.note)
  if (Math.max(a.bytes.length, b.bytes.length) > EXAMINED_BYTES) notes.push(`Only the first ${EXAMINED_BYTES} bytes of each were compared in detail.`)
  if (omitted > 0) notes.push(`${omitted} more rows differ.`)
  if (paths.length > MOST_PATHS) notes.push(`${paths.length - MOST_PATHS} more paths differ.`)
  const hex = (bytes: Buffer): string => bytes.subarray(offset ?? 0, (offset ?? 0) + 16).toString('hex')
  return {
    mark: a.size === 0 ? 'added' : b.size === 0 ? 'removed' : 'changed',
    kind: found.kind,
    sizes,
    sameValue: found.spelling !== undefined,
    spelling: found.spelling ?? [],
    firstDifference: offset === null ? null : { offset, a: hex(a.bytes), b: hex(b.bytes) },
    paths: paths.slice(0, MOST_PATHS),
    rows,
    notes,
  }
}

/** Offset of the first byte that differs; null when there is none. */
function firstDifference(a: Buffer, b: Buffer): number | null {
  if (a.equals(b)) return null
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

function kindOf(a: ComparedBody, b: ComparedBody): BodyDiff['kind'] {
  const text = textOf(a.bytes)
  if (text === undefined) return 'binary'
  return readJson(text) ? 'json' : a.isForm && b.isForm ? 'form' : 'text'
}

function compare(a: ComparedBody, b: ComparedBody): Found {
  const [textA, textB] = [textOf(a.bytes), textOf(b.bytes)]
  if (textA === undefined || textB === undefined) return { kind: 'binary', rows: byteRows(a.bytes.subarray(0, EXAMINED_BYTES), b.bytes.subarray(0, EXAMINED_BYTES)) }
  if (Math.max(a.bytes.length, b.bytes.length) <= EXAMINED_BYTES) {
    const [jsonA, jsonB] = [readJson(textA), readJson(textB)]
    if (jsonA && jsonB) {
      const paths = diffJson(jsonA.tree, jsonB.tree)
      const rows = lineRows(indented(jsonA.tree, MOST_LINES), indented(jsonB.tree, MOST_LINES))
      if (paths.length > 0) return { kind: 'json', rows, paths }
      const spelling = spellingOf(jsonA, jsonB)
      // The same tokens in the same order: what is between them differs.
      if (spelling.length === 0 || gaps(textA) !== gaps(textB)) spelling.push('whitespace')
      return { kind: 'json', rows, spelling }
    }
    if (a.isForm && b.isForm) {
      const [formA, formB] = [readForm(textA), readForm(textB)]
      const paths = diffForms(formA, formB)
      return { kind: 'form', rows: lineRows(textA.split('&'), textB.split('&')), paths, ...(paths.length === 0 && { spelling: formSpelling(formA, formB) }) }
    }
  }
  const [linesA, linesB] = [textA.split('\n'), textB.split('\n')]
  const isCut = Math.max(linesA.length, linesB.length) > MOST_LINES
  return {
    kind: 'text',
    rows: lineRows(linesA.slice(0, MOST_LINES), linesB.slice(0, MOST_LINES)),
    ...(isCut && { note: `Only the first ${MOST_LINES} lines of each were compared in detail.` }),
  }
}

/** The blanks between the tokens. */
const gaps = (json: string): string => json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').replace(/\S+/g, '.')

/** Undefined: no UTF-8, or with bytes that no text has. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, EXAMINED_BYTES).includes(0)) return undefined
  try {
    // Streaming, because the cut may be in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, EXAMINED_BYTES), { stream: bytes.length > EXAMINED_BYTES })
  } catch {
    return undefined
  }
}
