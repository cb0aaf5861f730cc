import { Button, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { DesktopChange } from '#contract/desktop-options.ts'
import type { DesktopState } from '#contract/desktop.ts'
import { useStore } from '#renderer/state/store.ts'
import { clockTime } from '#renderer/ui/format.ts'
import { Section } from '#renderer/ui/pane.tsx'
import styles from './settings.module.css'

/** Whether it looks for newer versions, where, and what it found. What is found is only told. */
export function UpdatesSection({ state, busy, change, check }: { state: DesktopState; busy: boolean; change: (change: DesktopChange) => void; check: () => void }) {
  const { options, update } = state
  const [address, setAddress] = useState(options.updatesFrom)
  const version = useStore((told) => told.status?.version)
  const kept = address.trim() === options.updatesFrom
  return (
    <Section level={2} title="Newer versions">
      <div className={styles.choices}>
        <Switch label="Look once a day" description="It asks for the number of the newest version, and fetches or installs nothing." checked={options.updates} onChange={(event) => change({ updates: event.currentTarget.checked })} />
        <form
          className={styles.line}
          onSubmit={(event) => {
            event.preventDefault()
            change({ updatesFrom: address.trim() })
          }}
        >
          <TextInput
            className={styles.wide}
            label="Where"
            description="An address that answers with JSON: that of a repository's latest release at GitHub, or {&quot;version&quot;, &quot;page&quot;}. Empty: nothing is asked."
            placeholder="https://api.github.com/repos/OWNER/NAME/releases/latest"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            spellCheck={false}
          />
          <Button type="submit" disabled={kept || busy}>
            Save
          </Button>
          <Button onClick={check} disabled={!kept || options.updatesFrom === ''} loading={busy}>
            Look now
          </Button>
        </form>
        {update && (
          <p role="status" className={styles.found}>
            {update.problem ?? (update.newer ? `Version ${update.newer.version} is there; this is ${version}.` : `This is the newest version (${version}).`)} <span className="muted">{clockTime(Date.parse(update.checkedAt), false)}</span>
            {update.newer?.page && (
              <Button size="compact-xs" component="a" href={update.newer.page} target="_blank" rel="noopener noreferrer">
                Open its page
              </Button>
            )}
          </p>
        )}
      </div>
    </Section>
  )
}
