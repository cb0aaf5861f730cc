import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { count } from './format.ts'
import styles from './progress.module.css'

/** How much of something is dealt with, 0 to 1. `label` names it. */
export function Bar({ value, status, label }: { value: number; status: string; label: string }) {
  return <progress className={styles.bar} data-status={status} max={1} value={value} aria-label={`${label}: ${percent(value)}`} />
}

/** Whole percent, and 100 only when it is all done. */
export const percent = (value: number): string => `${Math.floor(value * 100)} %`

export interface Figure {
  readonly name: string
  readonly n: number
  /** What is counted, for whoever asks. */
  readonly title: string
  /** Where they are listed. */
  readonly href?: string
  /** Worth a look when there is any. */
  readonly bad?: boolean
}

/** The bar with its percentage, and under it what has become of each part. */
export function Progress({ value, status, label, of, figures }: { value: number; status: string; label: string; of: ReactNode; figures: readonly Figure[] }) {
  return (
    <div className={styles.progress}>
      <div className={styles.whole}>
        <Bar value={value} status={status} label={label} />
        <span className={styles.percent}>{percent(value)}</span>
        <span className="muted">of {of}</span>
      </div>
      <Figures>
        {figures.map(({ name, n, title, href, bad }) => (
          <div key={name} title={title} data-bad={(bad && n > 0) || undefined}>
            <dt>{name}</dt>
            <dd>{n === 0 || href === undefined ? count(n) : <Link href={href}>{count(n)}</Link>}</dd>
          </div>
        ))}
      </Figures>
    </div>
  )
}

/** Numbers beside each other, each with its name: `<div><dt/><dd/></div>`, with `data-bad` where it is worth a look. */
export const Figures = ({ children }: { children: ReactNode }) => <dl className={styles.figures}>{children}</dl>
