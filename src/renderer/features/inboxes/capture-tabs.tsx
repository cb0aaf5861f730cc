import { Button, Switch } from '@mantine/core'
import type { Capture } from '#contract/inbox.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { BytesView } from '#renderer/ui/bytes-view.tsx'
import { size } from '#renderer/ui/format.ts'
import { HeaderTable } from '#renderer/ui/header-table.tsx'
import { VerdictMark } from '#renderer/ui/marks.tsx'
import { notifyProblem } from '#renderer/ui/notify.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { VerdictSteps } from '#renderer/ui/verdict-steps.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import { saveBody } from '#renderer/ui/save-file.ts'
import { WhySection } from './why-section.tsx'
import styles from './inboxes.module.css'

/** The request as it came: headers, then the body's bytes. */
export function RequestTab({ capture }: { capture: Capture }) {
  const save = useAction((client) => saveBody(client, capture.id), notifyProblem)
  return (
    <>
      <Section title="Headers" aside={<span className="muted">{capture.headers.length}, in order and case as {capture.imported ? 'the file has them' : 'they came'}</span>}>
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

/** What verification made of it, step by step. */
export function VerdictTab({ capture, reveal, onReveal }: { capture: Capture; reveal: boolean; onReveal: (reveal: boolean) => void }) {
  if (capture.verdict === null) {
    return <p className="muted">{capture.imported ? 'The file brought no verdict, and what is imported is not verified anew.' : capture.fault === null ? 'Nothing was verified: the inbox had no scheme when this came. Choose one above, and the next ones are.' : 'An incomplete request is not verified.'}</p>
  }
  return (
    <>
      <p className={styles.verdict}>
        <VerdictMark ok={capture.verdict.ok} /> <WireText text={capture.verdict.summary} />
        <Switch className={styles.push} label="Show the secret" checked={reveal} onChange={(event) => onReveal(event.currentTarget.checked)} />
      </p>
      {!capture.verdict.ok && capture.fault === null && <WhySection id={capture.id} inbox={capture.inboxId} />}
      <Section title="Step by step">
        <VerdictSteps verdict={capture.verdict} />
      </Section>
    </>
  )
}
