/** What two bodies look like side by side, around their differences. */
import type { DiffRow } from '#contract/diff.ts'
import { alignChanged } from './align.ts'
import { MOST_ROWS, cutText } from './bounds.ts'

/** Equal rows that are kept before and after one that differs. */
const AROUND = 3

interface Rows {
  readonly rows: DiffRow[]
  /** Rows that were left out because there are too many. */
  readonly omitted: number
}

/** Line by line. */
export function lineRows(a: readonly string[], b: readonly string[]): Rows {
  const side = (lines: readonly string[], at: number | null) => (at === null ? null : { label: String(at + 1), text: cutText(lines[at] ?? '') })
  return shown(
    alignChanged(a, b).map(([atA, atB]) => ({
      mark: atA === null ? 'added' : atB === null ? 'removed' : a[atA] === b[atB] ? 'same' : 'changed',
      a: side(a, atA),
      b: side(b, atB),
    })),
  )
}

const WIDTH = 16

/** Sixteen bytes a row, those at the same offset beside each other. */
export function byteRows(a: Buffer, b: Buffer): Rows {
  const all: Omit<DiffRow, 'skipped'>[] = []
  for (let offset = 0; offset < Math.max(a.length, b.length); offset += WIDTH) {
    const [inA, inB] = [a.subarray(offset, offset + WIDTH), b.subarray(offset, offset + WIDTH)]
    const side = (bytes: Buffer) => (bytes.length === 0 ? null : { label: offset.toString(16).padStart(6, '0'), text: cutText(hexLine(bytes)) })
    all.push({ mark: inA.length === 0 ? 'added' : inB.length === 0 ? 'removed' : inA.equals(inB) ? 'same' : 'changed', a: side(inA), b: side(inB) })
  }
  return shown(all)
}

function hexLine(bytes: Buffer): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const text = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
  return `${hex.padEnd(WIDTH * 3 - 1)}  ${text}`
}

/** Without the equal ones that are far from a difference, and bounded. */
function shown(all: readonly Omit<DiffRow, 'skipped'>[]): Rows {
  const near = new Set<number>()
  all.forEach(({ mark }, at) => {
    if (mark !== 'same' && near.size < 2 * MOST_ROWS) for (let n = at - AROUND; n <= at + AROUND; n++) near.add(n)
  })
  const rows: DiffRow[] = []
  let skipped = 0
  let omitted = 0
  all.forEach((row, at) => {
    if (rows.length >= MOST_ROWS || (row.mark !== 'same' && !near.has(at))) omitted += Number(row.mark !== 'same')
    else if (near.has(at)) {
      rows.push({ ...row, skipped })
      skipped = 0
    } else skipped++
  })
  return { rows, omitted }
}
