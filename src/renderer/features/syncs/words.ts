import type { Sync } from '#contract/sync.ts'
import { duration } from '#renderer/ui/format.ts'

/** How fast it goes, or how fast it went over all once it is over; null when too little is known. */
export function rateText(sync: Sync): string | null {
  const rate = sync.endedAt === null ? sync.ratePerSecond : overallRate(sync)
  return rate === null ? null : `${rate < 9.95 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en-US')}/s`
}

function overallRate({ createdAt, endedAt, sent }: Sync): number | null {
  const took = endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(createdAt)
  return took > 0 && sent > 0 ? (sent * 1000) / took : null
}

/** What can be said about its end: the time left, or the time it took. */
export function timeText({ status, leftMs, createdAt, endedAt }: Sync): string | null {
  if (endedAt !== null) return `took ${duration(Date.parse(endedAt) - Date.parse(createdAt))}`
  return status === 'running' && leftMs !== null && leftMs > 0 ? `${duration(leftMs)} left` : null
}

export const intervalText = (intervalMs: number): string => (intervalMs === 0 ? 'none: as fast as it goes' : `${intervalMs.toLocaleString('en-US')} ms`)
