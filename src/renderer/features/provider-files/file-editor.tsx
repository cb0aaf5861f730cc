import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import { FILE_LIMIT, type FileFault } from '#contract/provider-file.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { CodeEditor } from '#renderer/ui/code-editor.tsx'
import { plural } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import styles from './provider-files.module.css'

const CHECK_MS = 300
const NONE: readonly FileFault[] = []

export interface FileEditorProps {
  readonly label: string
  readonly language: 'json' | 'yaml'
  readonly text: string
  readonly onChange: (text: string) => void
  readonly readOnly?: boolean
  /** Faults that do not follow from the text alone, such as an id that another file has. */
  readonly known?: readonly FileFault[]
}

/** The text with its faults marked at their lines, and listed above; it is checked as it is typed, and kept by whoever shows this. */
export function FileEditor({ label, language, text, onChange, readOnly = false, known = NONE }: FileEditorProps) {
  const [settled] = useDebouncedValue(text, CHECK_MS)
  const [goTo, setGoTo] = useState<{ line: number; column: number } | null>(null)
  const checked = useLoaded(settled.length > FILE_LIMIT ? null : `check ${settled}`, (client, signal) => client.call('checkProviderFile', { body: { text: settled }, signal }))
  const found = checked.data?.faults
  const faults = useMemo(() => (found === undefined ? known : [...found, ...known.filter((one) => !found.some(({ line, message }) => line === one.line && message === one.message))]), [found, known])
  return (
    <>
      {checked.error !== null && <ProblemLine error={checked.error} onRetry={checked.reload} />}
      {settled.length > FILE_LIMIT && <ProblemLine>A provider file has {FILE_LIMIT} characters at most; this one has {settled.length}.</ProblemLine>}
      <Section title="Faults" aside={<span className="muted">{faults.length === 0 ? 'none' : plural(faults.length, 'fault')}</span>}>
        <div role="status" className="unseen">
          {checked.loading ? '' : plural(faults.length, 'fault')}
        </div>
        {faults.length === 0 ? (
          <p className={styles.fine}>
            <Check size={13} aria-hidden /> It can be read from beginning to end.
          </p>
        ) : (
          <ul className={styles.faults} aria-label="Faults">
            {faults.map(({ line, column, path, message }, at) => (
              <li key={at}>
                <Button size="compact-xs" variant="subtle" aria-label={`${line}:${column}, go there`} onClick={() => setGoTo({ line, column })}>
                  {line}:{column}
                </Button>
                <span>
                  {path !== '' && (
                    <code className="mono">
                      <WireText text={path} />
                    </code>
                  )}{' '}
                  <WireText text={message} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <CodeEditor label={label} language={language} value={text} onChange={onChange} readOnly={readOnly} faults={faults} goTo={goTo} maxHeight="none" />
    </>
  )
}
