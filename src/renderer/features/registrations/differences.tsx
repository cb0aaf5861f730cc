import { TriangleAlert } from 'lucide-react'
import type { Difference } from '#contract/registration.ts'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import styles from './registrations.module.css'

/** In what this registration differs from one that production would take. It works here; that is worth knowing, not alarming. */
export function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return null
  return (
    <ul className={styles.differences} aria-label="Differences from production">
      {differences.map((one) => (
        <li key={`${one.rule} ${one.message}`}>
          <TriangleAlert size={13} aria-hidden />
          <span>{one.message}</span>
          <SourceTag source={one.source} />
        </li>
      ))}
    </ul>
  )
}
