import { SegmentedControl } from '@mantine/core'
import type { ClockState } from '#contract/clock.ts'
import { serverAhead } from '#renderer/state/clock.ts'
import { countdown, dateTime } from '#renderer/ui/format.ts'
import { movedText, movingText, offsetText } from './clock-steps.ts'
import { MoveButtons } from './move-buttons.tsx'
import type { ClockControl } from './use-clock-control.ts'
import styles from './clock.module.css'

const MODES = [
  { value: 'real', label: 'Real' },
  { value: 'virtual', label: 'Virtual' },
]

const WORDS: Record<ClockState['mode'], string> = {
  real: 'Time runs. Switch to virtual to make it stand still and move it by hand: a retry that is due in ten minutes then comes at a click.',
  virtual: 'Time stands still until it is moved. What falls due on the way is sent, and real answers are awaited.',
}

/** What the clock is, said in full: which time every screen shows, and the switch. `withSteps`: the buttons have no place in the bar. */
export function ClockPanel({ clock, now, control, withSteps }: { clock: ClockState; now: number; control: ClockControl; withSteps: boolean }) {
  const offset = offsetText(serverAhead())
  const due = clock.nextDueAt === null ? null : Date.parse(clock.nextDueAt)
  return (
    <>
      <h2 id="clock-title" className="unseen">
        Clock
      </h2>
      <SegmentedControl
        fullWidth
        aria-label="Time"
        data={MODES}
        value={clock.mode}
        disabled={control.moving !== null}
        onChange={(mode) => control.setMode(mode as ClockState['mode'])}
      />
      <p className={styles.now}>
        <time className={styles.figure}>{dateTime(now).slice(0, 19)}</time>
        {offset && <span className="muted">{offset}</span>}
      </p>
      <p>
        {due === null ? (
          'Nothing waits.'
        ) : (
          <>
            Next due {due > now && 'in '}
            <span className={styles.figure}>{due > now ? countdown(due - now) : 'now'}</span>
            {due > now && <span className="muted"> at {dateTime(due).slice(0, 19)}</span>}
          </>
        )}
      </p>
      {withSteps && clock.mode === 'virtual' && <MoveButtons control={control} />}
      <p className={styles.result} role="status">
        {movingText(clock) ?? (control.moving ? `${control.moving.title} ...` : control.moved && movedText(control.moved))}
      </p>
      <p className="muted">{WORDS[clock.mode]} Every time in this page is by this clock.</p>
    </>
  )
}
