import { PasswordInput } from '@mantine/core'
import { changeScenario } from '#renderer/state/scenario.ts'
import { Section } from '#renderer/ui/pane.tsx'
import styles from './scenarios.module.css'

/** What the text leaves to its environment: secrets, mostly. Nothing of it is stored. */
export function Variables({ names, values }: { names: readonly string[]; values: Readonly<Record<string, string>> }) {
  return (
    <Section title="Variables" aside={<span className="muted">that the text leaves open; gone with this page</span>}>
      <div className={styles.variables}>
        {names.map((name) => (
          <PasswordInput key={name} label={<span className="mono">{name}</span>} value={values[name] ?? ''} autoComplete="off" onChange={(event) => changeScenario({ variables: { ...values, [name]: event.currentTarget.value } })} />
        ))}
      </div>
    </Section>
  )
}
