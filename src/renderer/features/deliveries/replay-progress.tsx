import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { ReplayVerdict } from '#contract/replay.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { count } from '#renderer/ui/format.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import styles from './replay.module.css'

/** The page is told of every move: more often than this nobody reads, ms. */
const EVERY_MS = 250
const SHOWN = 20

type Order = 'pauseReplay' | 'resumeReplay' | 'cancelReplay'

/** How a run goes, and what came of each beside its last time. */
export function ReplayProgress({ id }: { id: string }) {
  const watch = { kind: 'replay', id, everyMs: EVERY_MS } as const
  const [verdict, setVerdict] = useState<ReplayVerdict>()
  const { data: run, error, reload } = useLoaded(`replay ${id}`, (client, signal) => client.call('getReplay', { params: { id }, signal }), watch)
  const results = useLoaded(`results ${id} ${verdict ?? ''}`, (client, signal) => client.call('listReplayResults', { params: { id }, query: { verdict, limit: SHOWN }, signal }), watch)
  const order = useAction(async (client, what: Order) => void (await client.call(what, { params: { id } })))
  const step = useAction(async (client) => void (await client.call('stepReplay', { params: { id }, body: {} })))
  if (!run) return error === null ? null : <ProblemLine error={error} onRetry={reload} />
  const open = run.status === 'running' || run.status === 'paused'
  const over = run.acknowledged + run.failed + run.skipped
  const figures = { made: run.made, sent: run.sent, acknowledged: run.acknowledged, waiting: run.waiting, failed: run.failed, skipped: run.skipped }
  return (
    <div className={styles.form}>
      <p role="status">
        {id} is {run.status}: {count(over)} of {count(run.total)}.
      </p>
      <progress className={styles.bar} max={Math.max(1, run.total)} value={over} aria-label={`Progress of ${id}`} />
      <dl className={styles.figures}>
        {Object.entries(figures).map(([name, n]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{count(n)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.orders}>
        {run.status === 'running' && <Button onClick={() => void order.run('pauseReplay')}>Pause</Button>}
        {run.status === 'paused' && <Button onClick={() => void order.run('resumeReplay')}>Resume</Button>}
        {run.status === 'running' && run.pacing.kind === 'step' && <Button onClick={() => void step.run()}>Next</Button>}
        {open && <Button onClick={() => void order.run('cancelReplay')}>Cancel the run</Button>}
      </div>
      {order.error !== null && <ProblemLine error={order.error} />}
      {step.error !== null && <ProblemLine error={step.error} />}
      <h3>Beside the last time</h3>
      <div className={styles.orders}>
        {ReplayVerdict.options.map((name) => (
          <Button key={name} size="compact-sm" aria-pressed={verdict === name} variant={verdict === name ? 'filled' : 'default'} onClick={() => setVerdict(verdict === name ? undefined : name)}>
            {count(run.verdicts[name])} {name}
          </Button>
        ))}
      </div>
      <ul className={styles.results}>
        {results.data?.items.map(({ originalId, deliveryId, verdict: came, reason, before, after }) => (
          <li key={originalId}>
            <span>{came ?? (reason === null ? 'waiting' : 'skipped')}</span>
            <Link href={`/deliveries/${originalId}`}>{originalId}</Link>
            {deliveryId !== null && <Link href={`/deliveries/${deliveryId}`}>{deliveryId}</Link>}
            <span className="muted">{reason ?? `${before.statusCode ?? before.outcome ?? 'none'} then, ${after.statusCode ?? after.outcome ?? 'none'} now`}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
