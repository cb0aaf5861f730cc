import { Button, Menu, NumberInput, Select } from '@mantine/core'
import { ChevronDown, ClipboardCopy, Zap } from 'lucide-react'
import type { JsonObject } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { count, plural, shortUrl } from '#renderer/ui/format.ts'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'
import { aimAt, repeat } from './draft.ts'
import { cliCommand, curlCommand, testCode } from './take-away.ts'
import type { TakeAway } from './take-away.ts'
import styles from './trigger.module.css'

const MOST = 10_000
const ALL = 'all'

export interface FireBarProps {
  readonly provider: ProviderInfo
  readonly trigger: string
  /** Null while the JSON is none. */
  readonly data: JsonObject | null
  readonly registrationId: string | null
  readonly times: number
  /** How many registrations one event would reach; null while that is not known. */
  readonly reached: number | null
  readonly busy: boolean
  readonly onFire: () => void
}

/** To whom, how often, and go. */
export function FireBar({ provider, trigger, data, registrationId, times, reached, busy, onFire }: FireBarProps) {
  const registrations = useStore((state) => state.registrations.items)
  const mine = [...registrations.values()].filter((one) => one.provider === provider.id)
  return (
    <div className={styles.fireBar}>
      <Select
        className={styles.aim}
        size="xs"
        aria-label="To whom"
        data={[{ value: ALL, label: 'To all registrations' }, ...mine.map((one) => ({ value: one.id, label: `To ${one.id} only · ${shortUrl(one.url)}` }))]}
        value={registrationId ?? ALL}
        allowDeselect={false}
        onChange={(value) => aimAt(provider.id, value === ALL ? null : value)}
      />
      <NumberInput className={styles.times} size="xs" aria-label="How many times" prefix="× " min={1} max={MOST} clampBehavior="strict" allowDecimal={false} allowNegative={false} thousandSeparator="," value={times} onChange={(value) => repeat(typeof value === 'number' && value >= 1 ? value : 1)} />
      <Button variant="filled" leftSection={<Zap size={13} aria-hidden />} loading={busy} disabled={data === null} onClick={onFire} title="Ctrl or Cmd with Enter">
        {times === 1 ? 'Fire' : `Fire × ${count(times)}`}
      </Button>
      <span className={styles.makes} role="status">
        {data === null ? 'The JSON is not an object.' : reached !== null && (reached === 0 ? 'Nobody would get it.' : `Makes ${plural(times * reached, 'delivery', 'deliveries')}.`)}
      </span>
      <CopyMenu provider={provider.id} trigger={trigger} data={data} registrationId={registrationId} times={times} />
    </div>
  )
}

const WAYS: readonly { readonly title: string; readonly write: (it: TakeAway) => string }[] = [
  { title: 'as curl', write: curlCommand },
  { title: 'as a command', write: cliCommand },
  { title: 'as test code', write: testCode },
]

function CopyMenu({ data, ...rest }: Omit<TakeAway, 'control' | 'data'> & { data: JsonObject | null }) {
  const control = useStore((state) => state.status?.listeners.control ?? window.location.origin)
  const copy = (title: string, text: string) => navigator.clipboard.writeText(text).then(() => notifyDone(`Copied ${title}. It reads the token from HOOKWRIGHT_TOKEN.`), notifyProblem)
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button className={styles.copy} variant="subtle" color="gray" disabled={data === null} leftSection={<ClipboardCopy size={13} aria-hidden />} rightSection={<ChevronDown size={12} aria-hidden />}>
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {data !== null &&
          WAYS.map(({ title, write }) => (
            <Menu.Item key={title} onClick={() => void copy(title, write({ ...rest, control, data }))}>
              Copy {title}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
