import { memo } from 'react'
import { Link } from 'wouter'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { count, shortUrl } from '#renderer/ui/format.ts'
import { RunMark } from '#renderer/ui/marks.tsx'
import { Bar, percent } from '#renderer/ui/progress.tsx'
import { AgeText } from '#renderer/ui/time-text.tsx'
import { rateText } from './words.ts'
import styles from './syncs.module.css'

/** One sync in the list. */
export const Row = memo(function Row({ id, selected }: { id: string; selected: boolean }) {
  const sync = useStore((state) => state.syncs.items.get(id))
  const url = useStore((state) => state.registrations.items.get(sync?.registrationId ?? '')?.url)
  const now = useNow()
  if (!sync) return null
  return (
    <li>
      <Link href={`/syncs/${id}`} replace={selected} className={styles.row} aria-current={selected || undefined}>
        <span>
          <RunMark status={sync.status} />
        </span>
        <span className="cut" title={url}>
          {sync.registrationId} <span className="muted">{url && shortUrl(url)}</span>
        </span>
        <span className={styles.share}>
          <Bar value={sync.progress} status={sync.status} label={`Progress of ${id}`} />
          <span className={styles.percent}>{percent(sync.progress)}</span>
        </span>
        <span className={styles.failures}>
          {sync.failed > 0 && `${count(sync.failed)} failed`}
        </span>
        <span className="num">{rateText(sync)}</span>
        <span className="num muted">
          <AgeText iso={sync.createdAt} now={now} />
        </span>
      </Link>
    </li>
  )
})
