import { Button } from '@mantine/core'
import { RotateCcw } from 'lucide-react'
import { Link } from 'wouter'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { Sync } from '#contract/sync.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { count } from '#renderer/ui/format.ts'
import { StatusCode, StatusMark } from '#renderer/ui/marks.tsx'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { givenUpOf, replayGivenUpOf } from './progress.tsx'
import styles from './syncs.module.css'

const SHOWN = 10

/** What was given up, the newest first, each to be sent again. */
export function Failed({ sync: { id, failed } }: { sync: Sync }) {
  const { data, error, reload } = useLoaded(
    failed === 0 ? null : `given up of ${id}`,
    (client, signal) => client.call('listDeliveries', { query: { syncId: id, status: 'failed,expired,cancelled', limit: SHOWN }, signal }),
    { kind: 'sync', id, everyMs: 1000 },
  )
  if (failed === 0) return null
  return (
    <Section
      title={`Given up (${count(failed)})`}
      aside={
        <>
          <Link className={styles.link} href={givenUpOf(id)}>
            All of them in Deliveries
          </Link>
          <Link className={styles.link} href={replayGivenUpOf(id)}>
            Replay what failed
          </Link>
        </>
      }
    >
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      <ul className={styles.failed}>
        {data?.items.map((delivery) => (
          <Line key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </Section>
  )
}

function Line({ delivery }: { delivery: DeliverySummary }) {
  const { id, status, subject, lastStatusCode, lastError } = delivery
  const replay = useAction(async (client) => {
    const made = await client.call('replayDelivery', { params: { id }, body: {} })
    notifyDone(
      <>
        {id} is sent again as <Link href={`/deliveries/${made.id}`}>{made.id}</Link>.
      </>,
    )
  }, notifyProblem)
  return (
    <li>
      <StatusMark status={status} />
      <Link className="mono" href={`/deliveries/${id}?sync=${delivery.syncId}`}>
        {id}
      </Link>
      <span className="cut">
        <WireText text={subject} />
      </span>
      <span className="cut muted">
        <StatusCode code={lastStatusCode} /> {lastStatusCode === null && <WireText text={lastError ?? ''} />}
      </span>
      <Button size="compact-xs" leftSection={<RotateCcw size={11} aria-hidden />} loading={replay.busy} aria-label={`Replay ${id}`} onClick={() => void replay.run()}>
        Replay
      </Button>
    </li>
  )
}
