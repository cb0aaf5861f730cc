import { Popover } from '@mantine/core'
import { Check, Repeat } from 'lucide-react'
import { useState } from 'react'
import { BEHAVIOURS, behaviourOf, type Answer } from '#contract/answer.ts'
import { AnswerEditor } from './answer-editor.tsx'
import { REASONS, chipText, givenOf, turnOf } from './answers.ts'
import styles from './inboxes.module.css'

const SAYS = { used: 'has been given', next: 'is next', later: 'comes later' } as const

export interface AnswerChipProps {
  readonly respond: readonly Answer[]
  readonly at: number
  readonly answered: number
  readonly onChange: (answer: Answer | null) => void
  readonly onMove: ((by: -1 | 1) => void) | undefined
}

/** One answer of a strip, and where it stands. A click opens it. */
export function AnswerChip({ respond, at, answered, onChange, onMove }: AnswerChipProps) {
  const [open, setOpen] = useState(false)
  const answer = respond[at]
  if (!answer) return null
  const turn = turnOf(at, answered, respond)
  const stays = at === respond.length - 1
  const times = stays ? 1 : (answer.times ?? 1)
  const given = givenOf(at, answered, respond)
  const behaviour = behaviourOf(answer)
  const plain = answer.do === undefined || answer.do === 'answer' ? answer : null
  const label = chipText(answer)
  const more = [plain?.headers?.length ? `${plain.headers.length} headers` : '', plain?.body ? 'a body' : ''].filter(Boolean).join(', ')
  const does = plain ? `${label} ${REASONS[plain.status] ?? ''}` : `${label}: a client ${BEHAVIOURS[behaviour].client}`
  const says = `${does}${more && ` with ${more}`}${times > 1 ? `, given ${given} of ${times} times` : ''}; ${SAYS[turn]}${stays ? ', and stays' : ''}`
  const close = () => setOpen(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles.chip} data-turn={turn} data-class={plain ? Math.floor(plain.status / 100) : 'x'} aria-current={turn === 'next' ? 'step' : undefined} title={says} onClick={() => setOpen(!open)}>
          {turn === 'used' && <Check size={11} aria-hidden />}
          <span>
            <span className="unseen">{`Answer ${at + 1}: `}</span>
            {label}
            {more && (
              <>
                <span aria-hidden>+</span>
                <span className="unseen"> with {more}</span>
              </>
            )}
          </span>
          {times > 1 && <span className={styles.times}>{turn === 'next' && given > 0 ? ` ${given} of ${times}` : ` x${times}`}</span>}
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
            close()
            onChange(next)
          }}
          onMove={
            onMove &&
            ((by) => {
              // The chip in this place is another answer from then on.
              close()
              onMove(by)
            })
          }
          onRemove={
            respond.length > 1
              ? () => {
                  close()
                  onChange(null)
                }
              : undefined
          }
        />
      </Popover.Dropdown>
    </Popover>
  )
}
