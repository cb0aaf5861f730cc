/** Values of flags: from the text on the command line to what the API takes. Each throws with what is wrong and how it is written. */
import { InvalidArgumentError } from 'commander'

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** The longest delay a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1

/** `500ms`, `30s`, `1.5m`, `1h`, `7d` in milliseconds. A bare number is refused: it does not say of what. */
export function durationMs(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  const ms = Math.round(Number(number) * (UNITS_MS[unit ?? ''] ?? NaN))
  if (!(ms > 0)) throw new InvalidArgumentError('Write a number and its unit, such as 500ms, 30s or 2m.')
  if (ms > LONGEST_MS) throw new InvalidArgumentError('At most 24d.')
  return ms
}

/** The same without the bound of a timer, and of a second at least. */
export function ageMs(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m|h|d)$/.exec(text) ?? []
  const ms = Math.round(Number(number) * (UNITS_MS[unit ?? ''] ?? NaN))
  if (!(ms >= 1_000)) throw new InvalidArgumentError('Write a number and its unit, such as 12h or 30d, or none.')
  return ms
}

/** What `parse` takes, or the word none: infinity, as commander has a use of its own for null. */
export const orNone =
  (parse: (text: string) => number) =>
  (text: string): number =>
    text === 'none' ? Infinity : parse(text)

/** A whole number between the two, both included. */
export function whole(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < from || value > to) throw new InvalidArgumentError(`Write a whole number from ${from} to ${to}.`)
    return value
  }
}

export const port = (text: string): number => whole(0, 65_535)(text)

/** Any time that names its zone, or a date, as ISO 8601 in UTC with milliseconds. */
export function isoTime(text: string): string {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? new Date(text) : undefined
  if (!time || Number.isNaN(time.getTime())) throw new InvalidArgumentError('Write a time such as 2026-03-01T12:00:00Z, or a date such as 2026-03-01 (UTC).')
  return time.toISOString()
}

/** One of the names, or several with commas between. */
export function namesOf(allowed: readonly string[]): (text: string) => string {
  return (text) => {
    const names = text.split(',').map((name) => name.trim())
    const wrong = names.find((name) => !allowed.includes(name))
    if (wrong === undefined) return names.join(',')
    throw new InvalidArgumentError(`${didYouMean(wrong, allowed) || `"${wrong}" is none of them. `}Allowed: ${allowed.join(', ')}.`)
  }
}

/** `Did you mean x? `, or nothing when no name is close to what was written. */
export function didYouMean(word: string, names: readonly string[]): string {
  const close = names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= 3 && distance / Math.max(name.length, word.length) < 0.6)
    .sort((a, b) => a.distance - b.distance)
  return close[0] ? `Did you mean ${close[0].name}? ` : ''
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
