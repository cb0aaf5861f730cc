import { Button } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './layout.module.css'

/** What a thrown value says to a person. */
export function problemText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What failed, and the next step. */
export function ProblemLine({ error, children, tone = 'bad', onRetry, retryLabel = 'Try again', action }: {
  error?: unknown
  children?: ReactNode
  tone?: 'bad' | 'warn'
  onRetry?: () => void
  retryLabel?: string
  action?: ReactNode
}) {
  return (
    <div className={styles.problem} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <TriangleAlert size={14} aria-hidden />
      <div className={styles.problemText}>{children ?? problemText(error)}</div>
      {action}
      {onRetry && (
        <Button size="compact-xs" onClick={onRetry}>
          {retryLabel}
        </Button>
      )}
    </div>
  )
}
