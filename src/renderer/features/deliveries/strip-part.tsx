import { Tooltip } from '@mantine/core'
import { CircleDashed, Flag } from 'lucide-react'
import { clockTime, countdown, dateTime, duration } from '#renderer/ui/format.ts'
import { OUTCOME_LOOK } from '#renderer/ui/marks.tsx'
import { lateWords } from './late-call.ts'
import type { LateCall } from './late-call.ts'
import type { StripPart } from './strip-layout.ts'
import { outcomeWord, outcomesWords, plannedCount } from './strip-words.ts'
import styles from './strip.module.css'

interface StripPartProps {
  readonly part: StripPart
  /** How many attempts are planned. */
  readonly planned: number
  readonly current: boolean
  readonly late: readonly LateCall[]
  readonly onSelect: (number: number) => void
  readonly now: number
}

const BOTH = { hover: true, focus: true, touch: true }
const ESTIMATE = 'An estimate: later by as long as the receiver takes to refuse those before it. Jitter is in it.'

/** One piece of the strip. */
export function StripPartView({ part, planned, current, late, onSelect, now }: StripPartProps) {
  const style = { width: `${part.width}rem` }
  switch (part.kind) {
    case 'attempt':
      return <AttemptCell part={part} current={current} late={late.find(({ number }) => number === part.number)} onSelect={onSelect} now={now} />
    case 'wait':
      return (
        <span className={styles.wait} data-planned={part.planned || undefined} style={style}>
          <span className={styles.waitText}>{part.planned && part.elapsed > 0 && part.elapsed < 1 ? countdown(part.ms * (1 - part.elapsed)) : duration(part.ms)}</span>
          <span className={styles.line}>
            <span className={styles.elapsed} style={{ width: `${part.elapsed * 100}%` }} />
          </span>
        </span>
      )
    case 'hidden':
      return (
        <Tooltip label={`Attempts ${part.from} to ${part.to}: ${outcomesWords(part.outcomes)}`} multiline maw={340} events={BOTH}>
          <button type="button" className={styles.hidden} style={style} onClick={() => onSelect(part.to)}>
            <span className={styles.number}>{part.to - part.from + 1} more</span>
            <span className="unseen"> attempts, show the last of them</span>
            <span>{duration(part.ms)}</span>
          </button>
        </Tooltip>
      )
    case 'planned':
      return (
        <Tooltip label={`Attempt ${part.number}, if none before it is acknowledged: ${dateTime(part.at)}. ${part.about ? ESTIMATE : ''}`} multiline maw={320} events={BOTH}>
          <span className={styles.ghost} style={style} tabIndex={0} role="img" aria-label={`Planned: attempt ${part.number} at ${part.about ? 'about ' : ''}${dateTime(part.at)}`}>
            <span className={styles.top}>
              #{part.number}
              <CircleDashed size={11} aria-hidden />
            </span>
            <span>
              {part.about && '~'}
              {clockTime(part.at, false)}
            </span>
          </span>
        </Tooltip>
      )
    case 'more': {
      const many = plannedCount(part.count, planned)
      return (
        <Tooltip label={`${many} after them, until about ${dateTime(part.until)}. ${ESTIMATE}`} multiline maw={320} events={BOTH}>
          <span className={styles.more} style={style} tabIndex={0} role="img" aria-label={`Planned: ${many}, until about ${dateTime(part.until)}`}>
            <span>{many}</span>
            <span>until ~{clockTime(part.until, false)}</span>
          </span>
        </Tooltip>
      )
    }
    case 'tail':
      return (
        <span className={styles.wait} style={style}>
          <span className={styles.waitText}>{duration(part.ms)}</span>
          <span className={styles.line} />
        </span>
      )
    case 'horizon':
      return (
        <Tooltip label={`Given up at ${dateTime(part.at)}`} events={BOTH}>
          <span className={styles.horizon} style={style} tabIndex={0} role="img" aria-label={`Given up at ${dateTime(part.at)}`}>
            <Flag size={11} aria-hidden /> {countdown(part.at - now)}
          </span>
        </Tooltip>
      )
  }
}

interface CellProps extends Pick<StripPartProps, 'current' | 'onSelect' | 'now'> {
  readonly part: Extract<StripPart, { kind: 'attempt' }>
  readonly late: LateCall | undefined
}

function AttemptCell({ part, current, late, onSelect, now }: CellProps) {
  const look = part.outcome && OUTCOME_LOOK[part.outcome]
  const word = outcomeWord(part.outcome)
  const label = `Attempt ${part.number}: ${word}${part.statusCode === null ? '' : `, answered ${part.statusCode}`}, ${duration(part.tookMs)} of ${duration(part.deadlineMs)}`
  const went = late ? ` ${lateWords(late, now)}` : ''
  return (
    <Tooltip label={`${label}. Sent ${dateTime(part.startedAt)}.${went} The bar reaches from sent to the deadline, on a logarithmic scale.`} multiline maw={340}>
      <button type="button" className={styles.cell} data-tone={look?.tone ?? 'busy'} aria-current={current || undefined} onClick={() => onSelect(part.number)}>
        <span className={styles.top}>
          <span className={styles.number}>#{part.number}</span>
          <span className={styles.outcome}>
            <span className="unseen">{word}</span>
            {look && <look.icon size={12} strokeWidth={2.25} aria-hidden />}
            {part.statusCode ?? (look ? '' : '…')}
          </span>
        </span>
        <span className={styles.track}>
          <span className={styles.fill} data-flying={part.outcome === null || undefined} style={{ width: `${Math.max(3, part.share * 100)}%` }} />
        </span>
        <span className={styles.bottom}>
          <span>{clockTime(part.startedAt, false)}</span>
          <span>{duration(part.tookMs)}</span>
        </span>
        <span className="unseen">
          of {duration(part.deadlineMs)}.{went}
        </span>
      </button>
    </Tooltip>
  )
}
