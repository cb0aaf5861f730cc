import { Switch } from '@mantine/core'
import type { DesktopOptions } from '#contract/desktop-options.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { UpdatesSection } from './updates-section.tsx'
import { useDesktop } from './use-desktop.ts'
import styles from './settings.module.css'

/** What the app does outside of its window; nothing is shown in a browser, which has none of it. */
export function DesktopSection() {
  const desktop = useDesktop()
  if (!desktop) return null
  const { state, error, busy, change } = desktop
  if (!state) return error ? <ProblemLine error={error} /> : null
  const { options, can } = state
  const choice = (key: keyof { [K in keyof DesktopOptions as DesktopOptions[K] extends boolean ? K : never]: true }, label: string, description: string, disabled = false) => (
    <Switch label={label} description={description} checked={options[key] && !disabled} disabled={disabled} onChange={(event) => change({ [key]: event.currentTarget.checked })} />
  )
  return (
    <>
      <Section level={2} title="On this desktop">
        <div className={styles.choices}>
          {choice('tray', 'In the tray', 'What waits and what failed, with the pause of all sending.')}
          {choice('keepRunning', 'Stay in the tray when the window is closed', options.tray ? 'Deliveries go on, and inboxes are open, until it is quit.' : 'Needs the tray.', !options.tray)}
          {choice('notifications', 'Tell of failed deliveries', can.notifications ? 'While the window is not in front: with a button that replays, and many at once as one.' : 'This system shows no notifications.', !can.notifications)}
          {choice('openAtLogin', 'Start when you log in', can.openAtLogin ? (options.tray ? 'It waits in the tray.' : 'With its window.') : 'Not on this system.', !can.openAtLogin)}
        </div>
      </Section>
      <UpdatesSection state={state} busy={busy} change={change} check={desktop.check} />
      {error !== null && <ProblemLine error={error} />}
    </>
  )
}
