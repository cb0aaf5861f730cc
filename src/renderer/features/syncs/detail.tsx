import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { ArrowLeft, Pause, Play, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Sync } from '#contract/sync.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { shortUrl } from '#renderer/ui/format.ts'
import { RunMark } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import type { Address } from './address.ts'
import { Failed } from './failed.tsx'
import { Pace } from './pace.tsx'
import { SyncProgress } from './progress.tsx'
import { useOrders } from './use-orders.ts'
import { intervalText, rateText, timeText } from './words.ts'
import styles from './syncs.module.css'

/** One sync as it goes: how far, how fast, whether it keeps its interval, and what failed. */
export function Detail({ sync, address, covering }: { sync: Sync; address: Address; covering: boolean }) {
  const { id, status, registrationId, intervalMs, batchSize } = sync
  const url = useStore((state) => state.registrations.items.get(registrationId)?.url)
  const now = useNow()
  const order = useOrders(sync)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (covering) place.current?.focus()
  }, [covering])
  const open = status === 'running' || status === 'paused'
  return (
    <Pane
      padded
      label={`Sync ${id}`}
      bodyRef={place}
      head={
        <>
          {covering && <h1 className="unseen">Syncs</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>
            <RunMark status={status} />
          </h2>
          <span className="muted">{id}</span>
        </>
      }
      actions={
        <>
          {status === 'running' && (
            <Button leftSection={<Pause size={13} aria-hidden />} loading={order.busy} onClick={() => void order.run('pauseSync')}>
              Pause
            </Button>
          )}
          {status === 'paused' && (
            <Button variant="filled" leftSection={<Play size={13} aria-hidden />} loading={order.busy} onClick={() => void order.run('resumeSync')}>
              Resume
            </Button>
          )}
          {open && (
            <SecondClick confirm="Send nothing more?" loading={order.busy} onConfirm={() => void order.run('cancelSync')}>
              Cancel
            </SecondClick>
          )}
          {!covering && (
            <Tooltip label="Close (Esc)">
              <ActionIcon aria-label="Close the sync" onClick={address.close}>
                <X size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </>
      }
    >
      <SyncProgress sync={sync} />
      <div className={styles.facts}>
        <Facts>
          <Fact name="Registration">
            <Link href={`/registrations/${registrationId}`}>{registrationId}</Link> <span className="mono cut">{url && shortUrl(url)}</span>
          </Fact>
          <Fact name="Rate">
            {rateText(sync) ?? 'not known yet'} <span className="muted">{timeText(sync)}</span>
          </Fact>
          <Fact name="Interval asked">{intervalText(intervalMs)}</Fact>
          {batchSize > 1 && <Fact name="Documents in a message">{batchSize}</Fact>}
          <Fact name="Begun">
            <TimeText iso={sync.createdAt} now={now} />
          </Fact>
          {sync.endedAt !== null && (
            <Fact name="Ended">
              <TimeText iso={sync.endedAt} now={now} />
            </Fact>
          )}
        </Facts>
      </div>
      <Pace sync={sync} />
      <Failed sync={sync} />
    </Pane>
  )
}
