/** `10s`, `1.5h`, or milliseconds as a number. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** @throws TypeError for anything else. */
export function milliseconds(duration: Duration): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration))
  const ms = typeof duration === 'number' ? duration : match ? Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]) : NaN
  if (!Number.isFinite(ms) || ms < 0) throw new TypeError(`${JSON.stringify(duration)} is no duration: give milliseconds, or a text such as "10s", "5m" or "7d".`)
  return ms
}
