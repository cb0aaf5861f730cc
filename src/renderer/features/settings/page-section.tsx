import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { prefer, usePreferences } from '#renderer/state/preferences.ts'
import type { Density } from '#renderer/state/preferences.ts'
import { Section } from '#renderer/ui/pane.tsx'
import styles from './settings.module.css'

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const
const DENSITIES: readonly { readonly value: Density; readonly label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
]

/** How this page looks and listens, in this browser or window. */
export function PageSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, letterKeys } = usePreferences()
  return (
    <Section level={2} title="This page">
      <div className={styles.choices}>
        <div className={styles.line}>
          <span id="settings-colours" className={styles.name}>
            Colours
          </span>
          <SegmentedControl aria-labelledby="settings-colours" data={[...SCHEMES]} value={colorScheme} onChange={setColorScheme} />
        </div>
        <div className={styles.line}>
          <span id="settings-rows" className={styles.name}>
            Rows
          </span>
          <SegmentedControl aria-labelledby="settings-rows" data={[...DENSITIES]} value={density} onChange={(value) => prefer({ density: value })} />
        </div>
        <Switch label="Single-letter keys" description="Off where a speech or switch device types letters by accident." checked={letterKeys} onChange={(event) => prefer({ letterKeys: event.currentTarget.checked })} />
      </div>
    </Section>
  )
}
