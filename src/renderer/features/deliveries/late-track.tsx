import { plural } from '#renderer/ui/format.ts'
import { lateWords } from './late-call.ts'
import type { LateLanes } from './late-lanes.ts'
import styles from './strip.module.css'

/** Calls that stay open beyond their outcome, each under the attempts that come meanwhile. The strip's text tells the same. */
export function LateTrack({ late: { bars, lanes, left }, width, now }: { late: LateLanes; width: number; now: number }) {
  return (
    <div className={styles.late} aria-hidden>
      <div style={{ width: `${width}rem`, height: `${lanes * LANE}rem` }}>
        {bars.map(({ call, x, width: size, lane }) => (
          <span
            key={call.number}
            className={styles.lateBar}
            data-open={call.until === null || undefined}
            style={{ left: `${x}rem`, width: `${size}rem`, top: `${lane * LANE}rem` }}
            title={`Attempt ${call.number}: ${lateWords(call, now)}`}
          >
            {size >= LABEL && `#${call.number}`} {size >= WORDS && (call.until === null ? 'still open' : `open, then ${call.statusCode ?? 'no status'}`)}
          </span>
        ))}
      </div>
      {left > 0 && <span className={styles.lateMore}>{plural(left, 'more call')} went on beyond the outcome</span>}
    </div>
  )
}

/** Rem: from one lane to the next, and what a bar must measure to have room for its number and for its words. */
const LANE = 1.125
const LABEL = 2.5
const WORDS = 7.5
