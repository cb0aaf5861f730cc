import { Button } from '@mantine/core'
import { ArrowUp, TriangleAlert } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { CaptureSummary, Inbox } from '#contract/inbox.ts'
import { useNow } from '#renderer/state/clock.ts'
import { heldText } from '#renderer/state/live-list.ts'
import { loadMore, reloadList } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'
import { clockTime, size } from '#renderer/ui/format.ts'
import { Cell, Grid } from '#renderer/ui/grid.tsx'
import type { GridColumn } from '#renderer/ui/grid.tsx'
import { Dot, StatusCode, VerdictMark } from '#renderer/ui/marks.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { AgeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { NoCaptures } from './no-captures.tsx'
import { useCaptures } from './use-captures.ts'
import { useCaptureCommands } from './use-capture-commands.ts'
import { OpenMark } from './open-mark.tsx'
import styles from './inboxes.module.css'

const COLUMNS: readonly GridColumn[] = [
  { key: 'verdict', title: 'Verdict', width: '6.25rem' },
  { key: 'method', title: 'Method', width: '3.75rem' },
  { key: 'path', title: 'Path', width: 'minmax(5rem, 1fr)' },
  { key: 'size', title: 'Body', width: '4rem', right: true },
  { key: 'answered', title: 'Answered', width: '5.5rem', right: true },
  { key: 'time', title: 'Received', width: '6rem', right: true },
  { key: 'age', title: 'Age', width: '3.25rem', right: true },
]

/** What an inbox received. It follows the newest until the reader scrolls or selects; then new ones wait behind a quiet button. */
export function CaptureList({ inbox, selected, onOpen, onClose }: { inbox: Inbox; selected: string | null; onOpen: (id: string) => void; onClose: () => void }) {
  const [atTop, setAtTop] = useState(true)
  const [topRequest, setTopRequest] = useState(0)
  const { list, error, ready, loading } = useCaptures(inbox.id, !atTop || selected !== null)
  const more = useCallback(() => loadMore('capture'), [])
  const toNewest = () => {
    reloadList('capture')
    setTopRequest((n) => n + 1)
  }
  useCaptureCommands({ ids: list.ids, selected, open: onOpen, close: onClose, toNewest })
  return (
    <div className={styles.list} aria-busy={loading === 'first'}>
      {error !== null && <ProblemLine error={error} onRetry={() => reloadList('capture')} />}
      {ready && list.held.size > 0 && (
        <Button className={styles.fresh} size="compact-xs" leftSection={<ArrowUp size={11} aria-hidden />} onClick={toNewest}>
          {heldText(list.held.size)} new
        </Button>
      )}
      {ready && list.ids.length === 0 && <NoCaptures inbox={inbox} />}
      {ready && list.ids.length > 0 && (
        <Grid label={`Captures of ${inbox.name}, newest first`} name="capture" columns={COLUMNS} ids={list.ids} more={list.nextCursor !== null} selected={selected} onSelect={onOpen} onNearEnd={more} onTop={setAtTop} topRequest={topRequest} row={row} />
      )}
    </div>
  )
}

const row = (id: string) => <Row id={id} />

function Row({ id }: { id: string }) {
  const capture = useStore((state) => state.lists.capture.list.items.get(id))
  const now = useNow()
  if (!capture) return null
  return (
    <>
      <Cell>
        <Verdict capture={capture} />
      </Cell>
      <Cell mono>{capture.method}</Cell>
      <Cell mono>
        <span title={capture.target}>
          <WireText text={capture.target} />
        </span>
      </Cell>
      <Cell right>{size(capture.size)}</Cell>
      <Cell right>
        <Answered capture={capture} />
      </Cell>
      <Cell right>{clockTime(Date.parse(capture.receivedAt))}</Cell>
      <Cell right>
        <AgeText iso={capture.receivedAt} now={now} />
      </Cell>
    </>
  )
}

/** What was done besides answering, in a word. */
const wordOf = (did: string): string => did.split(' ').find((word) => /^[a-z-]+$/.test(word) && word !== 'then') ?? ''

/** The status, or in a word what was done instead. */
function Answered({ capture: { answerStatus, did, open } }: { capture: CaptureSummary }) {
  if (open) return <OpenMark did={did} short />
  if (answerStatus === null && did !== null) return <span title={did}>{wordOf(did)}</span>
  return (
    <span title={did ?? undefined}>
      <StatusCode code={answerStatus} />
      {did !== null && <span className="muted"> {wordOf(did)}</span>}
    </span>
  )
}

export function Verdict({ capture }: { capture: Pick<CaptureSummary, 'verdict' | 'fault' | 'imported'> }) {
  if (capture.fault !== null) {
    return (
      <span className={styles.incomplete} title={capture.fault}>
        <Dot tone="warn" icon={TriangleAlert} />
        incomplete
      </span>
    )
  }
  if (capture.verdict === null) return <span className="muted">{capture.imported ? 'imported' : 'not verified'}</span>
  return (
    <span title={capture.verdict.summary}>
      <VerdictMark ok={capture.verdict.ok} />
    </span>
  )
}
