import { ActionIcon, Button, NumberInput, Textarea, Tooltip } from '@mantine/core'
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '#contract/inbox.ts'
import { REASONS, headerText, headersOf } from './answers.ts'
import styles from './inboxes.module.css'

export interface AnswerEditorProps {
  readonly answer: Answer
  readonly onApply: (answer: Answer) => void
  /** Absent for a new one, and for the only one. */
  readonly onRemove?: () => void
  readonly onMove?: (by: -1 | 1) => void
  readonly applyLabel: string
}

/** One answer in full: status, headers, body. */
export function AnswerEditor({ answer, onApply, onRemove, onMove, applyLabel }: AnswerEditorProps) {
  const [status, setStatus] = useState<number | ''>(answer.status ?? 200)
  const [headers, setHeaders] = useState(headerText(answer.headers))
  const [body, setBody] = useState(answer.body ?? '')
  const [error, setError] = useState<string | null>(null)
  const apply = () => {
    const read = headersOf(headers)
    if ('error' in read) return setError(read.error)
    if (status === '') return
    onApply({ status, ...(read.headers.length > 0 && { headers: read.headers }), ...(body !== '' && { body }) })
  }
  return (
    <form
      className={styles.answerForm}
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <NumberInput
        size="xs"
        label="Status"
        description={status === '' ? undefined : (REASONS[status] ?? 'a status without a name of its own')}
        min={200}
        max={599}
        allowDecimal={false}
        allowNegative={false}
        value={status}
        data-autofocus
        onChange={(value) => setStatus(typeof value === 'number' ? value : '')}
      />
      <Textarea size="xs" label="Headers" description="One a line, as Name: value" classNames={{ input: 'mono' }} rows={2} value={headers} error={error} spellCheck={false} onChange={(event) => setHeaders(event.currentTarget.value)} />
      <Textarea size="xs" label="Body" classNames={{ input: 'mono' }} rows={3} maxLength={1_000_000} value={body} spellCheck={false} onChange={(event) => setBody(event.currentTarget.value)} />
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled" disabled={status === '' || status < 200 || status > 599}>
          {applyLabel}
        </Button>
        {onMove && (
          <>
            <Tooltip label="Answer it earlier">
              <ActionIcon aria-label="Answer it earlier" onClick={() => onMove(-1)}>
                <ArrowLeft size={13} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Answer it later">
              <ActionIcon aria-label="Answer it later" onClick={() => onMove(1)}>
                <ArrowRight size={13} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        {onRemove && (
          <Tooltip label="Remove this answer">
            <ActionIcon className={styles.push} aria-label="Remove this answer" onClick={onRemove}>
              <Trash2 size={13} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </form>
  )
}
