import type { Replay, ReplayPacing, ReplayResult, ReplayVerdict } from '#contract/replay.ts'
import { duration } from '#renderer/ui/format.ts'

/** How much of it is dealt with, 0 to 1. */
export function shareOf({ status, total, acknowledged, failed, skipped }: Replay): number {
  if (total === 0) return status === 'running' || status === 'paused' ? 0 : 1
  return (acknowledged + failed + skipped) / total
}

/** How fast it goes, or went over all; null when too little is known. */
export function rateText({ ratePerSecond, sent, createdAt, endedAt }: Replay): string | null {
  const took = endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(createdAt)
  const rate = endedAt === null ? ratePerSecond : took > 0 && sent > 1 ? (sent * 1000) / took : null
  return rate === null ? null : `${rate < 9.95 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en-US')}/s`
}

/** What can be said about its end: the time left, or the time it took. */
export function timeText({ status, leftMs, createdAt, endedAt }: Replay): string | null {
  if (endedAt !== null) return `took ${duration(Date.parse(endedAt) - Date.parse(createdAt))}`
  return status === 'running' && leftMs !== null && leftMs > 0 ? `${duration(leftMs)} until all are made` : null
}

export const PACES: readonly { readonly value: ReplayPacing['kind']; readonly label: string }[] = [
  { value: 'fast', label: 'As fast as possible' },
  { value: 'fixed', label: 'At a fixed interval' },
  { value: 'original', label: 'With their original gaps' },
  { value: 'step', label: 'Step by step' },
]

export function paceText(pacing: ReplayPacing): string {
  if (pacing.kind === 'fixed') return `every ${duration(pacing.intervalMs)}`
  if (pacing.kind === 'original') return pacing.factor === 1 ? 'their original gaps' : `their original gaps times ${pacing.factor}`
  return pacing.kind === 'fast' ? 'as fast as possible' : 'step by step'
}

/** How a call ended: its status, else its outcome. */
export const endText = ({ statusCode, outcome }: ReplayResult['before']): string => (statusCode === null ? (outcome?.replaceAll('_', ' ') ?? 'no answer') : String(statusCode))

/** What came of one of a run: its verdict, or why there is none. */
export type Outcome = ReplayVerdict | 'waiting' | 'skipped' | 'cancelled'

/** In a run that is over nothing waits: what has no verdict was cancelled, or never got to. */
export function outcomeOf({ verdict, reason }: Pick<ReplayResult, 'verdict' | 'reason'>, status: Replay['status']): Outcome {
  if (verdict !== null) return verdict
  if (reason !== null) return 'skipped'
  return status === 'done' || status === 'cancelled' ? 'cancelled' : 'waiting'
}
