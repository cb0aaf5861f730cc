import { ActionIcon } from '@mantine/core'
import { Ban, X } from 'lucide-react'
import { Link } from 'wouter'
import { SETTLED } from '#contract/delivery-status.ts'
import type { DeliveryStatus, DeliverySummary, Fired } from '#contract/delivery.ts'
import { age, count, duration, plural } from './format.ts'
import { useSpoken } from './speak.ts'
import { STATUS_LOOK, StatusCode, StatusMark } from './marks.tsx'
import { WireText } from './wire-text.tsx'
import styles from './fired.module.css'

const SHOWN = 5

export interface FiredViewProps {
  readonly fired: readonly Fired[]
  readonly deliveries: readonly DeliverySummary[]
  readonly total: number
  readonly settled: number
  readonly counts: Readonly<Partial<Record<DeliveryStatus, number>>>
  /** The server's time, in milliseconds. */
  readonly now: number
  readonly onClose: () => void
}

/** What came of raising something: how many deliveries, how they stand at the moment, and who got none. */
export function FiredView({ fired, deliveries, total, settled, counts, now, onClose }: FiredViewProps) {
  const events = fired.reduce((sum, one) => sum + one.events, 0)
  const names = [...new Set(fired.map((one) => one.event.trigger))].join(', ')
  const skipped = fired.flatMap((one) => one.skipped)
  const [only] = deliveries
  const raised = events === 0 ? 'Nothing was raised' : `${names} raised${events > 1 ? ` ${count(events)} times` : ''}: ${total === 0 ? 'no delivery' : plural(total, 'delivery', 'deliveries')}`
  const ends = (Object.keys(STATUS_LOOK) as DeliveryStatus[]).flatMap((status) => (counts[status] ? `${count(counts[status])} ${STATUS_LOOK[status].word}` : []))
  useSpoken(total > 0 && settled === total ? `${names}: ${ends.join(', ')}` : raised)
  return (
    <section className={styles.fired} aria-label="What was raised">
      <div className={styles.head}>
        <span>
          {events === 0 ? 'Nothing was raised.' : <strong>{names}</strong>}
          {events > 0 && ` raised${events > 1 ? ` ${count(events)} times` : ''}: ${total === 0 ? 'no delivery' : plural(total, 'delivery', 'deliveries')}`}
        </span>
        {total > 1 && (
          <span className={styles.counts}>
            {(Object.keys(STATUS_LOOK) as DeliveryStatus[]).map((status) => counts[status] && (
              <span key={status} className={styles.count}>
                <span className={styles.figure}>{count(counts[status])}</span> <StatusMark status={status} />
              </span>
            ))}
          </span>
        )}
        <ActionIcon className={styles.close} aria-label="Close this result" onClick={onClose}>
          <X size={13} aria-hidden />
        </ActionIcon>
      </div>
      {total > SHOWN && <progress className={styles.progress} max={total} value={settled} aria-label={`${count(settled)} of ${count(total)} settled`} />}
      {only && (
        <ul className={styles.list}>
          {deliveries.slice(0, SHOWN).map((delivery) => (
            <Line key={delivery.id} delivery={delivery} now={now} />
          ))}
        </ul>
      )}
      {total > SHOWN && only && (
        <p className={styles.rest}>
          <Link href={`/deliveries?trigger=${encodeURIComponent(only.trigger)}`}>{count(total - SHOWN)} more in Deliveries</Link>
        </p>
      )}
      {skipped.map((one) => (
        <p key={one.registrationId} className={styles.skipped}>
          <Ban size={12} aria-hidden />
          <span>
            <Link href={`/registrations/${one.registrationId}`}>{one.registrationId}</Link> got nothing: {one.reason}
          </span>
        </p>
      ))}
    </section>
  )
}

function Line({ delivery, now }: { delivery: DeliverySummary; now: number }) {
  return (
    <li className={styles.line}>
      <StatusMark status={delivery.status} />
      <Link href={`/deliveries/${delivery.id}`} className={styles.name}>
        {delivery.id}
      </Link>
      <span className={styles.what}>
        <WireText text={delivery.subject || delivery.url} />
      </span>
      <span className={styles.outcome}>
        {delivery.lastStatusCode !== null && <StatusCode code={delivery.lastStatusCode} />}
        {delivery.latencyMs !== null && <span className="muted">{duration(delivery.latencyMs)}</span>}
        {delivery.lastStatusCode === null && delivery.lastError && (
          <span className={styles.error}>
            <WireText text={delivery.lastError} />
          </span>
        )}
        {!SETTLED.has(delivery.status) && delivery.nextAttemptAt && delivery.attemptCount > 0 && <span className="muted">again {age(Date.parse(delivery.nextAttemptAt), now)}</span>}
      </span>
    </li>
  )
}
