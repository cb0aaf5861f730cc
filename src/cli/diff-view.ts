/** A comparison as lines with a sign before each: `-` only the first has it, `+` only the second. */
import type { BodyDiff, Diff, DiffRow, DiffText, HeaderDiff, PathDiff } from '#contract/diff.ts'
import type { Paint, Terminal } from './terminal.ts'
import { visible } from './text.ts'

export function renderDiff(diff: Diff, { paint }: Pick<Terminal, 'paint'>): string {
  const names = [paint('bad', `--- ${diff.a.ref}`), paint('good', `+++ ${diff.b.ref}`)]
  if (diff.same) return [...names, `Nothing differs: first line, ${diff.headers.length} headers and ${diff.body.sizes.a} bytes of body are the same.`].join('\n')
  return [...names, ...startLines(diff, paint), ...headerLines(diff.headers, paint), ...renderBodyDiff(diff.body, paint)].join('\n')
}

const minus = (paint: Paint, text: string): string => paint('bad', `- ${text}`)
const plus = (paint: Paint, text: string): string => paint('good', `+ ${text}`)

function startLines({ start }: Diff, paint: Paint): string[] {
  const differing = start.filter(({ mark }) => mark !== 'same')
  return differing.flatMap(({ name, a, b }) => [
    ...(a === null ? [] : [minus(paint, visible(`${name} ${a}`))]),
    ...(b === null ? [] : [plus(paint, visible(`${name} ${b}`))]),
  ])
}

function headerLines(headers: readonly HeaderDiff[], paint: Paint): string[] {
  const same = headers.filter(({ mark }) => mark === 'same').length
  const lines = headers.filter(({ mark }) => mark !== 'same').flatMap((header) => oneHeader(header, paint))
  return [paint('strong', 'Headers') + paint('quiet', ` (${same} the same)`), ...lines]
}

function oneHeader({ a, b, differs, role }: HeaderDiff, paint: Paint): string[] {
  const moved = a && b && differs.includes('order') ? `stands ${a.number}. in the first, ${b.number}. in the second` : ''
  const remark = [differs.includes('case') ? 'case' : '', moved, role ?? ''].filter((word) => word !== '').join(', ')
  const aside = remark === '' ? '' : paint('quiet', `   (${remark})`)
  if (a && b && differs.every((how) => how === 'order')) return [`  ${visible(`${b.name}: ${b.value}`)}${aside}`]
  const lines = [...(a ? [minus(paint, visible(`${a.name}: ${a.value}`))] : []), ...(b ? [plus(paint, visible(`${b.name}: ${b.value}`))] : [])]
  return lines.map((line, at) => (at === lines.length - 1 ? line + aside : line))
}

const SPELLINGS = { whitespace: 'blanks between values', order: 'the order of names', escapes: 'how characters are escaped' } as const
const KINDS = { json: 'JSON', form: 'form', text: 'text', binary: 'bytes', none: 'body' } as const

/** Of the two bodies alone. */
export function renderBodyDiff(body: BodyDiff, paint: Paint): string[] {
  const { sizes, kind, firstDifference: first } = body
  const notes = body.notes.map((note) => paint('quiet', `(${note})`))
  if (body.mark === 'same') return [paint('strong', 'Body') + paint('quiet', ` (${sizes.a} bytes, the same)`), ...notes]
  const head = `${paint('strong', 'Body')}${paint('quiet', ` (${sizes.a} and ${sizes.b} bytes${first ? `, first different at byte ${first.offset}` : ''})`)}`
  if (body.sameValue) {
    const window = first ? [minus(paint, `${first.offset}: ${first.a}`), plus(paint, `${first.offset}: ${first.b}`)] : []
    return [head, `  The same ${KINDS[kind]}, other bytes: ${body.spelling.map((how) => SPELLINGS[how]).join(', ')}.`, ...window, ...notes]
  }
  const detail = body.paths.length > 0 ? body.paths.flatMap((path) => pathLines(path, paint)) : body.rows.flatMap((row) => rowLines(row, paint))
  return [head, ...detail, ...notes]
}

const cut = ({ text, cut }: DiffText): string => visible(text) + (cut > 0 ? ` (${cut} more characters)` : '')

const pathLines = ({ a, b }: PathDiff, paint: Paint): string[] => [
  ...(a ? [minus(paint, `${visible(a.path)} ${cut(a.value)}`)] : []),
  ...(b ? [plus(paint, `${visible(b.path)} ${cut(b.value)}`)] : []),
]

function rowLines({ mark, a, b, skipped }: DiffRow, paint: Paint): string[] {
  const gap = skipped > 0 ? [paint('quiet', `@@ ${(a ?? b)?.label ?? ''} @@`)] : []
  if (mark === 'same' && a) return [...gap, `  ${cut(a.text)}`]
  return [...gap, ...(a ? [minus(paint, cut(a.text))] : []), ...(b ? [plus(paint, cut(b.text))] : [])]
}
