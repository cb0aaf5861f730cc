/** Sizes and durations as text: `64KiB`, `1.5s`. Undefined: it is none. */
const BYTES: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }
const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

export function bytesValue(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,10})(B|KiB|MiB|GiB)?$/.exec(text) ?? []
  return number === undefined ? undefined : Number(number) * (BYTES[unit] ?? NaN)
}

/** In the largest unit in which it is whole. */
export function bytesText(bytes: number): string {
  const unit = ['GiB', 'MiB', 'KiB'].find((one) => bytes >= (BYTES[one] ?? 1) && bytes % (BYTES[one] ?? 1) === 0) ?? ''
  return `${bytes / (BYTES[unit] ?? 1)}${unit}`
}

/** Whole milliseconds. */
export function msValue(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,10}(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
  return number === undefined ? undefined : Math.round(Number(number) * (UNITS_MS[unit] ?? NaN))
}

export function msText(ms: number): string {
  const unit = ['h', 'm', 's'].find((one) => ms > 0 && ms % (UNITS_MS[one] ?? 1) === 0) ?? 'ms'
  return `${ms / (UNITS_MS[unit] ?? 1)}${unit}`
}
