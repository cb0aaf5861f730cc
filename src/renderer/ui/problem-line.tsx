import { Button } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { WireText } from './wire-text.tsx'
import styles from './layout.module.css'

/** What a thrown value says to a person. */
export function problemText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What failed, and the next step. `spoken` (default): a screen reader says it when it appears; not for text that counts down. */
export function ProblemLine({ error, children, tone = 'bad', onRetry, retryLabel = 'Try again', action, spoken = true }: {
  error?: unknown
  children?: ReactNode
  tone?: 'bad' | 'warn'
  onRetry?: () => void
  retryLabel?: string
  action?: ReactNode
  spoken?: boolean
}) {
  return (
    <div className={styles.problem} data-tone={tone} role={spoken ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <TriangleAlert size={14} aria-hidden />
      <div className={styles.problemText}>{children ?? <WireText text={problemText(error)} />}</div>
      {action}
      {onRetry && (
        <Button size="compact-xs" onClick={onRetry}>
          {retryLabel}
        </Button>
      )}
    </div>
  )
}
