import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { FileFault } from '#contract/provider-file.ts'
import { CodeEditor } from './code-editor.tsx'
import { plural } from './format.ts'
import { Section } from './pane.tsx'
import { WireText } from './wire-text.tsx'
import styles from './faulted-editor.module.css'

export interface FaultedEditorProps {
  readonly label: string
  readonly language: 'json' | 'yaml'
  readonly text: string
  readonly onChange: (text: string) => void
  readonly readOnly?: boolean
  readonly faults: readonly FileFault[]
  /** The faults are those of a text that has changed since. */
  readonly checking: boolean
  /** A place to go to from outside, such as the line of a step. */
  readonly goTo?: { readonly line: number; readonly column: number } | null
}

/** A text with its faults marked at their lines, and listed above it. */
export function FaultedEditor({ label, language, text, onChange, readOnly = false, faults, checking, goTo = null }: FaultedEditorProps) {
  const [fault, setFault] = useState<{ line: number; column: number; after: FaultedEditorProps['goTo'] } | null>(null)
  // Whichever was asked for last.
  const place = fault && fault.after === goTo ? fault : goTo
  return (
    <>
      <Section title="Faults" aside={<span className="muted">{faults.length === 0 ? 'none' : plural(faults.length, 'fault')}</span>}>
        <div role="status" className="unseen">
          {checking ? '' : plural(faults.length, 'fault')}
        </div>
        {faults.length === 0 ? (
          <p className={styles.fine}>
            <Check size={13} aria-hidden /> It can be read from beginning to end.
          </p>
        ) : (
          <ul className={styles.faults} aria-label="Faults">
            {faults.map(({ line, column, path, message }, at) => (
              <li key={at}>
                <Button size="compact-xs" variant="subtle" aria-label={`${line}:${column}, go there`} onClick={() => setFault({ line, column, after: goTo })}>
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
      <CodeEditor label={label} language={language} value={text} onChange={onChange} readOnly={readOnly} faults={faults} goTo={place} maxHeight="none" />
    </>
  )
}
