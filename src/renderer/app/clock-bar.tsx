import { Popover } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { ChevronUp } from 'lucide-react'
import { serverNow, useNow } from '#renderer/state/clock.ts'
import { useStore } from '#renderer/state/store.ts'
import { clockTime, countdown, dateTime } from '#renderer/ui/format.ts'
import { ClockPanel } from './clock-panel.tsx'
import { MoveButtons } from './move-buttons.tsx'
import { useClockControl } from './use-clock-control.ts'
import styles from './clock.module.css'

/** From this width on the buttons stand in the bar; below, in what the clock opens. */
const ROOMY = '(min-width: 1400px)'

/** What time it is there, when something is due next, and the ways to move virtual time. */
export function ClockBar() {
  const clock = useStore((state) => state.status?.clock)
  const roomy = useMediaQuery(ROOMY, undefined, { getInitialValueInEffect: false }) ?? false
  const control = useClockControl(clock?.mode)
  useNow(1000)
  if (!clock) return null
  const now = serverNow()
  const left = clock.nextDueAt === null ? null : Date.parse(clock.nextDueAt) - now
  return (
    <div className={styles.bar} role="group" aria-label="Clock">
      {roomy && clock.mode === 'virtual' && <MoveButtons control={control} />}
      <Popover position="top-end" width={384} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={styles.clock} title={`${dateTime(now)} by the ${clock.mode} clock: switch it${clock.mode === 'virtual' ? ' or move it' : ''}`}>
            <span className={styles.mode} data-mode={clock.mode}>
              {clock.mode}
            </span>
            <time className={styles.figure}>{shownTime(now)}</time>
            {left !== null && (
              <span>
                <span className="muted">next due {left > 0 && 'in '}</span>
                <span className={styles.figure}>{left > 0 ? countdown(left) : 'now'}</span>
              </span>
            )}
            <ChevronUp size={11} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.panel} aria-labelledby="clock-title">
          <ClockPanel clock={clock} now={now} control={control} withSteps={!roomy} />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

/** With its day where that is not the day of this machine. */
function shownTime(now: number): string {
  const [day, time] = [dateTime(now).slice(0, 10), clockTime(now, false)]
  return day === dateTime(Date.now()).slice(0, 10) ? time : `${day} ${time}`
}
