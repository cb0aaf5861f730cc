import { Link } from 'wouter'
import type { Sync } from '#contract/sync.ts'
import { count } from '#renderer/ui/format.ts'
import { percent } from './words.ts'
import styles from './syncs.module.css'

/** How much of it is dealt with. */
export function Bar({ sync }: { sync: Sync }) {
  return <progress className={styles.bar} data-status={sync.status} max={1} value={sync.progress} aria-label={`Progress of ${sync.id}: ${percent(sync)}`} />
}

const GIVEN_UP = 'failed,expired,cancelled'

/** The bar, and under it what has become of its deliveries, each number a way to them. */
export function Progress({ sync }: { sync: Sync }) {
  const { id, total, sent, messages, acknowledged, waiting, failed, skipped } = sync
  const counts = [
    { name: 'sent', n: sent, title: `Of ${count(messages)} messages made so far`, status: null },
    { name: 'acknowledged', n: acknowledged, title: 'The receiver has them', status: 'acknowledged' },
    { name: 'waiting', n: waiting, title: 'Queued, in flight, or waiting for a retry', status: 'queued,sending,retrying' },
    { name: 'failed', n: failed, title: 'Given up: failed, expired or cancelled', status: GIVEN_UP },
  ]
  return (
    <div className={styles.progress}>
      <div className={styles.whole}>
        <Bar sync={sync} />
        <span className={styles.percent}>{percent(sync)}</span>
        <span className="muted">of {count(total)}</span>
      </div>
      <dl className={styles.figures}>
        {counts.map(({ name, n, title, status }) => (
          <div key={name} title={title} data-bad={(name === 'failed' && n > 0) || undefined}>
            <dt>{name}</dt>
            <dd>{n === 0 ? '0' : <Link href={deliveriesOf(id, status)}>{count(n)}</Link>}</dd>
          </div>
        ))}
        <div title="Documents that the registration may not see">
          <dt>skipped</dt>
          <dd>{count(skipped)}</dd>
        </div>
      </dl>
    </div>
  )
}

/** The deliveries room narrowed to this sync. `status` null: any. */
export const deliveriesOf = (id: string, status: string | null): string => `/deliveries?sync=${id}${status === null ? '' : `&status=${status}`}`
export const givenUpOf = (id: string): string => deliveriesOf(id, GIVEN_UP)
