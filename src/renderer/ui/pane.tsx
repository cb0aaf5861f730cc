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

/** `level`: of its heading, one below that of what it stands in; default: 3. */
export function Section({ title, aside, level = 3, children }: { title: string; aside?: ReactNode; level?: 2 | 3; children: ReactNode }) {
  const Heading = `h${level}` as const
  return (
    <div className={styles.section}>
      <Heading className={styles.sectionTitle}>
        {title}
        {aside}
      </Heading>
      {children}
    </div>
  )
}
