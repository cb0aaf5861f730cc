import type { Policy } from '#contract/policy.ts'
import { duration } from '#renderer/ui/format.ts'
import { durationText } from './duration-text.ts'
import { columnsOf, endWords, marksOf, placeOf, stepsOf } from './schedule-words.ts'
import { scheduleOf } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import styles from './policy.module.css'

/** When the attempts of a delivery come that is never acknowledged; while the rules are being changed, against what they are. */
export function SchedulePreview({ policy, before }: { policy: Policy; before: Policy | null }) {
  const [quick, slow] = [scheduleOf(policy), scheduleOf(policy, policy.deadlineMs)]
  const old = before && scheduleOf(before)
  const { steps, then } = stepsOf(quick)
  const endMs = Math.max(quick.end.at, old?.end.at ?? 0, 1)
  return (
    <section className={styles.schedule} aria-label="When the attempts come">
      <ol className={styles.steps}>
        {steps.map(({ name, at }) => (
          <li key={name}>
            <span className="muted">{name}</span> {at}
          </li>
        ))}
        {then !== null && <li className="muted">{then}</li>}
      </ol>
      <div className={styles.plot} aria-hidden>
        {old && <Ticks schedule={old} endMs={endMs} what="saved" />}
        <Ticks schedule={quick} endMs={endMs} what={old ? 'edited' : 'attempts'} />
        <div className={styles.axis}>
          {marksOf(endMs).map((ms) => (
            <span key={ms} style={{ left: `${placeOf(ms, endMs) * 100}%` }}>
              {durationText(ms)}
            </span>
          ))}
          <span className={styles.axisEnd}>{endMs < 60_000 ? durationText(endMs) : duration(endMs)}</span>
        </div>
      </div>
      <p>
        {endWords(quick, slow)} {policy.jitter > 0 && <span className="muted">Each wait is up to {Number((policy.jitter * 100).toFixed(1))} % longer or shorter. </span>}
        {old && before && <span className="muted">Saved: {endWords(old, scheduleOf(before, before.deadlineMs))}</span>}
      </p>
    </section>
  )
}

const COLUMNS = 400

/** A stroke for each attempt, from the event at the left to the end at the right, on a logarithmic scale. */
function Ticks({ schedule, endMs, what }: { schedule: Schedule; endMs: number; what: string }) {
  const strokes = columnsOf(schedule, endMs, COLUMNS).map((column) => `M${column} 0V10`)
  return (
    <div className={styles.ticks} data-what={what}>
      <span className={styles.what}>{what}</span>
      <svg viewBox={`0 0 ${COLUMNS} 10`} preserveAspectRatio="none">
        <path d={strokes.join('')} vectorEffect="non-scaling-stroke" />
        {schedule.end.by === 'horizon' && <path className={styles.end} d={`M${placeOf(schedule.end.at, endMs) * COLUMNS} 0V10`} vectorEffect="non-scaling-stroke" />}
      </svg>
    </div>
  )
}
