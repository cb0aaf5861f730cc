import type { Fact as FactOf } from '#contract/registration.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Fact, Facts } from '#renderer/ui/facts.tsx'
import { Section } from '#renderer/ui/pane.tsx'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import styles from './registrations.module.css'

/** What follows from a registration: read, not set. */
export function RegistrationFacts({ facts }: { facts: readonly FactOf[] }) {
  if (facts.length === 0) return null
  return (
    <Section title="What follows from it">
      <div className={styles.follows}>
        <Facts>
          {facts.map(({ key, label, value, help, source }) => (
            <Fact key={key} name={label}>
              <span className={`mono ${styles.fact}`}>{value}</span> <CopyButton value={value} label={`Copy ${label}`} size={12} /> <SourceTag source={source} />
              {help && <span className={`muted ${styles.factHelp}`}>{help}</span>}
            </Fact>
          ))}
        </Facts>
      </div>
    </Section>
  )
}
