import { Menu } from '@mantine/core'
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import styles from './pick-menu.module.css'

export interface Option {
  readonly value: string
  /** What it is found by and called. */
  readonly label: string
  readonly drawn?: ReactNode
}

/** More options than this are searched rather than read. */
const MANY = 9

/** A filter as a small button: what is chosen stands in it, and a cross lets everything in again. */
export function PickMenu({ label, options, chosen, onChange, multiple = false, onOpen }: {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  multiple?: boolean
  /** Called when it opens: options may be read only then. */
  onOpen?: () => void
}) {
  const [search, setSearch] = useState('')
  const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? value
  const shown = options.filter((option) => option.label.toLowerCase().includes(search.toLowerCase()))
  const pick = (value: string) => {
    if (!multiple) return onChange(chosen.includes(value) ? [] : [value])
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  }
  return (
    <span className={styles.pick} data-chosen={chosen.length > 0 || undefined}>
      <Menu position="bottom-start" onOpen={onOpen}>
        <Menu.Target>
          <button type="button" className={styles.button}>
            <span>{label}</span>
            {chosen.length > 0 && <span className={styles.value}>{chosen.length > 2 ? chosen.length : chosen.map(nameOf).join(', ')}</span>}
            <ChevronDown size={12} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.list}>
          {options.length > MANY && <Menu.Search placeholder="Search" aria-label={`Search in ${label}`} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}
          {shown.map((option) => {
            const shared = { value: option.value, checked: chosen.includes(option.value), onChange: () => pick(option.value), children: option.drawn ?? option.label }
            return multiple ? <Menu.CheckboxItem key={option.value} {...shared} /> : <Menu.RadioItem key={option.value} {...shared} closeMenuOnClick />
          })}
          {shown.length === 0 && <div className={styles.none}>None</div>}
        </Menu.Dropdown>
      </Menu>
      {chosen.length > 0 && (
        <button type="button" className={styles.clear} aria-label={`Any ${label.toLowerCase()}`} title={`Any ${label.toLowerCase()}`} onClick={() => onChange([])}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}
