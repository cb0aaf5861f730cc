/** What a benchmark measured, and how it is told. */

/** One line of the table. A share compares with a baseline that was measured in the same rounds, in turns with it. */
export interface Line {
  readonly what: string
  readonly unit: string
  readonly ours: readonly number[]
  /** Of the baseline, round by round. */
  readonly baseline?: readonly number[]
  /** What `judged` has to reach, in words, and whether it does; a line without one is for information. */
  readonly target?: { readonly text: string; readonly met: boolean }
}

/** A benchmark: a file of this folder. */
export interface Bench {
  readonly name: string
  /** Says on stderr how far it is. */
  run(say: (text: string) => void): Promise<Line[]>
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** @param share 0.5 is the median, 0.99 what all but one of a hundred stay below. */
export function quantile(values: readonly number[], share: number): number {
  const ordered = sorted(values)
  const at = (ordered.length - 1) * share
  const low = ordered[Math.floor(at)] ?? NaN
  const high = ordered[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at - Math.floor(at))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Round by round, so that what slowed a whole round down slows both. */
export const ratios = (ours: readonly number[], baseline: readonly number[]): number[] => ours.map((value, i) => value / (baseline[i] ?? NaN))

/** `median (least-most)`. */
export function spread(values: readonly number[]): string {
  if (values.length === 1) return figure(values[0] ?? NaN)
  return `${figure(median(values))} (${figure(Math.min(...values))}-${figure(Math.max(...values))})`
}

function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 3
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** The table as text, columns aligned; it is also valid Markdown. */
export function table(lines: readonly Line[]): string {
  const head = ['what', 'Hookwright', 'baseline', 'ratio', 'target', '']
  const rows = lines.map(({ what, unit, ours, baseline, target }) => [
    what,
    `${spread(ours)} ${unit}`.trim(),
    baseline ? `${spread(baseline)} ${unit}`.trim() : '',
    baseline ? spread(ratios(ours, baseline)) : '',
    target?.text ?? '',
    target ? (target.met ? 'met' : 'MISSED') : '',
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
