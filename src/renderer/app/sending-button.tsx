import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Pause, Play } from 'lucide-react'
import { useSending } from './use-sending.ts'
import styles from './status-bar.module.css'

/** Pauses all sending. While it is paused the bar says so, and says how to go on. */
export function SendingButton() {
  const { paused, busy, toggle } = useSending()
  if (!paused) {
    return (
      <Tooltip label="Pause sending: begin no more calls">
        <ActionIcon aria-label="Pause sending" loading={busy} onClick={toggle}>
          <Pause size={12} aria-hidden />
        </ActionIcon>
      </Tooltip>
    )
  }
  return (
    <span className={`${styles.item} ${styles.paused}`} title="No new call is begun, whatever is due">
      sending paused
      <Button size="compact-xs" loading={busy} leftSection={<Play size={11} aria-hidden />} onClick={toggle}>
        Resume
      </Button>
    </span>
  )
}
