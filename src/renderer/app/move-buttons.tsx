import { Button, Tooltip } from '@mantine/core'
import { Square } from 'lucide-react'
import type { MouseEvent } from 'react'
import { keyLabel } from './keyboard.ts'
import { STEPS } from './clock-steps.ts'
import type { ClockControl } from './use-clock-control.ts'
import styles from './clock.module.css'

/**
 * A button for each way to move virtual time. While it moves they wait without losing the focus, so that one can be pressed again and
 * again from the keyboard; and it can be stopped.
 */
export function MoveButtons({ control: { moving, move, stop } }: { control: ClockControl }) {
  const busy = moving !== null
  const give = (event: MouseEvent<HTMLButtonElement>) => {
    stop()
    // It is about to disappear: the focus goes to the next button instead of nowhere.
    if (event.currentTarget.nextElementSibling instanceof HTMLElement) event.currentTarget.nextElementSibling.focus()
  }
  return (
    <span className={styles.steps} role="group" aria-label="Move time">
      <Button className={styles.stop} data-shown={busy || undefined} size="compact-xs" leftSection={<Square size={9} aria-hidden />} onClick={give}>
        Stop
      </Button>
      {STEPS.map((step) => (
        <Tooltip key={step.label} label={`${step.title} (${step.keys.map(keyLabel).join(', ')})`}>
          <Button size="compact-xs" className={styles.step} aria-disabled={busy} aria-busy={moving === step} onClick={() => !busy && move(step)}>
            {step.label}
          </Button>
        </Tooltip>
      ))}
    </span>
  )
}
