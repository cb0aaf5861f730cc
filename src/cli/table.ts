import { cut, visible, widthOf } from './text.ts'
import type { Mode, Paint, Terminal, Tone } from './terminal.ts'

export interface Column<T> {
  readonly title: string
  /** Raw text: the table makes it visible. */
  readonly value: (item: T) => string
  readonly tone?: (item: T) => Tone
  readonly align?: 'right'
  /** Gives way when the terminal is too narrow, cut at its end or in its middle; a column without it is never cut. */
  readonly shrink?: 'end' | 'middle'
  /** Left out when the terminal is too narrow even for what can be cut: 1 goes first. */
  readonly drop?: number
}

const GAP = '  '
/** A column is not cut below this, */
const NARROWEST = 6
/** and before one is cut below this, another is left out. */
const COMFORTABLE = 14

/** Aligned columns under their titles, no wider than the terminal as long as columns can shrink or be left out. No rows: the titles alone. */
export function renderTable<T>(items: readonly T[], all: readonly Column<T>[], terminal: Pick<Terminal, 'width' | 'paint' | 'mode'>): string {
  if (terminal.mode !== 'interactive') return plainTable(items, terminal.mode === 'quiet' ? all.slice(0, 1) : all)
  const columns = narrowed(items, all, terminal.width)
  const rows = items.map((item) => columns.map((column) => visible(column.value(item))))
  const widths = columns.map((column) => naturalWidth(items, column))
  fit(widths, columns, terminal.width - GAP.length * (columns.length - 1))
  const line = (cells: readonly string[], tone: (at: number) => Tone): string =>
    cells.map((cell, at) => place(cell, widths[at] ?? 0, columns[at] as Column<T>, at === columns.length - 1, terminal.paint, tone(at))).join(GAP).trimEnd()
  return [
    line(columns.map((c) => c.title), () => 'quiet'),
    ...rows.map((row, at) => line(row, (column) => columns[column]?.tone?.(items[at] as T) ?? 'plain')),
  ].join('\n')
}

/** No title, nothing aligned and nothing cut: tabs cannot be in what has gone through `visible`. */
const plainTable = <T>(items: readonly T[], columns: readonly Column<T>[]): string => items.map((item) => columns.map((column) => visible(column.value(item))).join('\t')).join('\n')

function naturalWidth<T>(items: readonly T[], column: Column<T>): number {
  return items.reduce((width, item) => Math.max(width, widthOf(visible(column.value(item)))), widthOf(column.title))
}

function narrowed<T>(items: readonly T[], all: readonly Column<T>[], width: number): readonly Column<T>[] {
  const least = all.reduce((sum, c) => sum + GAP.length + (c.shrink ? Math.min(COMFORTABLE, naturalWidth(items, c)) : naturalWidth(items, c)), -GAP.length)
  const first = Math.min(...all.map((c) => c.drop ?? Infinity))
  if (least <= width || first === Infinity) return all
  return narrowed(items, all.filter((c) => c.drop !== first), width)
}

/** Takes columns from the widest that may shrink, one at a time, until all fit. */
function fit<T>(widths: number[], columns: readonly Column<T>[], room: number): void {
  let over = widths.reduce((sum, w) => sum + w, 0) - room
  while (over > 0) {
    let widest = -1
    widths.forEach((width, at) => {
      if (columns[at]?.shrink && width > NARROWEST && width > (widths[widest] ?? 0)) widest = at
    })
    if (widest === -1) return
    widths[widest] = (widths[widest] ?? 0) - 1
    over -= 1
  }
}

function place<T>(text: string, width: number, column: Column<T>, last: boolean, paint: Paint, tone: Tone): string {
  const shown = cut(text, width, column.shrink)
  const pad = ' '.repeat(Math.max(0, width - widthOf(shown)))
  if (column.align === 'right') return pad + paint(tone, shown)
  return paint(tone, shown) + (last ? '' : pad)
}

/** Names and values below each other, the values aligned; values are raw text, those that are undefined are left out. */
export function renderFields(fields: readonly (readonly [name: string, value: string | undefined, tone?: Tone])[], { paint, mode }: { readonly paint: Paint; readonly mode: Mode }): string {
  const given = fields.filter((field): field is [string, string, Tone?] => field[1] !== undefined)
  if (mode !== 'interactive') return given.map(([name, value]) => `${name}\t${visible(value)}`).join('\n')
  const width = Math.max(0, ...given.map(([name]) => name.length))
  return given.map(([name, value, tone]) => `${paint('quiet', name.padEnd(width))}${GAP}${paint(tone ?? 'plain', visible(value))}`).join('\n')
}
