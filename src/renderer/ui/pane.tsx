import type { ReactNode, Ref } from 'react'
import styles from './layout.module.css'

/** A column of the screen: a head with title and buttons, and a body that scrolls. */
export function Pane({ title, head, actions, children, padded = false, label, bodyRef }: {
  title?: ReactNode
  head?: ReactNode
  actions?: ReactNode
  children: ReactNode
  padded?: boolean
  label: string
  bodyRef?: Ref<HTMLDivElement>
}) {
  return (
    <section className={styles.pane} aria-label={label}>
      {(title || head || actions) && (
        <header className={styles.paneHead}>
          {title && <h1 className={styles.paneTitle}>{title}</h1>}
          {head}
          {actions && <div className={styles.paneActions}>{actions}</div>}
        </header>
      )}
      <div ref={bodyRef} className={`${styles.paneBody} ${padded ? styles.padded : ''}`}>
        {children}
      </div>
    </section>
  )
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.section}>
      <h3 className={styles.sectionTitle}>
        {title}
        {aside}
      </h3>
      {children}
    </div>
  )
}
