import { Fragment } from 'react'
import { pieces } from './visible.ts'
import styles from './wire.module.css'

/** Text that came from outside, as text and nothing else, with nothing in it unseen. */
export function WireText({ text, lines = false }: { text: string; lines?: boolean }) {
  return pieces(text, lines).map((piece, at) =>
    'text' in piece ? (
      <Fragment key={at}>{piece.text}</Fragment>
    ) : (
      <span key={at} className={styles.hidden} title={piece.name}>
        {piece.hidden}
      </span>
    ),
  )
}
