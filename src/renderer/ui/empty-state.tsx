import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { WireText } from './wire-text.tsx'
import styles from './layout.module.css'

/** Nothing here yet, and the first step to change that. `level`: of its heading, 2 unless it lies below another. */
export function EmptyState({ icon: Icon, title, level = 2, children, actions }: { icon: LucideIcon; title: string; level?: 2 | 3; children?: ReactNode; actions?: ReactNode }) {
  const Heading = `h${level}` as const
  return (
    <div className={styles.empty}>
      <Icon className={styles.emptyIcon} size={22} strokeWidth={1.5} aria-hidden />
      <Heading>{title}</Heading>
      {typeof children === 'string' ? (
        <p>
          <WireText text={children} />
        </p>
      ) : (
        children
      )}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  )
}
