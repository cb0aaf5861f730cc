import { useEffect, useId, useRef } from 'react'
import { SETTLED } from '#contract/delivery-status.ts'
import type { Delivery } from '#contract/delivery.ts'
import { useNow } from '#renderer/state/clock.ts'
import { lateCallOf } from './late-call.ts'
import { lateLanes } from './late-lanes.ts'
import { LateTrack } from './late-track.tsx'
import { stripLayout } from './strip-layout.ts'
import type { StripPart } from './strip-layout.ts'
import { StripPartView } from './strip-part.tsx'
import { stripWords } from './strip-words.ts'
import styles from './strip.module.css'

/**
 * Every attempt on one line, in time: how long each waited for its answer, how long until the next, and what is still to come. Below it
 * the calls that stayed open beyond their outcome, under the attempts that came meanwhile.
 */
export function AttemptStrip({ delivery, selected, onSelect }: { delivery: Delivery; selected: number; onSelect: (number: number) => void }) {
  const now = useNow()
  const words = useId()
  const { attempts } = delivery
  const layout = stripLayout({ ...delivery, settled: SETTLED.has(delivery.status), selected, now })
  const calls = attempts.flatMap((attempt) => lateCallOf(attempt, attempts) ?? [])
  const late = lateLanes(calls, layout, selected, now)
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const cell = strip.current?.querySelector<HTMLElement>('[aria-current="true"]')
    if (strip.current && cell) strip.current.scrollLeft = cell.offsetLeft - (strip.current.clientWidth - cell.offsetWidth) / 2
  }, [selected])
  return (
    <div ref={strip} className={styles.strip} role="group" aria-label="Attempts in time" aria-describedby={words}>
      <p id={words} className="unseen">
        {stripWords(delivery, calls, now)}
      </p>
      <div className={styles.parts} style={{ width: `${layout.width}rem` }}>
        {layout.parts.map((part) => (
          <StripPartView key={keyOf(part)} part={part} planned={delivery.planned.length} current={part.kind === 'attempt' && part.number === selected} late={calls} onSelect={onSelect} now={now} />
        ))}
      </div>
      {calls.length > 0 && <LateTrack late={late} width={layout.width} now={now} />}
    </div>
  )
}

function keyOf(part: StripPart): string {
  if (part.kind === 'attempt' || part.kind === 'planned') return `attempt ${part.number}`
  if (part.kind === 'wait') return `wait ${part.from}`
  return part.kind === 'hidden' ? `hidden ${part.from}` : part.kind
}
