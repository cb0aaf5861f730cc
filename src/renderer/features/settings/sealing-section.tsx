import { Switch } from '@mantine/core'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'

const OFFERED = 'Signing secrets and the token, with a key that this system’s key store keeps. Without the desktop app the workspace does not open then.'
const MISSING = 'Secrets are stored as they are: only the desktop app can encrypt them, where the system has a key store.'

/** Whether secrets are encrypted where they are stored. */
export function SealingSection() {
  const { data, error, reload } = useLoaded('sealing', (client, signal) => client.call('getSealing', { signal }))
  const change = useAction(async (client, sealed: boolean) => {
    await client.call('changeSealing', { body: { sealed } })
    reload()
  })
  return (
    <Section level={2} title="Secrets">
      {data ? (
        <Switch label="Encrypt secrets in the data directory" description={data.available ? OFFERED : MISSING} checked={data.sealed} disabled={!data.available || change.busy} onChange={(event) => void change.run(event.currentTarget.checked)} />
      ) : (
        error !== null && <ProblemLine error={error} onRetry={reload} />
      )}
      {change.error !== null && <ProblemLine error={change.error} />}
    </Section>
  )
}
