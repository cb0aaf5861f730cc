import { Button, Popover, TextInput, Tooltip } from '@mantine/core'
import { ChevronRight, MessageSquareReply, Plus, RotateCcw, TextCursorInput, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { BEHAVIOURS, plainAnswer, type Answer } from '#contract/answer.ts'
import { answersText, parseAnswers } from '#contract/answer-text.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { AnswerChip } from './answer-chip.tsx'
import { AnswerEditor } from './answer-editor.tsx'
import { REASONS, moved, withAnswer } from './answers.ts'
import styles from './inboxes.module.css'

const QUICK: readonly { name: string; says: string; answer: Answer }[] = [
  ...[200, 503, 404, 500].map((status) => ({ name: String(status), says: `${status} ${REASONS[status]}`, answer: { status } })),
  ...(['hang', 'reset', 'hold'] as const).map((name) => ({ name, says: `${name}: a client ${BEHAVIOURS[name].client}`, answer: plainAnswer(name) })),
]

export interface AnswerStripProps {
  readonly respond: readonly Answer[]
  /** Requests answered since they were set. */
  readonly answered: number
  readonly busy?: boolean
  readonly onChange: (respond: Answer[]) => void
}

/** What is answered, in turn; the last one stays. Built from pieces or typed. A change starts again with the first. */
export function AnswerStrip({ respond, answered, busy, onChange }: AnswerStripProps) {
  const [adding, setAdding] = useState(false)
  const [typing, setTyping] = useState(false)
  const [replaced, setReplaced] = useState<readonly Answer[] | null>(null)
  const typer = useRef<HTMLButtonElement>(null)
  const typed = useRef(false)
  useEffect(() => {
    // The field is gone, and the focus with it: it goes to what opened it.
    if (typed.current && !typing) typer.current?.focus()
    typed.current = typing
  }, [typing])
  const total = respond.length
  const replace = (next: Answer[]) => {
    setReplaced(respond)
    onChange(next)
  }
  useCommands([
    { id: 'type-answers', title: 'Type the answers as text', group: 'This inbox', icon: TextCursorInput, keywords: 'script strip', run: () => setTyping(true) },
    ...QUICK.map(({ name, answer }) => ({ id: `always ${name}`, title: `Always answer ${name}`, group: 'This inbox', icon: MessageSquareReply, keywords: 'status mend fix break', run: () => replace([answer]) })),
  ])
  if (typing) {
    return (
      <ScriptForm
        respond={respond}
        onCancel={() => setTyping(false)}
        onApply={(next) => {
          setTyping(false)
          replace(next)
        }}
      />
    )
  }
  return (
    <div className={styles.answers} aria-busy={busy} role="group" aria-label="Answers">
      <ol className={styles.chips}>
        {respond.map((_, at) => (
          <li key={at}>
            <AnswerChip respond={respond} at={at} answered={answered} onChange={(next) => onChange(withAnswer(respond, at, next))} onMove={total > 1 ? (by) => onChange(moved(respond, at, by)) : undefined} />
            {at < total - 1 && <ChevronRight className={styles.then} size={12} aria-hidden />}
          </li>
        ))}
      </ol>
      <Popover opened={adding} onChange={setAdding} position="bottom-start" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Button size="compact-xs" leftSection={<Plus size={12} aria-hidden />} onClick={() => setAdding(!adding)}>
            Then
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={styles.pop}>
          <AnswerEditor
            answer={{ status: 200 }}
            applyLabel="Add"
            onApply={(answer) => {
              setAdding(false)
              onChange([...respond, answer])
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Type the answers as text">
        <Button ref={typer} size="compact-xs" leftSection={<TextCursorInput size={12} aria-hidden />} onClick={() => setTyping(true)}>
          As text
        </Button>
      </Tooltip>
      {answered > 0 && total > 1 && (
        <Tooltip label="Begin again with the first answer">
          <Button size="compact-xs" leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => onChange([...respond])}>
            From the first
          </Button>
        </Tooltip>
      )}
      {replaced && answersText(replaced) !== answersText(respond) && (
        <Tooltip label={`Back to ${answersText(replaced).slice(0, 80)}`}>
          <Button size="compact-xs" leftSection={<Undo2 size={12} aria-hidden />} onClick={() => replace([...replaced])}>
            Undo
          </Button>
        </Tooltip>
      )}
      <span className={styles.quick} role="group" aria-label="From now on always">
        <span className="muted">Always</span>
        {QUICK.map(({ name, says, answer }) => (
          <Button key={name} size="compact-xs" aria-label={`Always ${says}`} title={says} onClick={() => replace([answer])}>
            {name}
          </Button>
        ))}
      </span>
    </div>
  )
}

/** The same as text, which says it all: counts, bodies, headers. */
function ScriptForm({ respond, onApply, onCancel }: { respond: readonly Answer[]; onApply: (respond: Answer[]) => void; onCancel: () => void }) {
  const [text, setText] = useState(() => answersText(respond))
  const [error, setError] = useState<string | null>(null)
  return (
    <form
      className={styles.script}
      onSubmit={(event) => {
        event.preventDefault()
        try {
          onApply(parseAnswers(text))
        } catch (problem) {
          setError(problem instanceof Error ? problem.message : String(problem))
        }
      }}
    >
      <TextInput
        size="xs"
        className={styles.scriptText}
        aria-label="Answers as text"
        placeholder="503 x2 | hang | reset after headers | 200 slow 3s | 200"
        classNames={{ input: 'mono' }}
        data-autofocus
        autoFocus
        spellCheck={false}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <Button type="submit" size="compact-sm" variant="filled">
        Apply
      </Button>
      <Button size="compact-sm" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
