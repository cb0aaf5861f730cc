import { Button, Popover, Tooltip } from '@mantine/core'
import { Check, ChevronRight, Plus, Repeat, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '#contract/inbox.ts'
import { AnswerEditor } from './answer-editor.tsx'
import { REASONS, moved, turnOf, withAnswer } from './answers.ts'
import styles from './inboxes.module.css'

const QUICK = [200, 503, 404, 500]
const SAYS = { used: 'has been given', next: 'is next', later: 'comes later' } as const

export interface AnswerStripProps {
  readonly respond: readonly Answer[]
  /** Requests answered since they were set. */
  readonly answered: number
  readonly busy?: boolean
  readonly onChange: (respond: Answer[]) => void
}

/** What is answered, in turn; the last one stays. A change starts again with the first. */
export function AnswerStrip({ respond, answered, busy, onChange }: AnswerStripProps) {
  const [adding, setAdding] = useState(false)
  const total = respond.length
  return (
    <div className={styles.answers} aria-busy={busy} role="group" aria-label="Answers">
      <ol className={styles.chips}>
        {respond.map((answer, at) => (
          <li key={at}>
            <Chip answer={answer} at={at} total={total} answered={answered} onChange={(next) => onChange(withAnswer(respond, at, next))} onMove={total > 1 ? (by) => onChange(moved(respond, at, by)) : undefined} />
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
      {answered > 0 && total > 1 && (
        <Tooltip label="Begin again with the first answer">
          <Button size="compact-xs" leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => onChange([...respond])}>
            From the first
          </Button>
        </Tooltip>
      )}
      <span className={styles.quick} role="group" aria-label="From now on always">
        <span className="muted">Always</span>
        {QUICK.map((status) => (
          <Button key={status} size="compact-xs" aria-label={`Always ${status} ${REASONS[status]}`} onClick={() => onChange([{ status }])}>
            {status}
          </Button>
        ))}
      </span>
    </div>
  )
}

interface ChipProps {
  readonly answer: Answer
  readonly at: number
  readonly total: number
  readonly answered: number
  readonly onChange: (answer: Answer | null) => void
  readonly onMove: ((by: -1 | 1) => void) | undefined
}

function Chip({ answer, at, total, answered, onChange, onMove }: ChipProps) {
  const [open, setOpen] = useState(false)
  const turn = turnOf(at, answered, total)
  const stays = at === total - 1
  const status = answer.status ?? 200
  const more = [answer.headers?.length ? `${answer.headers.length} headers` : '', answer.body ? 'a body' : ''].filter(Boolean).join(', ')
  const says = `${status} ${REASONS[status] ?? ''}${more && ` with ${more}`}: ${SAYS[turn]}${stays ? ', and stays' : ''}`
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip} data-turn={turn} data-class={Math.floor(status / 100)} aria-current={turn === 'next' ? 'step' : undefined} title={says} onClick={() => setOpen(!open)}>
          {turn === 'used' && <Check size={11} aria-hidden />}
          <span>
            <span className="unseen">{`Answer ${at + 1}: `}</span>
            {status}
            {more && (
              <>
                <span aria-hidden>+</span>
                <span className="unseen"> with {more}</span>
              </>
            )}
          </span>
          {turn === 'next' && <span className={styles.turn}> next</span>}
          {turn === 'used' && <span className="unseen"> given</span>}
          {stays && (
            <>
              <Repeat size={11} aria-hidden />
              <span className="unseen"> and stays</span>
            </>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.pop}>
        <AnswerEditor
          answer={answer}
          applyLabel="Apply"
          onApply={(next) => {
            setOpen(false)
            onChange(next)
          }}
          onMove={
            onMove &&
            ((by) => {
              // The chip in this place is another answer from then on.
              setOpen(false)
              onMove(by)
            })
          }
          onRemove={
            total > 1
              ? () => {
                  setOpen(false)
                  onChange(null)
                }
              : undefined
          }
        />
      </Popover.Dropdown>
    </Popover>
  )
}
