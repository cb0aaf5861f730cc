import { Button } from '@mantine/core'
import { GitCompareArrows, X } from 'lucide-react'
import { Link } from 'wouter'
import type { Counterpart } from '#contract/diff.ts'
import styles from './compare.module.css'

export interface CompareLineProps {
  /** Message that is looked at, in the words of `contract/message-ref.ts`. */
  readonly of: string
  /** It as the other end has it; null where that is not ours. */
  readonly counterpart: Counterpart | null
  /** "Received as" or "Sent as". */
  readonly counterpartWords: string
  readonly counterpartHref: string | null
  /** Message of the same kind before it; null for the first. */
  readonly previous: { readonly ref: string; readonly title: string } | null
  readonly picked: string | null
  readonly onPick: (ref: string | null) => void
  readonly hrefOf: (a: string, b: string) => string
}

/** What a message can be compared with: itself at the other end, the one before, or any other that is picked. */
export function CompareLine({ of, counterpart, counterpartWords, counterpartHref, previous, picked, onPick, hrefOf }: CompareLineProps) {
  const isSent = of.startsWith('dlv_')
  return (
    <div className={styles.line} role="group" aria-label="Compare">
      {counterpart && counterpartHref !== null && (
        <span className={styles.other}>
          {counterpartWords} <Link href={counterpartHref}>{titleOf(counterpart.ref)}</Link>
          <span className="muted">{counterpart.certain ? 'over the same connection' : `by likeness: ${counterpart.likeness.map((how) => `same ${how}`).join(', ')}`}</span>
        </span>
      )}
      {counterpart && (
        <Link className={styles.go} href={isSent ? hrefOf(of, counterpart.ref) : hrefOf(counterpart.ref, of)}>
          What changed on the way
        </Link>
      )}
      {previous && (
        <Link className={styles.go} href={hrefOf(previous.ref, of)}>
          Compare with {previous.title}
        </Link>
      )}
      {picked !== null && picked !== of ? (
        <>
          <Link className={styles.go} href={hrefOf(picked, of)} onClick={() => onPick(null)}>
            Compare with {titleOf(picked)}
          </Link>
          <Button size="compact-xs" variant="subtle" leftSection={<X size={12} aria-hidden />} onClick={() => onPick(null)}>
            Not with that
          </Button>
        </>
      ) : (
        <Button size="compact-xs" aria-pressed={picked === of} leftSection={<GitCompareArrows size={12} aria-hidden />} onClick={() => onPick(picked === of ? null : of)}>
          {picked === of ? 'Picked: now open another' : 'Compare …'}
        </Button>
      )}
    </div>
  )
}

/** `dlv_1/2/request` as a person says it. */
function titleOf(ref: string): string {
  const [id = '', attempt = '', part] = ref.split('/')
  return part === undefined ? id : `${id}, attempt ${attempt}`
}
