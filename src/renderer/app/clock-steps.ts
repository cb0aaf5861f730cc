import type { Call } from '#contract/api.ts'
import type { ClockAdvanced, ClockState } from '#contract/clock.ts'
import { duration, plural } from '#renderer/ui/format.ts'

/** A way to move virtual time: a button, a command and its keys. */
export interface Step {
  readonly label: string
  readonly title: string
  readonly keys: readonly string[]
  readonly body: Call<'advanceClock'>['body']
}

export const STEPS: readonly Step[] = [
  { label: '+10 s', title: 'Move time on by 10 seconds', keys: ['t s'], body: { ms: 10_000 } },
  { label: '+10 min', title: 'Move time on by 10 minutes', keys: ['t m'], body: { ms: 600_000 } },
  { label: '+1 h', title: 'Move time on by an hour', keys: ['t h'], body: { ms: 3_600_000 } },
  { label: 'To next', title: 'Move time to when something is due next', keys: ['t n'], body: { to: 'next' } },
  { label: 'Until idle', title: 'Move time until nothing is left to do', keys: ['t i'], body: { to: 'idle' } },
]

/** How far a movement has got, whoever began it; null while time stands. */
export function movingText({ moving, now }: ClockState): string | null {
  if (!moving) return null
  const from = Date.parse(moving.from)
  const far = duration(Date.parse(now) - from)
  return `Moving: ${moving.until === null ? far : `${far} of ${duration(Date.parse(moving.until) - from)}`}, ${plural(moving.attempts, 'call')} ended.`
}

/** What came of a movement, in a sentence. */
export function movedText({ movedMs, attempts }: ClockAdvanced): string {
  if (movedMs === 0) return attempts === 0 ? 'Nothing is due: time stays where it is.' : `Time stays where it is: ${plural(attempts, 'call')} ended now.`
  return `Moved by ${duration(movedMs)}: ${attempts === 0 ? 'no call' : plural(attempts, 'call')} ended.`
}

/** What to know and do when calls were still open as time moved on past them; null when there were none. */
export function openText({ unanswered }: ClockAdvanced): string | null {
  if (unanswered === 0) return null
  const [calls, have] = unanswered === 1 ? ['1 call', 'has'] : [plural(unanswered, 'call'), 'have']
  return `${calls} ${have} not answered within a second of real time, so time moved on. An answer still counts until its deadline: see to the receiver, or move time past the deadline to have it time out.`
}

/** How far the clock is from this machine's, for a person; null when it is not worth telling. */
export function offsetText(offsetMs: number): string | null {
  if (Math.abs(offsetMs) < 60_000) return null
  return `${duration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead of' : 'behind'} this machine`
}
