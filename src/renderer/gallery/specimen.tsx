import type { ReactNode } from 'react'
import styles from './gallery.module.css'

/** A kind of component; the tests take a picture of each. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles.specimen} aria-label={name} data-specimen={name.toLowerCase()}>
      <h2>{name}</h2>
      {children}
    </section>
  )
}

/** One state of it. */
export function Case({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.case} role="group" aria-label={name}>
      <span className={styles.name}>{name}</span>
      <div>{children}</div>
    </div>
  )
}

export const Row = ({ children }: { children: ReactNode }) => <div className={styles.row}>{children}</div>
