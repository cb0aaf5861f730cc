/** Durations as they are read and written in a form: exact, unlike those of `ui/format.ts`. All pure. */

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const
const MS: Readonly<Record<string, number>> = { ...Object.fromEntries(UNITS), m: 60_000, sec: 1000 }

/** `10 s`, `1 min 20 s`, `7 d`: every part that is not nothing; `0 s` for none. Takes whole milliseconds. */
export function durationText(ms: number): string {
  let rest = ms
  const parts = UNITS.flatMap(([unit, size]) => {
    const n = Math.floor(rest / size)
    rest -= n * size
    return n > 0 ? [`${n} ${unit}`] : []
  })
  return parts.join(' ') || '0 s'
}

/** Reads `500ms`, `10 s`, `1.5 h`, `1 min 20 s`, and `0`; in whole milliseconds. Undefined: it is none, or has no unit. */
export function durationOf(text: string): number | undefined {
  const written = text.trim().toLowerCase()
  if (written === '0') return 0
  if (!/^(\d+(\.\d+)?\s*(ms|sec|s|min|m|h|d)\s*)+$/.test(written)) return undefined
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)\s*(ms|sec|s|min|m|h|d)/g)]
  return Math.round(parts.reduce((sum, [, n, unit = '']) => sum + Number(n) * (MS[unit] ?? NaN), 0))
}
