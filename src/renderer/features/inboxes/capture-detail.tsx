import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core'
import { ArrowLeft, FileQuestion, RotateCcw, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { curlOf, originFrom } from '#contract/curl.ts'
import type { Capture } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { duration } from '#renderer/ui/format.ts'
import { StatusCode, VerdictMark } from '#renderer/ui/marks.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { REASONS } from './answers.ts'
import { AnswerTab } from './answer-tab.tsx'
import { CaptureCompare } from './capture-compare.tsx'
import type { CaptureTab } from './capture-tab.ts'
import { RequestTab, VerdictTab } from './capture-tabs.tsx'
import { ExportMenu } from './export-menu.tsx'
import { OpenMark } from './open-mark.tsx'
import { useOpenCaptureCommands } from './use-open-capture-commands.ts'
import styles from './inboxes.module.css'

export interface CaptureDetailProps {
  readonly id: string
  readonly covering: boolean
  readonly tab: CaptureTab
  readonly onTab: (tab: CaptureTab) => void
  readonly onClose: () => void
}

/** One request as it came in: its bytes, what verification made of it, and what it was answered. */
export function CaptureDetail({ id, covering, tab, onTab, onClose }: CaptureDetailProps) {
  const [reveal, setReveal] = useState(false)
  const [, go] = useLocation()
  const { data: capture, error, reload } = useLoaded(`capture ${id} ${reveal}`, (client, signal) => client.call('getCapture', { params: { id }, query: { reveal: reveal ? 'true' : 'false' }, signal }), { kind: 'capture', id })
  const base = useStore((state) => state.status?.listeners.inbox ?? 'http://127.0.0.1:4482')
  const curl = useMemo(() => (capture ? curlOf({ ...capture, url: originFrom(capture.headers, base) + capture.target }, capture.httpVersion) : null), [capture, base])
  const place = useRef<HTMLDivElement>(null)
  const replay = (how = '') => go(`/replays?new=captures&ids=${id}${how}`)
  useOpenCaptureCommands({ id, replayable: capture !== undefined && capture.fault === null, replay, onTab })
  useEffect(() => {
    if (covering) place.current?.focus()
  }, [covering])
  if (error instanceof ProblemError && error.code === 'not_found') {
    return (
      <Pane label="Capture">
        <EmptyState icon={FileQuestion} title={`There is no ${id} here`} actions={<Button onClick={onClose}>Back to the list</Button>}>
          It may have belonged to another workspace, or has been removed with its inbox.
        </EmptyState>
      </Pane>
    )
  }
  return (
    <Pane
      padded
      label={`Capture ${id}`}
      bodyRef={place}
      head={
        <>
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={onClose}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={`${styles.title} mono`}>{capture ? <WireText text={`${capture.method} ${capture.target}`} /> : id}</h2>
        </>
      }
      actions={
        <>
          {curl !== null && <CopyButton value={curl} label="Copy as curl" size={14} />}
          <Button size="compact-sm" disabled={!capture || capture.fault !== null} aria-label={`Replay ${id}`} leftSection={<RotateCcw size={13} aria-hidden />} onClick={() => replay()}>
            Replay
          </Button>
          <ExportMenu name={id} what={{ ids: [id] }} label={`Export ${id}`} disabled={!capture} />
          {!covering && (
            <Tooltip label="Close (Esc)">
              <ActionIcon aria-label="Close the capture" onClick={onClose}>
                <X size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </>
      }
    >
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {capture && (
        <>
          <Summary capture={capture} />
          <CaptureCompare capture={capture} answer={tab === 'answer'} />
          <Tabs value={tab} onChange={(value) => onTab((value ?? 'request') as CaptureTab)} className={styles.tabs}>
            <Tabs.List>
              <Tabs.Tab value="request">Request</Tabs.Tab>
              <Tabs.Tab value="verdict">Verdict</Tabs.Tab>
              <Tabs.Tab value="answer">Answer</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="request">
              <RequestTab capture={capture} />
            </Tabs.Panel>
            <Tabs.Panel value="verdict">
              <VerdictTab capture={capture} reveal={reveal} onReveal={setReveal} />
            </Tabs.Panel>
            <Tabs.Panel value="answer">
              <AnswerTab capture={capture} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Pane>
  )
}

function Answered({ capture: { answerStatus, did, imported, open } }: { capture: Capture }) {
  if (open) return <OpenMark did={did} />
  if (answerStatus === null && imported !== null) return <span className="muted">not known</span>
  return (
    <>
      <StatusCode code={answerStatus} /> <span className="muted">{did !== null ? <WireText text={did} /> : answerStatus === null ? 'nothing: the connection was gone' : REASONS[answerStatus]}</span>
    </>
  )
}

function Summary({ capture }: { capture: Capture }) {
  const now = useNow()
  return (
    <>
      {capture.fault !== null && (
        <ProblemLine tone="warn">
          This request did not come whole. <WireText text={capture.fault} />{' '}
          {capture.why === null && `${capture.answer === null ? 'It got no answer' : `It was answered ${capture.answer.status}`}, and counts for none of the answers of the inbox.`}
        </ProblemLine>
      )}
      <Facts>
        <Fact name="Received">
          <TimeText iso={capture.receivedAt} now={now} />
        </Fact>
        {capture.imported && (
          <Fact name="Imported">
            <TimeText iso={capture.imported.at} now={now} /> <span className="muted">from {capture.imported.format}</span> {capture.imported.file !== null && <WireText text={capture.imported.file} />}
          </Fact>
        )}
        <Fact name="From">
          <span className="mono">{capture.peer === '' ? 'not known' : <WireText text={capture.peer} />}</span> <span className="muted">HTTP/{capture.httpVersion}, within {duration(capture.durationMs)}</span>
        </Fact>
        {capture.verdict && (
          <Fact name="Verdict">
            <VerdictMark ok={capture.verdict.ok} /> <span className="muted">{capture.verdict.summary}</span>
          </Fact>
        )}
        <Fact name="Answered">
          <Answered capture={capture} />
        </Fact>
      </Facts>
    </>
  )
}
