import { useEffect } from 'react'
import { Link } from 'wouter'
import { useNow } from '#renderer/state/clock.ts'
import { openList, reloadList } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'
import { StatusCode, StatusMark } from '#renderer/ui/marks.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { AgeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './registrations.module.css'

const SHOWN = 8

/** What was sent to it last, as it happens. */
export function Recent({ registrationId }: { registrationId: string }) {
  const key = `of registration ${registrationId}`
  const open = useStore((state) => state.lists.delivery)
  const now = useNow()
  useEffect(() => {
    openList({
      kind: 'delivery',
      key,
      belongs: (delivery) => delivery.registrationId === registrationId,
      read: (client, cursor, signal) => client.call('listDeliveries', { query: { registrationId, limit: 2 * SHOWN, cursor }, signal }),
    })
  }, [key, registrationId])
  const { ids, items } = open.list
  const mine = open.key === key && open.ready
  return (
    <Section
      title="Recent deliveries"
      aside={
        <Link className={styles.link} href={`/deliveries?registration=${registrationId}`}>
          All of them
        </Link>
      }
    >
      {open.key === key && open.error !== null && <ProblemLine error={open.error} onRetry={() => reloadList('delivery')} />}
      {mine && ids.length === 0 && <p className="muted">Nothing has been sent to it yet.</p>}
      {mine && (
        <ul className={styles.recent}>
          {ids.slice(0, SHOWN).map((id) => {
            const delivery = items.get(id)
            return (
              delivery && (
                <li key={id}>
                  <Link href={`/deliveries/${id}?registration=${registrationId}`}>
                    <StatusMark status={delivery.status} />
                    <span className="cut">{delivery.trigger}</span>
                    <span className="cut muted">
                      <WireText text={delivery.subject} />
                    </span>
                    <span className="num">
                      <StatusCode code={delivery.lastStatusCode} />
                    </span>
                    <span className="num muted">
                      <AgeText iso={delivery.createdAt} now={now} />
                    </span>
                  </Link>
                </li>
              )
            )
          })}
        </ul>
      )}
    </Section>
  )
}
