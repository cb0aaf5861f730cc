import { memo } from 'react'
import { Link } from 'wouter'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { count } from '#renderer/ui/format.ts'
import { RunMark } from '#renderer/ui/marks.tsx'
import { Bar, percent } from '#renderer/ui/progress.tsx'
import { AgeText } from '#renderer/ui/time-text.tsx'
import { wordsOf } from './asked.ts'
import { shareOf } from './words.ts'
import styles from './replays.module.css'

/** One run in the list. */
export const Row = memo(function Row({ id, selected }: { id: string; selected: boolean }) {
  const run = useStore((state) => state.replays.items.get(id))
  const now = useNow()
  if (!run) return null
  const words = wordsOf(run)
  const { fixed, worse } = run.verdicts
  return (
    <li>
      <Link href={`/replays/${id}`} replace={selected} className={styles.row} aria-current={selected || undefined}>
        <span>
          <RunMark status={run.status} />
        </span>
        <span className="cut" title={words}>
          {id} <span className="muted">{words}</span>
        </span>
        <span className={styles.share}>
          <Bar value={shareOf(run)} status={run.status} label={`Progress of ${id}`} />
          <span className={styles.percent}>{percent(shareOf(run))}</span>
        </span>
        <span className={styles.found}>
          {fixed > 0 && <span>{count(fixed)} fixed</span>} {worse > 0 && <span className={styles.worse}>{count(worse)} worse</span>}
        </span>
        <span className="num muted">
          <AgeText iso={run.createdAt} now={now} />
        </span>
      </Link>
    </li>
  )
})
