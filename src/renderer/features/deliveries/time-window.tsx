import { Button, Popover, TextInput } from '@mantine/core'
import { Check, ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { serverNow } from '#renderer/state/clock.ts'
import { clockTime, dateTime } from '#renderer/ui/format.ts'
import pick from '#renderer/ui/pick-menu.module.css'
import type { DeliveryFilter } from './filter.ts'
import { WINDOWS } from './filter.ts'
import styles from './deliveries.module.css'

type Times = Pick<DeliveryFilter, 'within' | 'from' | 'to'>
const ANY: Times = { within: '', from: '', to: '' }

/** When the delivery was made: counted back from now, or between two times. */
export function TimeWindow({ filter, onChange }: { filter: DeliveryFilter; onChange: (change: Times) => void }) {
  const [open, setOpen] = useState(false)
  const name = nameOf(filter)
  const choose = (change: Times) => {
    onChange(change)
    setOpen(false)
  }
  return (
    <span className={pick.pick} data-chosen={name !== null || undefined}>
      <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={pick.button} onClick={() => setOpen(!open)}>
            <span>Time</span>
            {name !== null && <span className={pick.value}>{name}</span>}
            <ChevronDown size={12} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.window}>
          {WINDOWS.map(({ value, label }) => (
            <Button key={value} size="compact-sm" variant="subtle" color="gray" justify="space-between" aria-pressed={filter.within === value} rightSection={filter.within === value && <Check size={12} aria-hidden />} onClick={() => choose({ ...ANY, within: value })}>
              {label}
            </Button>
          ))}
          <Between key={`${filter.from} ${filter.to}`} filter={filter} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
      {name !== null && (
        <button type="button" className={pick.clear} aria-label="Any time" title="Any time" onClick={() => onChange(ANY)}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}

function Between({ filter, onChoose }: { filter: DeliveryFilter; onChoose: (change: Times) => void }) {
  const [from, setFrom] = useState(localInput(filter.from))
  const [to, setTo] = useState(localInput(filter.to))
  const iso = (text: string) => (text === '' ? '' : new Date(text).toISOString())
  return (
    <form
      className={styles.between}
      onSubmit={(event) => {
        event.preventDefault()
        onChoose({ within: '', from: iso(from), to: iso(to) })
      }}
    >
      <TextInput size="xs" type="datetime-local" step={1} label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput size="xs" type="datetime-local" step={1} label="To" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <Button type="submit" disabled={from === '' && to === ''}>
        Between these
      </Button>
    </form>
  )
}

function nameOf({ within, from, to }: Times): string | null {
  const preset = WINDOWS.find((one) => one.value === within)
  if (preset) return preset.label.replace('Last ', '')
  if (from === '' && to === '') return null
  const part = (iso: string) => (iso === '' ? '' : serverNow() - Date.parse(iso) < 86_400_000 ? clockTime(Date.parse(iso), false) : dateTime(Date.parse(iso)).slice(0, 16))
  return `${part(from)} – ${part(to)}`
}

/** What a local date-time input takes: no zone, whole seconds. */
const localInput = (iso: string): string => (Number.isNaN(Date.parse(iso)) ? '' : dateTime(Date.parse(iso)).slice(0, 19).replace(' ', 'T'))
