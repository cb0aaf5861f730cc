import { ActionIcon, Button, Checkbox, NumberInput, Select, TextInput, Tooltip } from '@mantine/core'
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { BEHAVIOURS, type Answer, type Behaviour } from '#contract/answer.ts'
import { IN_PLACE } from '#renderer/ui/in-place.ts'
import { AnswerFieldInput, type Draft } from './answer-fields.tsx'
import { FIELDS, answerOf, delayOf, delayTextOf, headerText, headersOf, mayBeEarly, turnedInto } from './answers.ts'
import styles from './inboxes.module.css'

export interface AnswerEditorProps {
  readonly answer: Answer
  readonly onApply: (answer: Answer) => void
  /** Absent for a new one, and for the only one. */
  readonly onRemove?: () => void
  readonly onMove?: (by: -1 | 1) => void
  readonly applyLabel: string
  /** It is for one request alone: not for several in turn, and too late to come before the body. */
  readonly once?: boolean
}

const PALETTE = Object.entries(BEHAVIOURS).map(([value, { title }]) => ({ value, label: title }))
const clientOf = (behaviour: string): string => `A client ${BEHAVIOURS[behaviour as Behaviour].client}.`

/** One answer in full: what is done, with what, when and how often. */
export function AnswerEditor({ answer, onApply, onRemove, onMove, applyLabel, once = false }: AnswerEditorProps) {
  const [draft, setDraft] = useState<Draft>(answer)
  const [headers, setHeaders] = useState(headerText('headers' in answer ? answer.headers : []))
  const [delay, setDelay] = useState(delayTextOf(answer))
  const [error, setError] = useState<string | null>(null)
  const behaviour = (draft.do ?? 'answer') as Behaviour
  const change = (next: Draft) => setDraft({ ...draft, ...next })
  const apply = () => {
    const fields = FIELDS[behaviour]
    const read = fields.includes('headers') ? headersOf(headers) : { headers: [] }
    if ('error' in read) return setError(read.error)
    const wait = delayOf(delay)
    if ('error' in wait) return setError(wait.error)
    const made = answerOf({ ...draft, headers: read.headers.length > 0 ? read.headers : undefined, delay: wait.delay })
    if ('error' in made) return setError(made.error)
    onApply(made.answer)
  }
  return (
    <form
      className={styles.answerForm}
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <Select
        size="xs"
        label="Does"
        description={clientOf(behaviour)}
        allowDeselect={false}
        comboboxProps={IN_PLACE}
        maxDropdownHeight={320}
        data={PALETTE}
        value={behaviour}
        renderOption={({ option }) => (
          <span className={styles.option}>
            {option.label}
            <span className="muted">{clientOf(option.value)}</span>
          </span>
        )}
        onChange={(next) => next !== null && setDraft(turnedInto(draft, next as Behaviour))}
      />
      {FIELDS[behaviour].map((field) => (
        <AnswerFieldInput key={field} field={field} draft={draft} headers={headers} onHeaders={setHeaders} onChange={change} />
      ))}
      <div className={styles.pair}>
        <TextInput size="xs" label="Delay" description="3s, 1s..5s, normal 2s 500ms" placeholder="none" classNames={{ input: 'mono' }} value={delay} spellCheck={false} onChange={(event) => setDelay(event.currentTarget.value)} />
        <NumberInput size="xs" label="Interim" description="Sent at once, such as 102" placeholder="none" min={102} max={199} allowDecimal={false} value={typeof draft.interim === 'number' ? draft.interim : ''} onChange={(next) => change({ interim: next === '' ? undefined : next })} />
        {!once && <NumberInput size="xs" label="Times" description="In turn, for so many requests" min={1} max={1_000_000} allowDecimal={false} value={typeof draft.times === 'number' ? draft.times : 1} onChange={(next) => change({ times: typeof next === 'number' && next > 1 ? next : undefined })} />}
        {!once && mayBeEarly(behaviour) && <Checkbox size="xs" className={styles.early} label="Early" description="Before the body has come" checked={draft.early === true} onChange={(event) => change({ early: event.currentTarget.checked ? true : undefined })} />}
      </div>
      {error !== null && (
        <p className={styles.wrong} role="alert">
          {error}
        </p>
      )}
      <div className={styles.answerButtons}>
        <Button type="submit" variant="filled">
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
