import { Button, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { ReplayPacing } from '#contract/replay.ts'
import { serverNow } from '#renderer/state/clock.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { useLoaded } from '#renderer/state/use-loaded.ts'
import { count } from '#renderer/ui/format.ts'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import type { DeliveryFilter } from './filter.ts'
import { queryOf, searchOf } from './filter.ts'
import { ReplayProgress } from './replay-progress.tsx'
import styles from './replay.module.css'

const PACES: readonly { readonly value: ReplayPacing['kind']; readonly label: string }[] = [
  { value: 'fast', label: 'As fast as possible' },
  { value: 'fixed', label: 'At a fixed interval' },
  { value: 'original', label: 'With their original gaps' },
  { value: 'step', label: 'Step by step' },
]

/** Sends again what the list is narrowed to: the button, and the dialog that counts first and then shows how the run goes. */
export function ReplayThese({ filter, disabled }: { filter: DeliveryFilter; disabled: boolean }) {
  /** When it was opened: what the run is about stays what was counted. */
  const [asked, setAsked] = useState<number | null>(null)
  return (
    <>
      <Button size="compact-sm" disabled={disabled} leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => setAsked(serverNow())}>
        Replay these
      </Button>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title="Replay these deliveries" closeButtonProps={{ 'aria-label': 'Close' }}>
        {asked !== null && <Dialog filter={filter} asked={asked} />}
      </Modal>
    </>
  )
}

function Dialog({ filter, asked }: { filter: DeliveryFilter; asked: number }) {
  const [kind, setKind] = useState<ReplayPacing['kind']>('fast')
  const [intervalMs, setIntervalMs] = useState(100)
  const [factor, setFactor] = useState(1)
  const [target, setTarget] = useState('')
  const [resign, setResign] = useState(true)
  const [run, setRun] = useState<string | null>(null)
  const query = queryOf(filter, asked)
  const counted = useLoaded(`to replay${searchOf(filter)} ${asked}`, (client, signal) => client.call('createReplay', { body: { filter: query, dryRun: true }, signal }))
  const begin = useAction(async (client) => {
    const pacing: ReplayPacing = kind === 'fixed' ? { kind, intervalMs } : kind === 'original' ? { kind, factor } : { kind }
    const { replay } = await client.call('createReplay', { body: { filter: query, pacing, resign, ...(target.trim() !== '' && { target: target.trim() }) } })
    setRun(replay?.id ?? null)
  })
  if (run !== null) return <ReplayProgress id={run} />
  const n = counted.data?.count
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void begin.run()
      }}
    >
      <p role="status">{n === undefined ? 'Counting ...' : n === 1 ? '1 delivery, sent again as a new one.' : `${count(n)} deliveries, sent again as new ones, oldest first.`}</p>
      {counted.error !== null && <ProblemLine error={counted.error} onRetry={counted.reload} />}
      <NativeSelect label="Pace" data={[...PACES]} value={kind} onChange={(event) => setKind(event.currentTarget.value as ReplayPacing['kind'])} />
      {kind === 'fixed' && <NumberInput label="Interval, ms" min={1} max={86_400_000} allowDecimal={false} value={intervalMs} onChange={(value) => setIntervalMs(Number(value) || 1)} />}
      {kind === 'original' && <NumberInput label="Gaps times" min={0} max={1000} value={factor} onChange={(value) => setFactor(Number(value))} />}
      <NativeSelect
        label="Signature"
        data={[
          { value: 'new', label: 'Sign again with the settings of now' },
          { value: 'kept', label: 'Send the same bytes as the first time' },
        ]}
        value={resign ? 'new' : 'kept'}
        onChange={(event) => setResign(event.currentTarget.value === 'new')}
      />
      <TextInput label="Target" placeholder="The URL of each registration" value={target} maxLength={8192} onChange={(event) => setTarget(event.currentTarget.value)} />
      {begin.error !== null && <ProblemLine error={begin.error} />}
      <Button type="submit" disabled={!n} loading={begin.busy} leftSection={<RotateCcw size={13} aria-hidden />}>
        {n === undefined ? 'Replay' : `Replay ${count(n)}`}
      </Button>
    </form>
  )
}
