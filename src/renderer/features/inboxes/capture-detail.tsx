import { ActionIcon, Button, Switch, Tabs, Tooltip } from '@mantine/core'
import { ArrowLeft, FileQuestion, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Capture } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import { useNow } from '#renderer/state/clock.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { duration, size } from '#renderer/ui/format.ts'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { StatusCode, VerdictMark } from '#renderer/ui/marks.tsx'
import { notifyProblem } from '#renderer/ui/notify.ts'
import { Pane, Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { TimeText } from '#renderer/ui/time-text.tsx'
import { VerdictSteps } from '#renderer/ui/verdict-steps.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { REASONS } from './answers.ts'
import { saveBody } from './save-body.ts'
import styles from './inboxes.module.css'

export type CaptureTab = 'request' | 'verdict' | 'answer'

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
  const { data: capture, error, reload } = useLoaded(`capture ${id} ${reveal}`, (client, signal) => client.call('getCapture', { params: { id }, query: { reveal: reveal ? 'true' : 'false' }, signal }))
  const place = useRef<HTMLDivElement>(null)
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
        !covering && (
          <Tooltip label="Close (Esc)">
            <ActionIcon aria-label="Close the capture" onClick={onClose}>
              <X size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )
      }
    >
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {capture && (
        <>
          <Summary capture={capture} />
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

function Summary({ capture }: { capture: Capture }) {
  const now = useNow()
  return (
    <>
      {capture.fault !== null && (
        <ProblemLine tone="warn">
          This request did not come whole. <WireText text={capture.fault} /> {capture.answer === null ? 'It got no answer' : `It was answered ${capture.answer.status}`}, and counts for none of the answers of the inbox.
        </ProblemLine>
      )}
      <Facts>
        <Fact name="Received">
          <TimeText iso={capture.receivedAt} now={now} />
        </Fact>
        <Fact name="From">
          <span className="mono">{capture.peer}</span> <span className="muted">HTTP/{capture.httpVersion}, within {duration(capture.durationMs)}</span>
        </Fact>
        {capture.verdict && (
          <Fact name="Verdict">
            <VerdictMark ok={capture.verdict.ok} /> <span className="muted">{capture.verdict.summary}</span>
          </Fact>
        )}
        <Fact name="Answered">
          <StatusCode code={capture.answerStatus} /> <span className="muted">{capture.answerStatus === null ? 'nothing: the connection was gone' : REASONS[capture.answerStatus]}</span>
        </Fact>
      </Facts>
    </>
  )
}

function RequestTab({ capture }: { capture: Capture }) {
  const save = useAction((client) => saveBody(client, capture.id), notifyProblem)
  return (
    <>
      <Section title="Headers" aside={<span className="muted">{capture.headers.length}, in order and case as they came</span>}>
        <HeaderTable headers={capture.headers} label="Headers of the request, in order" />
      </Section>
      <Section
        title="Body"
        aside={
          capture.body.size > 0 && !capture.body.truncated && (
            <Button size="compact-xs" loading={save.busy} onClick={() => void save.run()}>
              Save ({size(capture.body.size)})
            </Button>
          )
        }
      >
        <BytesView body={capture.body} label="Body of the request" onWhole={() => void save.run()} />
      </Section>
    </>
  )
}

function VerdictTab({ capture, reveal, onReveal }: { capture: Capture; reveal: boolean; onReveal: (reveal: boolean) => void }) {
  if (capture.verdict === null) {
    return <p className="muted">{capture.fault === null ? 'Nothing was verified: the inbox had no scheme when this came. Choose one above, and the next ones are.' : 'An incomplete request is not verified.'}</p>
  }
  return (
    <>
      <p className={styles.verdict}>
        <VerdictMark ok={capture.verdict.ok} /> <WireText text={capture.verdict.summary} />
        <Switch className={styles.push} label="Show the secret" checked={reveal} onChange={(event) => onReveal(event.currentTarget.checked)} />
      </p>
      <VerdictSteps verdict={capture.verdict} />
    </>
  )
}

function AnswerTab({ capture }: { capture: Capture }) {
  if (capture.answer === null) return <p className="muted">It got no answer: the connection was gone before there could be one.</p>
  const { status, headers, body } = capture.answer
  return (
    <>
      <p className={styles.verdict}>
        <StatusCode code={status} /> {REASONS[status]}
      </p>
      <Section title="Headers">
        <HeaderTable headers={headers} label="Headers of the answer, in order" />
      </Section>
      <Section title="Body">
        <BytesView body={body} label="Body of the answer" />
      </Section>
    </>
  )
}
