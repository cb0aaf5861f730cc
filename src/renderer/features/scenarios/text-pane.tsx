import { useDebouncedValue } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { FileFault } from '#contract/provider-file.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { FaultedEditor } from '#renderer/ui/faulted-editor.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import styles from './scenarios.module.css'

const CHECK_MS = 300
const NONE: readonly FileFault[] = []

interface TextPaneProps {
  readonly text: string
  /** Values for the check; what has none is asked for elsewhere, and no fault. */
  readonly variables: Readonly<Record<string, string>>
  readonly goTo: { readonly line: number; readonly column: number } | null
  readonly onChange: (text: string) => void
  readonly actions: ReactNode
}

/** The text of a scenario, checked as it is typed. */
export function TextPane({ text, variables, goTo, onChange, actions }: TextPaneProps) {
  const [settled] = useDebouncedValue(text, CHECK_MS)
  const checked = useLoaded(`scenario ${settled} ${JSON.stringify(variables)}`, async (client, signal) => {
    const { faults } = await client.call('checkScenario', { body: { text: settled, variables }, signal })
    return faults.filter(({ message }) => !message.startsWith('the environment has no '))
  })
  return (
    <Pane
      padded
      label="The scenario"
      head={
        <>
          <h1 className="unseen">Scenarios</h1>
          <h2 className={styles.title}>Scenario</h2>
        </>
      }
      actions={actions}
    >
      {checked.error !== null && <ProblemLine error={checked.error} onRetry={checked.reload} />}
      <FaultedEditor label="Text of the scenario" language={text.trimStart().startsWith('{') ? 'json' : 'yaml'} text={text} onChange={onChange} faults={checked.data ?? NONE} checking={checked.loading} goTo={goTo} />
    </Pane>
  )
}
