/** The pace of a sync: the times between the starts of its requests. */
export interface Spacing {
  /** End of each gap, seconds since the epoch, in order. */
  readonly at: readonly number[]
  /** Milliseconds from the start before. */
  readonly gaps: readonly number[]
  readonly least: number
  readonly median: number
  readonly most: number
  /** Gaps shorter than the interval that was asked for. */
  readonly tooShort: number
}

/** Undefined with fewer than two starts: there is nothing between them. */
export function spacingOf(starts: readonly string[], intervalMs: number): Spacing | undefined {
  const times = starts.map((iso) => Date.parse(iso))
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time))
  const sorted = gaps.toSorted((a, b) => a - b)
  const [least, median, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  if (least === undefined || median === undefined || most === undefined) return undefined
  return { at: times.slice(1).map((time) => time / 1000), gaps, least, median, most, tooShort: gaps.filter((gap) => gap < intervalMs).length }
}

/** How high the plot reaches, ms: one long pause must not press everything else flat. */
export function topOf({ gaps }: Spacing, intervalMs: number): number {
  const sorted = gaps.toSorted((a, b) => a - b)
  const usual = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  return Math.max(2 * intervalMs, 1.25 * usual, 1)
}

/** The same in words. */
export function spacingText({ gaps, least, median, most, tooShort }: Spacing, intervalMs: number): string {
  const n = (value: number) => value.toLocaleString('en-US')
  const figures = `The last ${n(gaps.length + 1)} requests started ${n(least)} ms apart at least, ${n(median)} ms in the median, ${n(most)} ms at most.`
  if (intervalMs === 0) return `${figures} No interval was asked for.`
  return `${figures} Asked for: ${n(intervalMs)} ms. ${tooShort === 0 ? 'None came sooner.' : `${n(tooShort)} came sooner.`}`
}
