import { NumberInput, PasswordInput, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import type { Field } from '#contract/provider.ts'
import { IN_PLACE } from './in-place.ts'
import { SourceTag } from './source-tag.tsx'
import styles from './layout.module.css'

type Json = JsonObject[string]

/** More choices than this are searched rather than read. */
const READ_AT_ONCE = 12

/** What a field is called, in which unit, and who says that there is one. `quiet`: what is documented goes without saying. */
export function FieldLabel({ field, quiet = false }: { field: Pick<Field, 'label' | 'unit' | 'source'>; quiet?: boolean }) {
  return (
    <span className={styles.fieldLabel}>
      {field.label}
      {field.unit && <span className="muted">({field.unit})</span>}
      {!(quiet && field.source === 'documented') && <SourceTag source={field.source} />}
    </span>
  )
}

export interface FieldInputProps {
  readonly field: Field
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly error?: string
  readonly quiet?: boolean
  /** Its choices open where it is: inside something that closes when the rest of the page is clicked. */
  readonly inPlace?: boolean
}

/** One input drawn from what the API says about a field. Undefined: not set; what an empty input means is the caller's choice. */
export function FieldInput({ field, value, onChange, error, quiet, inPlace = false }: FieldInputProps) {
  const label = <FieldLabel field={field} quiet={quiet} />
  const shared = { label, description: field.help, error, withAsterisk: field.required, 'aria-label': field.label }
  const text = textIn(value)
  const placeholder = textIn(field.default) || undefined
  switch (field.type) {
    case 'boolean':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'integer':
    case 'number':
      return (
        <NumberInput {...shared} value={typeof value === 'number' ? value : ''} placeholder={placeholder} allowDecimal={field.type === 'number'} hideControls onChange={(next) => onChange(next === '' ? undefined : Number(next))} />
      )
    case 'enum':
      return <Select {...shared} data={field.options ?? []} comboboxProps={inPlace ? IN_PLACE : undefined} searchable={(field.options ?? []).length > READ_AT_ONCE} value={text === '' ? null : text} clearable={!field.required} onChange={(next) => onChange(next ?? undefined)} />
    case 'strings':
      return <TagsInput {...shared} data={field.options ?? []} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
    case 'string':
    case 'url':
    case 'datetime': {
      if (field.secret) return <PasswordInput {...shared} value={text} placeholder={placeholder} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
      return <TextInput {...shared} value={text} placeholder={placeholder} inputMode={field.type === 'url' ? 'url' : undefined} spellCheck={false} onChange={(event) => onChange(event.currentTarget.value)} />
    }
  }
}

const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : jsonText(value))

/** Reads a field's value: dots in its key reach into objects. */
export function valueAt(data: JsonObject, key: string): Json | undefined {
  let at: Json | undefined = data
  for (const part of key.split('.')) {
    if (at === null || typeof at !== 'object' || Array.isArray(at)) return undefined
    at = at[part]
  }
  return at
}

/** The same object with one field's value replaced; undefined removes it. Objects on the way are made. */
export function withValueAt(data: JsonObject, key: string, value: Json | undefined): JsonObject {
  const [first = '', ...rest] = key.split('.')
  const copy = { ...data }
  const inner = data[first]
  const next = rest.length === 0 ? value : withValueAt(inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {}, rest.join('.'), value)
  if (next === undefined) delete copy[first]
  else copy[first] = next
  return copy
}

/** Inputs under one another. */
export function Form({ children, onSubmit }: { children: ReactNode; onSubmit: () => void }) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
