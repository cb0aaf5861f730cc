import type { ReactNode } from 'react'
import type { Attempt, Delivery } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { clockTime, countdown, duration } from '#renderer/ui/format.ts'
import { OutcomeMark } from '#renderer/ui/marks.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { lateCallOf, lateWords } from './late-call.ts'
import styles from './deliveries.module.css'

/** One attempt in a sentence, and where it went wrong what to do about it. */
export function AttemptLine({ delivery, attempt, children }: { delivery: Delivery; attempt: Attempt; children?: ReactNode }) {
  const started = Date.parse(attempt.startedAt)
  const now = useNow()
  const late = lateCallOf(attempt, delivery.attempts)
  const took = (attempt.endedAt === null ? now : Date.parse(attempt.endedAt)) - started
  return (
    <div className={styles.attempt}>
      <p>
        <strong>
          Attempt {attempt.number}
          {delivery.attempts.length > 1 && <span className="muted"> of {delivery.attempts.length}</span>}
        </strong>
        <OutcomeMark outcome={attempt.outcome} />
        <span className="muted">
          sent {clockTime(started)} · {attempt.endedAt === null ? 'waiting for' : 'took'} {duration(Math.max(0, took))} · deadline {duration(Date.parse(attempt.deadlineAt) - started)}
        </span>
      </p>
      {late && <p className={styles.late}>{lateWords(late, now)}</p>}
      <Explained delivery={delivery} attempt={attempt} now={now} />
      {children}
    </div>
  )
}

function Explained({ delivery, attempt, now }: { delivery: Delivery; attempt: Attempt; now: number }) {
  const acks = useStore((state) => state.registrations.items.get(delivery.registrationId)?.policy?.ackCodes.value)
  if (attempt.outcome === null || attempt.outcome === 'acknowledged') return null
  const said =
    attempt.outcome === 'rejected' && attempt.response
      ? `The receiver answered ${attempt.response.statusCode}, which does not acknowledge${acks ? `; ${acks.join(', ') || 'no status'} ${acks.length === 1 || acks.length === 0 ? 'does' : 'do'}` : ''}.`
      : (attempt.error ?? 'The attempt failed.')
  const isLast = attempt.number === delivery.attempts.at(-1)?.number
  return (
    <ProblemLine spoken={false} tone={delivery.status === 'acknowledged' || !isLast ? 'warn' : 'bad'}>
      {/[.?!]$/.test(said) ? said : `${said}.`} {isLast && nextStep(delivery, now)}
    </ProblemLine>
  )
}

function nextStep(delivery: Delivery, now: number): string {
  if (delivery.status === 'retrying' && delivery.nextAttemptAt) {
    return `It is sent again in ${countdown(Date.parse(delivery.nextAttemptAt) - now)} by itself; Replay (r) sends it now.`
  }
  if (delivery.status === 'expired') return 'Its time is over: nothing more is sent. Replay (r) sends it as a new delivery.'
  if (SETTLED.has(delivery.status)) return 'Nothing more is sent. Replay (r) sends it as a new delivery.'
  return ''
}
