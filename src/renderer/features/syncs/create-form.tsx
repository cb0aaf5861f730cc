import { Button, NumberInput, Select } from '@mantine/core'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Registration } from '#contract/registration.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useStore } from '#renderer/state/store.ts'
import { FieldLabel, Form, valueAt } from '#renderer/ui/field-input.tsx'
import { shortUrl } from '#renderer/ui/format.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { SourceTag } from '#renderer/ui/source-tag.tsx'
import styles from './syncs.module.css'

/** Begins a sync. `first`: id of the registration that is chosen at first, if it is among them. */
export function CreateForm({ registrations, first, onMade }: { registrations: readonly Registration[]; first: string; onMade: (id: string) => void }) {
  const [chosen, setChosen] = useState(first)
  const [interval, setInterval] = useState<number | ''>('')
  const [batchSize, setBatchSize] = useState<number | ''>('')
  const registration = registrations.find(({ id }) => id === chosen) ?? registrations.find(({ enabled }) => enabled) ?? registrations[0]
  const sync = useStore((state) => state.providers.find(({ id }) => id === registration?.provider)?.sync)
  const begin = useAction(async (client) => {
    const body = { registrationId: registration?.id ?? '', ...(interval !== '' && { intervalMs: interval }), ...(batchSize !== '' && { batchSize }) }
    onMade((await client.call('createSync', { body })).id)
  })
  if (!registration) return null
  const own = sync?.intervalKey == null ? 0 : valueAt(registration.settings, sync.intervalKey)
  return (
    <div className={styles.create}>
      <Form onSubmit={() => void begin.run()}>
        <p className="muted">
          {sync?.description} {sync && <SourceTag source={sync.source} />}
        </p>
        <Select
          label="Registration"
          data={registrations.map(({ id, url, enabled }) => ({ value: id, label: `${id} ${shortUrl(url)}${enabled ? '' : ' (disabled)'}` }))}
          value={registration.id}
          allowDeselect={false}
          onChange={(id) => setChosen(id ?? '')}
        />
        <NumberInput
          label={<FieldLabel field={{ label: 'Interval', unit: 'ms', source: 'documented' }} quiet />}
          aria-label="Interval"
          description={`Least time between the starts of two requests, retries included; 0 is as fast as it goes. Empty: ${typeof own === 'number' ? own : 0}, as the registration says.`}
          placeholder={String(typeof own === 'number' ? own : 0)}
          value={interval}
          min={0}
          max={86_400_000}
          allowDecimal={false}
          hideControls
          onChange={(value) => setInterval(value === '' ? '' : Number(value))}
        />
        <NumberInput
          label={<FieldLabel field={{ label: 'Documents in a message', source: 'extension' }} />}
          aria-label="Documents in a message"
          description="One, as the provider does it, or several to be done sooner."
          placeholder="1"
          value={batchSize}
          min={1}
          max={1000}
          allowDecimal={false}
          hideControls
          onChange={(value) => setBatchSize(value === '' ? '' : Number(value))}
        />
        {begin.error !== null && <ProblemLine error={begin.error} />}
        <div>
          <Button type="submit" variant="filled" leftSection={<RefreshCw size={13} aria-hidden />} loading={begin.busy}>
            Begin the sync
          </Button>
        </div>
      </Form>
    </div>
  )
}
