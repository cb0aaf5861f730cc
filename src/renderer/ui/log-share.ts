/** How far `ms` is on the way to `limitMs`, 0 to 1, on a logarithmic scale: milliseconds and minutes both stay visible on it. */
export function logShare(ms: number, limitMs: number): number {
  if (ms <= 0 || limitMs <= 0) return 0
  return Math.min(1, Math.log1p(ms) / Math.log1p(limitMs))
}
