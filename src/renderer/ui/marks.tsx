import { Ban, CircleCheck, CircleDashed, CircleDot, CirclePause, CircleX, HourglassIcon, LoaderCircle, OctagonX, PlugZap, RotateCw, TimerOff, Unplug } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { AttemptOutcome, DeliveryStatus } from '#contract/delivery.ts'
import type { SyncStatus } from '#contract/sync.ts'
import styles from './marks.module.css'

export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle'

interface Look {
  readonly word: string
  readonly tone: Tone
  readonly icon: LucideIcon
}

export const STATUS_LOOK: Record<DeliveryStatus, Look> = {
  queued: { word: 'queued', tone: 'idle', icon: CircleDashed },
  sending: { word: 'sending', tone: 'busy', icon: LoaderCircle },
  retrying: { word: 'retrying', tone: 'warn', icon: RotateCw },
  acknowledged: { word: 'acknowledged', tone: 'ok', icon: CircleCheck },
  expired: { word: 'expired', tone: 'bad', icon: HourglassIcon },
  failed: { word: 'failed', tone: 'bad', icon: CircleX },
  cancelled: { word: 'cancelled', tone: 'idle', icon: Ban },
}

export const OUTCOME_LOOK: Record<AttemptOutcome, Look> = {
  acknowledged: { word: 'acknowledged', tone: 'ok', icon: CircleCheck },
  rejected: { word: 'rejected', tone: 'bad', icon: CircleX },
  timed_out: { word: 'timed out', tone: 'bad', icon: TimerOff },
  refused: { word: 'connection refused', tone: 'bad', icon: Unplug },
  reset: { word: 'connection reset', tone: 'bad', icon: PlugZap },
  dns_error: { word: 'name not found', tone: 'bad', icon: OctagonX },
  tls_error: { word: 'TLS failed', tone: 'bad', icon: OctagonX },
  protocol_error: { word: 'not HTTP', tone: 'bad', icon: OctagonX },
  interrupted: { word: 'interrupted', tone: 'warn', icon: PlugZap },
}

const RUN_LOOK: Record<SyncStatus, Look> = {
  running: { word: 'running', tone: 'busy', icon: LoaderCircle },
  paused: { word: 'paused', tone: 'warn', icon: CirclePause },
  done: { word: 'done', tone: 'ok', icon: CircleCheck },
  cancelled: { word: 'cancelled', tone: 'idle', icon: Ban },
}

/** A status as a shape and a word: colour only repeats what they say. */
export function StatusMark({ status, quiet = false }: { status: DeliveryStatus; quiet?: boolean }) {
  return <Mark look={STATUS_LOOK[status]} quiet={quiet} turning={status === 'sending'} />
}

/** Of a sync, or of a run of replays, which go the same ways. */
export function RunMark({ status }: { status: SyncStatus }) {
  return <Mark look={RUN_LOOK[status]} turning={status === 'running'} />
}

export function OutcomeMark({ outcome }: { outcome: AttemptOutcome | null }) {
  return <Mark look={outcome ? OUTCOME_LOOK[outcome] : { word: 'in flight', tone: 'busy', icon: LoaderCircle }} turning={outcome === null} />
}

/** A verdict: whether something held. */
export function VerdictMark({ ok, word }: { ok: boolean; word?: string }) {
  return <Mark look={{ word: word ?? (ok ? 'valid' : 'not valid'), tone: ok ? 'ok' : 'bad', icon: ok ? CircleCheck : CircleX }} />
}

/** An HTTP status by its class: 2xx, 3xx, 4xx and 5xx, or what came instead of one. */
export function StatusCode({ code }: { code: number | null }) {
  if (code === null) return <span className="muted">–</span>
  const tone: Tone = code < 300 ? 'ok' : code < 400 ? 'warn' : 'bad'
  return (
    <span className={styles.code} data-tone={tone}>
      {code}
    </span>
  )
}

export function Dot({ tone, icon: Icon = CircleDot }: { tone: Tone; icon?: LucideIcon }) {
  return <Icon className={styles.icon} data-tone={tone} size={13} strokeWidth={2.25} aria-hidden />
}

/** Kept while it shows the same: an icon is made of many attributes, and a list in a flood would write them all again. */
const Mark = memo(function Mark({ look, quiet, turning }: { look: Look; quiet?: boolean; turning?: boolean }) {
  return (
    <span className={styles.mark} data-tone={look.tone}>
      <look.icon className={styles.icon} data-tone={look.tone} data-turning={turning || undefined} size={13} strokeWidth={2.25} aria-hidden />
      <span className={quiet ? 'unseen' : styles.word}>{look.word}</span>
    </span>
  )
})
