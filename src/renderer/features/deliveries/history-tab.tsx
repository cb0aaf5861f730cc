import { Link } from 'wouter'
import type { Client } from '#client/http.ts'
import type { Delivery, DeliverySummary } from '#contract/delivery.ts'
import { messageRefText } from '#contract/message-ref.ts'
import { useNow } from '#renderer/state/clock.ts'
import { comparisonOf } from '#renderer/state/compare.ts'
import { useStore } from '#renderer/state/store.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { StatusCode, StatusMark } from '#renderer/ui/marks.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import type { Address } from './address.ts'
import styles from './deliveries.module.css'

/** How far back, and how many replays, are shown: more is a run, and has a list of its own. */
const MOST = 20

/** What was sent again: what this delivery repeats, itself, and what repeats it, in the order of time. */
export function HistoryTab({ delivery, address }: { delivery: Delivery; address: Address }) {
  const { data, error, reload } = useLoaded(`history ${delivery.id} ${delivery.seq}`, async (client, signal) => ({
    before: await ancestors(client, delivery, signal),
    after: await Promise.all(delivery.replays.slice(-MOST).map((id) => client.call('getDelivery', { params: { id }, signal }))),
  }))
  if (error !== null) return <ProblemLine error={error} onRetry={reload} />
  if (!data) return <Wait room="History" />
  const left = delivery.replays.length - data.after.length
  return (
    <>
      {data.before.length + data.after.length === 0 && <p className="muted">It was sent by itself alone: it replays nothing, and nothing has replayed it. Replay (r) makes a new delivery that is linked to this one.</p>}
      <table className={styles.history} aria-label="What was sent again">
        <thead>
          <tr>
            <th scope="col">Delivery</th>
            <th scope="col">Status</th>
            <th scope="col">Answer</th>
            <th scope="col">Raised</th>
            <th scope="col">
              <span className="unseen">Compare</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...data.before, delivery, ...data.after].map((one) => (
            <Line key={one.id} read={one} here={delivery.id} address={address} />
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="muted">{left} more replays before these.</p>}
    </>
  )
}

function Line({ read, here, address }: { read: DeliverySummary; here: string; address: Address }) {
  const now = useNow()
  const listed = useStore((state) => state.lists.delivery.list.items.get(read.id))
  const one = listed && listed.seq > read.seq ? listed : read
  const isHere = one.id === here
  return (
    <tr aria-current={isHere || undefined}>
      <th scope="row">
        {isHere ? (
          <span className="mono">{one.id}</span>
        ) : (
          <button type="button" className={styles.link} onClick={() => address.follow(one.id)}>
            {one.id}
          </button>
        )}
      </th>
      <td>
        <StatusMark status={one.status} />
      </td>
      <td>{one.lastStatusCode === null ? <span className="muted">{one.lastOutcome ?? '–'}</span> : <StatusCode code={one.lastStatusCode} />}</td>
      <td>
        <TimeText iso={one.createdAt} now={now} />
      </td>
      <td>{!isHere && one.attemptCount > 0 && <Link href={comparisonOf(request(here), request(one.id))}>Compare</Link>}</td>
    </tr>
  )
}

const request = (id: string): string => messageRefText({ of: 'delivery', id, attempt: 1, part: 'request' })

/** What it repeats, what that repeats and so on, the oldest first. */
async function ancestors(client: Client, { replayOf }: Delivery, signal: AbortSignal): Promise<Delivery[]> {
  const found: Delivery[] = []
  for (let id = replayOf; id !== null && found.length < MOST; ) {
    const one = await client.call('getDelivery', { params: { id }, signal })
    found.unshift(one)
    id = one.replayOf
  }
  return found
}
