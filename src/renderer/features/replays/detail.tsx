import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { ArrowLeft, Pause, Play, SkipForward, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Replay } from '#contract/replay.ts'
import { useNow } from '#renderer/state/clock.ts'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { count } from '#renderer/ui/format.ts'
import { RunMark } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { Progress } from '#renderer/ui/progress.tsx'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import type { Address } from './address.ts'
import { wordsOf } from './asked.ts'
import { Results } from './results.tsx'
import { useOrders } from './use-orders.ts'
import { paceText, rateText, shareOf, timeText } from './words.ts'
import styles from './replays.module.css'

/** One run as it goes: how far, how fast, and what came of each beside its last time. */
export function Detail({ run, address, covering }: { run: Replay; address: Address; covering: boolean }) {
  const { id, status, pacing } = run
  const order = useOrders(run)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (covering) place.current?.focus()
  }, [covering])
  const open = status === 'running' || status === 'paused'
  const share = shareOf(run)
  return (
    <Pane
      padded
      label={`Run ${id}`}
      bodyRef={place}
      head={
        <>
          {covering && <h1 className="unseen">Replays</h1>}
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
          {status === 'running' && pacing.kind === 'step' && (
            <Button variant="filled" leftSection={<SkipForward size={13} aria-hidden />} loading={order.busy} onClick={() => void order.run('stepReplay')}>
              Next
            </Button>
          )}
          {status === 'running' && (
            <Button leftSection={<Pause size={13} aria-hidden />} loading={order.busy} onClick={() => void order.run('pauseReplay')}>
              Pause
            </Button>
          )}
          {status === 'paused' && (
            <Button variant="filled" leftSection={<Play size={13} aria-hidden />} loading={order.busy} onClick={() => void order.run('resumeReplay')}>
              Resume
            </Button>
          )}
          {open && (
            <SecondClick confirm="Make no more?" loading={order.busy} onConfirm={() => void order.run('cancelReplay')}>
              Cancel
            </SecondClick>
          )}
          {!covering && (
            <Tooltip label="Close (Esc)">
              <ActionIcon aria-label="Close the run" onClick={address.close}>
                <X size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </>
      }
    >
      <Progress value={share} status={status} label={`Progress of ${id}`} of={`${count(run.total)}${run.selected ? '' : ' or more'}`} figures={figuresOf(run)} />
      <RunFacts run={run} />
      <Results run={run} address={address} />
    </Pane>
  )
}

function figuresOf({ id, made, sent, acknowledged, waiting, failed, skipped }: Replay) {
  const made_ = (status: string | null) => `/deliveries?replay=${id}${status === null ? '' : `&status=${status}`}`
  return [
    { name: 'sent', n: sent, title: `Of ${count(made)} made so far`, href: made_(null) },
    { name: 'acknowledged', n: acknowledged, title: 'The receiver has them', href: made_('acknowledged') },
    { name: 'waiting', n: waiting, title: 'Queued, in flight, or waiting for a retry', href: made_('queued,sending,retrying') },
    { name: 'failed', n: failed, title: 'Given up: failed, expired or cancelled', href: made_('failed,expired,cancelled'), bad: true },
    { name: 'skipped', n: skipped, title: 'Could not be replayed: the results say why' },
  ]
}

function RunFacts({ run }: { run: Replay }) {
  const now = useNow()
  const { options, registrationId, captures } = run
  return (
    <div className={styles.facts}>
      <Facts>
        <Fact name={captures ? 'Captures' : 'Deliveries'}>
          <WireText text={wordsOf(run)} />
        </Fact>
        {(registrationId !== null || options.target !== undefined) && (
          <Fact name="Goes to">
            {registrationId !== null && <Link href={`/registrations/${registrationId}`}>{registrationId}</Link>} {options.target !== undefined && <WireText text={options.target} />}
          </Fact>
        )}
        <Fact name="Signature">
          {options.resign ? 'signed again with the settings of now' : 'the bytes as they were'}
          {options.newIds && ', with new message ids'}
          {options.edit && ', edited'}
        </Fact>
        <Fact name="Pace">
          {paceText(run.pacing)} <span className="muted">{[rateText(run), timeText(run)].filter(Boolean).join(', ')}</span>
        </Fact>
        <Fact name="Begun">
          <TimeText iso={run.createdAt} now={now} />
        </Fact>
        {run.endedAt !== null && (
          <Fact name="Ended">
            <TimeText iso={run.endedAt} now={now} />
          </Fact>
        )}
      </Facts>
    </div>
  )
}
