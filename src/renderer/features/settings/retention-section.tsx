import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { Retention } from '#contract/retention.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { notifyDone } from '#renderer/ui/notify.ts'
import { Section } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import styles from './settings.module.css'

const DAY_MS = 86_400_000
/** What an empty field says: no limit. */
const limitOf = (value: number | string): number | null => (typeof value === 'number' ? value : null)

/** How much the workspace keeps. */
export function RetentionSection() {
  const { data, error, reload } = useLoaded('retention', (client, signal) => client.call('getRetention', { signal }))
  return (
    <Section level={2} title="What is kept">
      {data ? <Limits key={JSON.stringify(data)} kept={data} onSaved={reload} /> : error !== null && <ProblemLine error={error} onRetry={reload} />}
    </Section>
  )
}

function Limits({ kept, onSaved }: { kept: Retention; onSaved: () => void }) {
  const [days, setDays] = useState<number | string>(kept.maxAgeMs === null ? '' : kept.maxAgeMs / DAY_MS)
  const [deliveries, setDeliveries] = useState<number | string>(kept.maxDeliveries ?? '')
  const [captures, setCaptures] = useState<number | string>(kept.maxCaptures ?? '')
  const age = limitOf(days)
  const wanted: Retention = { maxAgeMs: age === null ? null : Math.round(age * DAY_MS), maxDeliveries: limitOf(deliveries), maxCaptures: limitOf(captures) }
  const save = useAction(async (client) => {
    await client.call('changeRetention', { body: wanted })
    notifyDone('What is over goes now, the oldest first')
    onSaved()
  })
  const count = { min: 1, max: 1_000_000_000, allowDecimal: false, thousandSeparator: ' ', placeholder: 'No limit' } as const
  return (
    <form
      className={styles.choices}
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <div className={styles.line}>
        <NumberInput label="Days" min={0.0001} max={36_500} placeholder="No limit" value={days} onChange={setDays} />
        <NumberInput label="Deliveries" {...count} value={deliveries} onChange={setDeliveries} />
        <NumberInput label="Captures" {...count} value={captures} onChange={setCaptures} />
        <Button type="submit" loading={save.busy} disabled={JSON.stringify(wanted) === JSON.stringify(kept)}>
          Save
        </Button>
      </div>
      <p className={styles.hint}>What is over goes, the oldest first; what waits or is under way stays.</p>
      {save.error !== null && <ProblemLine error={save.error} />}
    </form>
  )
}
