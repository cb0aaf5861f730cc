import { Button } from '@mantine/core'
import { Ban, CircleCheck, CircleX, Equal, EqualNot, Hourglass, SkipForward } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { ReplayVerdict } from '#contract/replay.ts'
import type { Replay, ReplayResult } from '#contract/replay.ts'
import { comparisonOf } from '#renderer/state/compare.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { count } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import type { Address } from './address.ts'
import { endText, outcomeOf, type Outcome } from './words.ts'
import styles from './replays.module.css'

const PAGE = 100
/** The page is told of every move: more often than this nobody reads, ms. */
const EVERY_MS = 250

const SAYS: Readonly<Record<ReplayVerdict, { readonly icon: LucideIcon; readonly title: string }>> = {
  same: { icon: Equal, title: 'The same outcome, status and body as the last time' },
  fixed: { icon: CircleCheck, title: 'Acknowledged now, and not the last time' },
  worse: { icon: CircleX, title: 'Acknowledged the last time, and not now' },
  different: { icon: EqualNot, title: 'Not the same, and neither fixed nor worse' },
}

const ICONS: Readonly<Record<Outcome, LucideIcon>> = { same: SAYS.same.icon, fixed: SAYS.fixed.icon, worse: SAYS.worse.icon, different: SAYS.different.icon, waiting: Hourglass, skipped: SkipForward, cancelled: Ban }

/** What came of each beside its last time, the newest first. */
export function Results({ run, address: { verdict, judge } }: { run: Replay; address: Address }) {
  const { id, verdicts } = run
  const [shown, setShown] = useState(PAGE)
  const only = (name: ReplayVerdict) => {
    setShown(PAGE)
    judge(verdict === name ? undefined : name)
  }
  const { data, error, loading, reload } = useLoaded(
    `results ${id} ${verdict ?? ''}`,
    async (client, signal) => {
      const items: ReplayResult[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await client.call('listReplayResults', { params: { id }, query: { verdict, cursor, limit: Math.min(500, shown - items.length) }, signal })
        items.push(...page.items)
        if (page.nextCursor === null || items.length >= shown) return { items, more: page.nextCursor !== null }
        cursor = page.nextCursor
      }
    },
    { kind: 'replay', id, everyMs: EVERY_MS },
  )
  // More of the same list: what is there stays on screen until it has come.
  const read = useRef(shown)
  useEffect(() => {
    if (read.current !== shown) reload()
    read.current = shown
  }, [shown, reload])
  return (
    <Section title="Beside the last time">
      <div className={styles.verdicts} role="group" aria-label="Only those that are">
        {ReplayVerdict.options.map((name) => (
          <Button key={name} size="compact-sm" aria-pressed={verdict === name} variant={verdict === name ? 'filled' : 'default'} title={SAYS[name].title} disabled={verdicts[name] === 0 && verdict !== name} onClick={() => only(name)}>
            {count(verdicts[name])} {name}
          </Button>
        ))}
      </div>
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {data?.items.length === 0 && <p className={styles.none}>{verdict === undefined ? 'Nothing has been taken up yet.' : `None is ${verdict}.`}</p>}
      {data && data.items.length > 0 && (
        <table className={styles.results}>
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">{run.captures ? 'Capture' : 'Before'}</th>
              <th scope="col">Sent again</th>
              <th scope="col">Then</th>
              <th scope="col">Now</th>
              <th scope="col">
                <span className="unseen">Compare</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((result) => (
              <Line key={result.originalId} result={result} status={run.status} />
            ))}
          </tbody>
        </table>
      )}
      {data?.more && (
        <Button size="compact-sm" loading={loading} onClick={() => setShown(shown + 5 * PAGE)}>
          Show more
        </Button>
      )}
    </Section>
  )
}

const pageOf = (id: string): string => (id.startsWith('cap_') ? `/inboxes/${id}` : `/deliveries/${id}`)

/** What was answered then and now; the requests where one of them was not answered. */
const comparison = (original: string, delivery: string, answered: boolean): string =>
  answered ? comparisonOf(`${original}/${original.startsWith('cap_') ? 'answer' : 'response'}`, `${delivery}/response`) : comparisonOf(`${original}/request`, `${delivery}/request`)

function Line({ result, status }: { result: ReplayResult; status: Replay['status'] }) {
  const { originalId, deliveryId, verdict, reason, before, after } = result
  const outcome = outcomeOf(result, status)
  const Icon = ICONS[outcome]
  return (
    <tr data-verdict={verdict ?? undefined}>
      <td>
        <span className={styles.verdict} title={verdict ? SAYS[verdict].title : undefined}>
          <Icon size={13} aria-hidden /> {outcome}
        </span>
      </td>
      <td>
        <Link className="mono" href={pageOf(originalId)}>
          {originalId}
        </Link>
      </td>
      {reason !== null ? (
        <td colSpan={4}>
          <WireText text={reason} />
        </td>
      ) : (
        <>
          <td>
            {deliveryId !== null && (
              <Link className="mono" href={pageOf(deliveryId)}>
                {deliveryId}
              </Link>
            )}
          </td>
          <td>{deliveryId === null ? '' : endText(before)}</td>
          <td>{verdict === null && after.outcome === null ? '' : endText(after)}</td>
          <td>
            {deliveryId !== null && after.outcome !== null && (
              <Link href={comparison(originalId, deliveryId, before.statusCode !== null && after.statusCode !== null)} aria-label={`Compare ${originalId} with ${deliveryId}`}>
                Compare
              </Link>
            )}
          </td>
        </>
      )}
    </tr>
  )
}
