import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { ArrowLeft, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReplayPacing } from '#contract/replay.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { useStore } from '#renderer/state/store.ts'
import { Form } from '#renderer/ui/field-input.tsx'
import { count, plural, shortUrl } from '#renderer/ui/format.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { WireText } from '#renderer/ui/wire-text.tsx'
import type { Address } from './address.ts'
import { wordsOf, type Asked } from './asked.ts'
import { newDraft, requestOf, type Draft, type Faults } from './draft.ts'
import { EditFields } from './edit-fields.tsx'
import { PACES } from './words.ts'
import styles from './replays.module.css'

/** A new run: counted before anything is sent. */
export function Begin({ asked, address, covering }: { asked: Asked; address: Address; covering: boolean }) {
  const what = asked.captures ? 'captured requests' : 'deliveries'
  return (
    <Pane
      padded
      label={`Replay ${what}`}
      head={
        <>
          {covering && <h1 className="unseen">Replays</h1>}
          {covering && (
            <ActionIcon aria-label="Back to the list" onClick={address.close}>
              <ArrowLeft size={15} aria-hidden />
            </ActionIcon>
          )}
          <h2 className={styles.title}>Replay {what}</h2>
        </>
      }
    >
      <BeginForm asked={asked} editing={address.editing} onBegun={address.open} />
    </Pane>
  )
}

function BeginForm({ asked, editing, onBegun }: { asked: Asked; editing: boolean; onBegun: (id: string) => void }) {
  const [draft, setDraft] = useState(() => newDraft(asked, editing))
  const form = useRef<HTMLDivElement>(null)
  // Whoever came by a key goes on with it: Enter in the first field begins the run.
  useEffect(() => form.current?.querySelector<HTMLElement>(editing ? 'textarea' : 'input, select')?.focus(), [editing])
  const [faults, setFaults] = useState<Faults>({})
  const change = (next: Partial<Draft>) => {
    setDraft({ ...draft, ...next })
    setFaults({})
  }
  // Where they go makes no difference to how many there are: a place that is sure to be taken is named.
  const counted = useLoaded(`to replay ${JSON.stringify(asked)}`, (client, signal) => client.call('createReplay', { body: { ...asked, dryRun: true, ...(asked.captures && { target: 'http://127.0.0.1', resign: false }) }, signal }))
  const begin = useAction(async (client) => {
    const request = requestOf(asked, draft)
    if ('faults' in request) return setFaults(request.faults)
    const { replay } = await client.call('createReplay', { body: request.body })
    if (replay) onBegun(replay.id)
  })
  useCommands([{ id: 'begin-run', title: 'Begin the run', group: 'Replays', keys: ['mod+enter'], icon: RotateCcw, run: () => void begin.run() }])
  const n = counted.data?.count
  const one = asked.captures ? 'captured request' : 'delivery'
  return (
    <div ref={form} className={styles.begin}>
      <Form onSubmit={() => void begin.run()}>
        <p role="status">
          {n === undefined ? 'Counting ...' : `${plural(n, one, asked.captures ? 'captured requests' : 'deliveries')}, sent again as ${n === 1 ? 'a new delivery' : 'new deliveries, oldest first'}.`}
        </p>
        <p className="muted">
          <WireText text={wordsOf({ filter: asked.filter ?? null, captures: asked.captures ?? null })} />
        </p>
        {counted.error !== null && <ProblemLine error={counted.error} onRetry={counted.reload} />}
        <Where asked={asked} draft={draft} faults={faults} onChange={change} />
        <NativeSelect label="Pace" data={[...PACES]} value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value as ReplayPacing['kind'] })} />
        {draft.kind === 'fixed' && <NumberInput label="Interval, ms" min={1} max={86_400_000} allowDecimal={false} value={draft.intervalMs} onChange={(value) => change({ intervalMs: Number(value) || 1 })} />}
        {draft.kind === 'original' && <NumberInput label="Gaps times" description="0.5 is twice as fast." min={0} max={1000} value={draft.factor} onChange={(value) => change({ factor: Number(value) })} />}
        <EditFields asked={asked} draft={draft} faults={faults} onChange={change} />
        {begin.error !== null && <ProblemLine error={begin.error} />}
        <div>
          <Button type="submit" variant="filled" disabled={!n} loading={begin.busy} leftSection={<RotateCcw size={13} aria-hidden />}>
            {n === undefined ? 'Replay' : `Replay ${count(n)}`}
          </Button>
        </div>
      </Form>
    </div>
  )
}

/** To whom, and with whose signature. */
function Where({ asked, draft, faults, onChange }: { asked: Asked; draft: Draft; faults: Faults; onChange: (next: Partial<Draft>) => void }) {
  const registrations = useStore((state) => state.registrations.items)
  const providers = useStore((state) => state.providers)
  const captures = asked.captures !== undefined
  const through = registrations.get(draft.through)
  const signs = !captures || providers.find(({ id }) => id === through?.provider)?.signs === true
  return (
    <>
      {captures && (
        <NativeSelect
          label="Goes out through"
          description="A registration says where to, what acknowledges, and who signs."
          data={[{ value: '', label: 'No registration: as they came, to a URL' }, ...[...registrations.values()].map(({ id, url, provider }) => ({ value: id, label: `${id} ${provider} ${shortUrl(url)}` }))]}
          value={draft.through}
          onChange={(event) => onChange({ through: event.currentTarget.value, resign: event.currentTarget.value !== '' })}
        />
      )}
      <TextInput
        label={captures && draft.through === '' ? 'URL' : 'Target'}
        placeholder={captures ? (through?.url ?? 'http://localhost:3000/webhooks') : 'The URL of each registration'}
        description={captures ? 'What follows the inbox in the path of a capture follows this.' : undefined}
        value={draft.target}
        error={faults.target}
        maxLength={8192}
        onChange={(event) => onChange({ target: event.currentTarget.value })}
      />
      {(!captures || through) && signs && (
        <NativeSelect
          label="Signature"
          data={[
            { value: 'new', label: 'Sign again with the settings of now' },
            { value: 'kept', label: captures ? 'Send the bytes as they came' : 'Send the same bytes as the first time' },
          ]}
          value={draft.resign ? 'new' : 'kept'}
          onChange={(event) => onChange({ resign: event.currentTarget.value === 'new' })}
        />
      )}
      {(!captures || through) && signs && draft.resign && (
        <Checkbox label="As new messages, with new ids" description="Else each keeps its message id, and a receiver can tell that it has had it." checked={draft.newIds} onChange={(event) => onChange({ newIds: event.currentTarget.checked })} />
      )}
    </>
  )
}
