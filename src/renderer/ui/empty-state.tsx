import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './layout.module.css'

/** Nothing here yet, and the first step to change that. */
export function EmptyState({ icon: Icon, title, children, actions }: { icon: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Icon className={styles.emptyIcon} size={22} strokeWidth={1.5} aria-hidden />
      <h2>{title}</h2>
      {typeof children === 'string' ? <p>{children}</p> : children}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  )
}
