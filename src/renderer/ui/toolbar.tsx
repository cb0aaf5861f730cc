import type { ReactNode } from 'react'
import styles from './layout.module.css'

/** Small controls in a line above what they act on. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>
}
