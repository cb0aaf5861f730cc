import { Suspense, lazy } from 'react'
import type { Sync } from '#contract/sync.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { Figures } from '#renderer/ui/progress.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { spacingOf, spacingText } from './spacing.ts'
import styles from './syncs.module.css'

/** The plotting library comes when there is something to plot. */
const SpacingPlot = lazy(() => import('./spacing-plot.tsx'))

/** The plot follows a running sync, but is drawn no more often than this, ms. */
const EVERY_MS = 500
const SHOWN = 500

/** Whether it keeps the interval: how far apart its requests really started. */
export function Pace({ sync: { id, intervalMs } }: { sync: Sync }) {
  const { data, error, reload } = useLoaded(`spacing ${id}`, (client, signal) => client.call('getSyncSpacing', { params: { id }, query: { limit: SHOWN }, signal }), { kind: 'sync', id, everyMs: EVERY_MS })
  const spacing = data && spacingOf(data.starts, intervalMs)
  const text = spacing && spacingText(spacing, intervalMs)
  return (
    <Section title="Time between the starts of two requests">
      {error !== null && <ProblemLine error={error} onRetry={reload} />}
      {data && !spacing && <p className="muted">It is drawn from the second request on.</p>}
      {spacing && text && (
        <>
          <Figures>
            <Figure name="asked" ms={intervalMs === 0 ? null : intervalMs} mark />
            <Figure name="least" ms={spacing.least} />
            <Figure name="median" ms={spacing.median} />
            <Figure name="longest" ms={spacing.most} />
            {spacing.tooShort > 0 && (
              <div data-bad>
                <dt>sooner than asked</dt>
                <dd>{spacing.tooShort}</dd>
              </div>
            )}
          </Figures>
          <Suspense fallback={<Wait what="The plot is being loaded" />}>
            <SpacingPlot spacing={spacing} intervalMs={intervalMs} label={text} />
          </Suspense>
          <p className="muted">{text}</p>
        </>
      )}
    </Section>
  )
}

function Figure({ name, ms, mark }: { name: string; ms: number | null; mark?: boolean }) {
  return (
    <div>
      <dt>
        {mark && ms !== null && <span className={styles.askedLine} aria-hidden />}
        {name}
      </dt>
      <dd>{ms === null ? 'none' : `${ms.toLocaleString('en-US')} ms`}</dd>
    </div>
  )
}
