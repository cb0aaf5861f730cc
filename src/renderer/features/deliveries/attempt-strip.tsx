import { Tooltip } from '@mantine/core'
import { CircleDashed, Flag } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SETTLED } from '#contract/delivery.ts'
import type { Delivery } from '#contract/delivery.ts'
import { useNow } from '#renderer/state/clock.ts'
import { clockTime, countdown, dateTime, duration } from '#renderer/ui/format.ts'
import { OUTCOME_LOOK } from '#renderer/ui/marks.tsx'
import { stripLayout } from './strip-layout.ts'
import type { StripPart } from './strip-layout.ts'
import styles from './strip.module.css'

/** Every attempt on one line, in time: how long each waited for its answer, how long until the next, and what is still to come. */
export function AttemptStrip({ delivery, selected, onSelect }: { delivery: Delivery; selected: number; onSelect: (number: number) => void }) {
  const now = useNow()
  const parts = stripLayout({ ...delivery, settled: SETTLED.has(delivery.status), selected, now })
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    strip.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [selected])
  return (
    <div ref={strip} className={styles.strip} role="group" aria-label="Attempts in time">
      {parts.map((part) => (
        <Part key={keyOf(part)} part={part} selected={selected} onSelect={onSelect} now={now} />
      ))}
    </div>
  )
}

function keyOf(part: StripPart): string {
  if (part.kind === 'attempt' || part.kind === 'planned') return `attempt ${part.number}`
  if (part.kind === 'wait') return `wait ${part.from}`
  return part.kind === 'hidden' ? `hidden ${part.from}` : 'horizon'
}

function Part({ part, selected, onSelect, now }: { part: StripPart; selected: number; onSelect: (number: number) => void; now: number }) {
  switch (part.kind) {
    case 'attempt':
      return <AttemptCell part={part} current={part.number === selected} onSelect={onSelect} />
    case 'wait':
      return (
        <span className={styles.wait} data-planned={part.planned || undefined} style={{ width: `${1.25 + Math.log10(1 + part.ms) * 0.55}rem` }}>
          <span className={styles.waitText}>{part.planned && part.elapsed > 0 && part.elapsed < 1 ? countdown(part.ms * (1 - part.elapsed)) : duration(part.ms)}</span>
          <span className={styles.line}>
            <span className={styles.elapsed} style={{ width: `${part.elapsed * 100}%` }} />
          </span>
        </span>
      )
    case 'hidden':
      return (
        <button type="button" className={styles.hidden} onClick={() => onSelect(part.to)} title={`Attempts ${part.from} to ${part.to}`}>
          … {part.to - part.from + 1} <span className="unseen">more attempts, show the last of them</span> …
        </button>
      )
    case 'planned':
      return (
        <Tooltip label={`Attempt ${part.number}, if none before it is acknowledged: ${dateTime(part.at)}`}>
          <span className={styles.ghost} tabIndex={0} role="img" aria-label={`Planned: attempt ${part.number} at ${dateTime(part.at)}`}>
            <span className={styles.top}>
              #{part.number}
              <CircleDashed size={11} aria-hidden />
            </span>
            <span>{clockTime(part.at, false)}</span>
          </span>
        </Tooltip>
      )
    case 'horizon':
      return (
        <Tooltip label={`Given up at ${dateTime(part.at)}`}>
          <span className={styles.horizon} tabIndex={0} role="img" aria-label={`Given up at ${dateTime(part.at)}`}>
            <Flag size={11} aria-hidden /> {countdown(part.at - now)}
          </span>
        </Tooltip>
      )
  }
}

function AttemptCell({ part, current, onSelect }: { part: Extract<StripPart, { kind: 'attempt' }>; current: boolean; onSelect: (number: number) => void }) {
  const look = part.outcome && OUTCOME_LOOK[part.outcome]
  const word = look?.word ?? 'in flight'
  const label = `Attempt ${part.number}: ${word}${part.statusCode === null ? '' : `, answered ${part.statusCode}`}, ${duration(part.tookMs)} of ${duration(part.deadlineMs)}`
  return (
    <Tooltip label={`${label}. Sent ${dateTime(part.startedAt)}. The bar reaches from sent to the deadline, on a logarithmic scale.`} multiline maw={340}>
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
      </button>
    </Tooltip>
  )
}
