import { Button } from '@mantine/core'
import { Check, CircleMinus, X } from 'lucide-react'
import type { ScenarioReport, StepReport } from '#contract/scenario.ts'
import { dateTime, duration, plural } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './scenarios.module.css'

const MARKS = { passed: Check, failed: X, skipped: CircleMinus } as const

/** What came of each step; a failed one says what came instead. */
export function Report({ report, onLine }: { report: ScenarioReport; onLine: (line: number) => void }) {
  const passed = report.steps.filter(({ status }) => status === 'passed').length
  return (
    <Section
      title="What came of it"
      aside={
        <span role="status" className={report.ok ? styles.passed : styles.failed}>
          {report.ok ? `passed: ${plural(passed, 'step')} in ${(report.ms / 1000).toFixed(1)} s` : report.faults.length > 0 ? 'not played: the text has faults' : `failed: ${passed} of ${plural(report.steps.length, 'step')} passed`}
        </span>
      }
    >
      {report.faults.length > 0 && (
        <ul className={styles.steps} aria-label="Faults that stood in the way">
          {report.faults.map(({ line, path, message }, at) => (
            <li key={at} className={styles.step} data-status="failed">
              <X size={13} aria-hidden />
              <span>
                {path !== '' && <code className="mono"><WireText text={path} /> </code>}
                <WireText text={message} />
              </span>
              <LineButton line={line} onLine={onLine} />
            </li>
          ))}
        </ul>
      )}
      <ol className={styles.steps} aria-label="Steps">
        {report.steps.map((step, at) => (
          <Step key={at} step={step} since={report.steps[0]?.at ?? null} onLine={onLine} />
        ))}
      </ol>
    </Section>
  )
}

/** `since`: when the first was over. */
function Step({ step: { name, status, message, at, line }, since, onLine }: { step: StepReport; since: string | null; onLine: (line: number) => void }) {
  const Mark = MARKS[status]
  return (
    <li className={styles.step} data-status={status}>
      <Mark size={13} aria-label={status} />
      <span>
        <WireText text={name} />
        {message !== null && (
          <pre className={styles.message}>
            <WireText text={message} />
          </pre>
        )}
      </span>
      <span className={styles.at}>
        {at !== null && since !== null && (
          <time dateTime={at} title={`${dateTime(Date.parse(at))} (${at}), in the time of the scenario`}>
            {at === since ? '0' : `+${duration(Date.parse(at) - Date.parse(since))}`}
          </time>
        )}
      </span>
      {line !== null && <LineButton line={line} onLine={onLine} />}
    </li>
  )
}

function LineButton({ line, onLine }: { line: number; onLine: (line: number) => void }) {
  return (
    <Button size="compact-xs" variant="subtle" aria-label={`line ${line}, go there`} onClick={() => onLine(line)}>
      line {line}
    </Button>
  )
}
