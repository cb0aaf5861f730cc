import { Filter } from 'lucide-react'
import { memo, useState } from 'react'
import type { MouseEvent, ReactNode } from 'react'
import { OUTCOME_LOOK, StatusCode, StatusMark } from '#renderer/ui/marks.tsx'
import { Cell } from '#renderer/ui/grid.tsx'
import { duration, shortUrl } from '#renderer/ui/format.ts'
import { AgeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { Address } from './address.ts'
import styles from './deliveries.module.css'

/** One delivery in the list. A value that the list can be narrowed to has a small button for it. */
export const Row = memo(function Row({ id, narrow }: { id: string; narrow: Address['narrow'] }) {
  const item = useStore((state) => state.lists.delivery.list.items.get(id))
  if (!item) return null
  return (
    <>
      <Cell>
        <Narrowing label={`Only ${item.status}`} onClick={() => narrow({ status: [item.status] })}>
          <StatusMark status={item.status} />
        </Narrowing>
      </Cell>
      <Cell>
        <Narrowing label={`Only ${item.trigger}`} onClick={() => narrow({ trigger: item.trigger })}>
          {item.trigger} <span className="muted"><WireText text={item.subject} /></span>
        </Narrowing>
      </Cell>
      <Cell>
        <Narrowing label={`Only registration ${item.registrationId}`} onClick={() => narrow({ registration: item.registrationId })}>
          <span className="muted" title={item.url}>
            <WireText text={shortUrl(item.url)} />
          </span>
        </Narrowing>
      </Cell>
      <Cell right>
        <Answer item={item} />
      </Cell>
      <Cell right>{item.attemptCount}</Cell>
      <Cell right>
        <Latency item={item} />
      </Cell>
      <Cell right>
        <Age iso={item.createdAt} />
      </Cell>
    </>
  )
})

function Answer({ item }: { item: DeliverySummary }) {
  if (item.lastStatusCode !== null || item.lastOutcome === null) return <StatusCode code={item.lastStatusCode} />
  const look = OUTCOME_LOOK[item.lastOutcome]
  return (
    <span title={item.lastError ?? look.word}>
      <look.icon className={styles.answer} size={13} strokeWidth={2.25} aria-hidden />
      <span className="unseen">{look.word}</span>
    </span>
  )
}

/** The number, over a track that is full at the deadline. */
function Latency({ item }: { item: DeliverySummary }) {
  if (item.latencyMs === null) return <span className="muted">–</span>
  const share = Math.min(1, item.latencyMs / item.deadlineMs)
  return (
    <span className={styles.latency} title={`${duration(item.latencyMs)} of ${duration(item.deadlineMs)} that the receiver has to answer`}>
      {duration(item.latencyMs)}
      <span className={styles.track} aria-hidden>
        <span className={styles.used} data-much={share > 0.8 || undefined} style={{ width: `${Math.max(4, share * 100)}%` }} />
      </span>
    </span>
  )
}

function Age({ iso }: { iso: string }) {
  return <AgeText iso={iso} now={useNow()} />
}

/** Reached by the pointer only, and drawn when that is there, as no list needs a hundred of them: from the keyboard the same is in the filter bar and in the detail. */
function Narrowing({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  const [near, setNear] = useState(false)
  const click = (event: MouseEvent) => {
    event.stopPropagation()
    onClick()
  }
  return (
    <span className={styles.narrowing} onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)}>
      <span className="cut">{children}</span>
      {near && (
        <button type="button" tabIndex={-1} className={styles.funnel} aria-label={label} title={label} onClick={click}>
          <Filter size={11} aria-hidden />
        </button>
      )}
    </span>
  )
}
