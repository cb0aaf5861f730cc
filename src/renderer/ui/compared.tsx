import type { ReactNode } from 'react'
import type { DiffText, Mark } from '#contract/diff.ts'
import { count } from './format.ts'
import { WireText } from './wire-text.tsx'
import { segmentsOf, shortened } from './segments.ts'
import styles from './compared.module.css'

const SIGN: Record<Mark, string> = { same: '=', added: '+', removed: '−', changed: '≠' }

/** A text of which nothing is left out. */
export const whole = (text: string): DiffText => ({ text, cut: 0 })
export const differing = <T extends { readonly mark: Mark }>(items: readonly T[], only: boolean): readonly T[] => (only ? items.filter(({ mark }) => mark !== 'same') : items)

/** A table of two sides; on a narrow window the second side stands below the first. `headed`: what the sides are called is to be seen. */
export function Compared({ label, columns, headed = false, children }: { label: string; columns: readonly [string, string, string]; headed?: boolean; children: ReactNode }) {
  return (
    <div className={styles.table} role="table" aria-label={label}>
      <div className={`${styles.row} ${headed ? styles.heads : 'unseen'}`} role="row">
        {columns.map((title, at) => (
          <span key={title} role="columnheader">
            {at === 0 ? <span className="unseen">{title}</span> : title}
          </span>
        ))}
      </div>
      {children}
    </div>
  )
}

export interface ComparedRowProps {
  readonly mark: Mark
  /** What to say beside the sign; absent: the mark's own word, for screen readers alone. */
  readonly words?: ReactNode
  /** What is compared: a header's name, a path, a line number. Null where a side has nothing. */
  readonly a: { readonly label: string; readonly text: DiffText } | null
  readonly b: { readonly label: string; readonly text: DiffText } | null
  /** Equal stretches of long texts may be left out. */
  readonly short: boolean
  /** Labels are numbers in a margin. */
  readonly numbered?: boolean
  /** Characters in which the difference is marked; what follows them says the same again. Default: all. */
  readonly markedUpTo?: number
}

/** One thing on both sides, with a sign and a word for what became of it. */
export function ComparedRow({ mark, words, a, b, short, numbered = false, markedUpTo = Infinity }: ComparedRowProps) {
  const segments = a && b && a.text.text !== b.text.text ? segmentsOf(a.text.text.slice(0, markedUpTo), b.text.text.slice(0, markedUpTo)) : null
  const side = (one: ComparedRowProps['a'], which: 'a' | 'b') => (
    <div className={styles.side} role="cell" data-side={which} data-empty={one === null} data-numbered={numbered}>
      {one && (
        <>
          <span className={styles.label}>
            <WireText text={one.label} />
          </span>
          <span className={styles.value}>{segments ? <Parts before={segments.before} own={segments[which]} after={segments.after + one.text.text.slice(markedUpTo)} cut={one.text.cut} short={short} /> : <Whole text={one.text} />}</span>
        </>
      )}
    </div>
  )
  return (
    <div className={styles.row} role="row" data-mark={mark} data-numbered={numbered}>
      <div className={styles.mark} role="rowheader">
        <span aria-hidden>{SIGN[mark]}</span> {words ?? <span className="unseen">{mark}</span>}
      </div>
      {side(a, 'a')}
      {side(b, 'b')}
    </div>
  )
}

function Whole({ text: { text, cut } }: { text: DiffText }) {
  return (
    <>
      <WireText text={text} />
      {cut > 0 && <Left n={cut} />}
    </>
  )
}

function Parts({ before, own, after, cut, short }: { before: string; own: string; after: string; cut: number; short: boolean }) {
  const head = short ? shortened(before, 'end') : { text: before, left: 0 }
  const tail = short ? shortened(after, 'start') : { text: after, left: 0 }
  return (
    <>
      {head.left > 0 && <Left n={head.left} />}
      <WireText text={head.text} />
      {own !== '' && (
        <mark className={styles.differs}>
          <WireText text={own} />
        </mark>
      )}
      <WireText text={tail.text} />
      {tail.left + cut > 0 && <Left n={tail.left + cut} />}
    </>
  )
}

const Left = ({ n }: { n: number }) => <span className={styles.left}>{` ⋯ ${count(n)} more `}</span>
