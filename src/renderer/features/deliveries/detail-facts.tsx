import { Link } from 'wouter'
import { SETTLED } from '#contract/delivery-status.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import { useNow } from '#renderer/state/clock.ts'
import { countdown } from '#renderer/ui/format.ts'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { ShortText } from '#renderer/ui/short-text.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import type { Address } from './address.ts'
import styles from './deliveries.module.css'

const ORIGIN = { manual: 'fired by hand', action: "a button of the provider's page", entity: 'a changed document', sync: 'a full sync', capture: 'a captured request, sent again' } as const
const SHOWN_REPLAYS = 6

/** What it is, for whom, and what it belongs to. */
export function DetailFacts({ summary, replays, address }: { summary: DeliverySummary; replays: readonly string[]; address: Address }) {
  const now = useNow()
  const going = !SETTLED.has(summary.status)
  return (
    <div className={styles.facts}>
      <Facts>
        {summary.subject !== '' && (
          <Fact name="About">
            <WireText text={summary.subject} />
          </Fact>
        )}
        <Fact name="To">
          <span className="mono cut" title={summary.url}>
            <WireText text={summary.url} />
          </span>
          <CopyButton value={summary.url} label="Copy the URL" size={12} />
          <Link href={`/registrations/${summary.registrationId}`} className={styles.link}>
            {summary.registrationId}
          </Link>
        </Fact>
        <Fact name="Message">
          <ShortText value={summary.messageId} label="the message id" max={40} />
        </Fact>
        <Fact name="Raised">
          <TimeText iso={summary.createdAt} now={now} />
          <span className="muted">{ORIGIN[summary.origin]}</span>
        </Fact>
        <Fact name="Ids">
          <ShortText value={summary.id} label="the delivery id" />
          <ShortText value={summary.eventId} label="the event id" />
        </Fact>
        {going && (
          <Fact name="Next">
            {nextOf(summary, now)}
            <span className="muted">gives up in {countdown(Date.parse(summary.expiresAt) - now)}</span>
          </Fact>
        )}
        {summary.replayOf !== null && (
          <Fact name="Replays">
            <Jump id={summary.replayOf} address={address} />
          </Fact>
        )}
        {replays.length > 0 && (
          <Fact name="Replayed as">
            {replays.slice(-SHOWN_REPLAYS).map((id) => (
              <Jump key={id} id={id} address={address} />
            ))}
            {replays.length > SHOWN_REPLAYS && <span className="muted">and {replays.length - SHOWN_REPLAYS} before</span>}
          </Fact>
        )}
      </Facts>
    </div>
  )
}

function nextOf(summary: DeliverySummary, now: number): string {
  if (summary.status === 'sending') return `waits for the answer to attempt ${summary.attemptCount}`
  const due = summary.nextAttemptAt === null ? now : Date.parse(summary.nextAttemptAt)
  return due <= now ? 'at once' : `attempt ${summary.attemptCount + 1} in ${countdown(due - now)}`
}

function Jump({ id, address }: { id: string; address: Address }) {
  return (
    <button type="button" className={styles.link} onClick={() => address.follow(id)}>
      {id}
    </button>
  )
}
