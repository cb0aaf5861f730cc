import { Select, Switch, TextInput } from '@mantine/core'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import type { Trigger } from '#contract/provider.ts'
import { jsonOf, kindOf, numberOf } from './property-type.ts'
import styles from './trigger.module.css'

type Json = JsonObject[string]

interface Props {
  readonly property: Pick<Trigger['properties'][number], 'name' | 'type' | 'description'>
  /** Where it is in the data, with dots: names the input. */
  readonly path: string
  readonly value: Json | undefined
  readonly completed: Json | undefined
  readonly error?: string
  /** Null leaves the field out. */
  readonly onChange: (value: Json) => void
}

/** One property: an input that fits its value, or its fields below it where it is an object. */
export function PropertyInput(props: Props) {
  const { property, path, value, completed, error, onChange } = props
  const kind = kindOf(property.type, value)
  if (kind.kind === 'group') return <Group {...props} value={value as JsonObject} />
  const note = error ?? property.description
  return (
    <div className={styles.property}>
      <span className={styles.propertyName} title={property.type || undefined}>
        <span className="mono cut">{property.name}</span>
        {note && (
          <span aria-hidden className={error ? styles.refused : styles.note} title={note}>
            {note}
          </span>
        )}
      </span>
      <Value kind={kind} path={path} value={value} error={error !== undefined} note={note} placeholder={placeholderOf(value, completed)} onChange={onChange} />
    </div>
  )
}

/** Null was asked to be left out; what is absent gets what the provider fills in. */
function placeholderOf(value: Json | undefined, completed: Json | undefined): string {
  if (value === null) return 'left out'
  return completed === undefined || completed === null ? 'not there' : typeof completed === 'object' ? jsonText(completed) : String(completed)
}

function Group({ property, path, value, onChange }: Omit<Props, 'value'> & { value: JsonObject }) {
  const names = Object.keys(value)
  return (
    <details className={styles.group}>
      <summary title={property.description ?? property.type}>
        <ChevronRight className={styles.open} size={12} aria-hidden />
        <span className="mono">{property.name}</span>
        <span className={`${styles.note} cut`}>{names.length === 0 ? '{}' : names.map((name) => leafText(value[name])).filter(Boolean).join(' · ')}</span>
      </summary>
      <div className={styles.inner}>
        {names.map((name) => (
          <PropertyInput key={name} property={{ name, type: '' }} path={`${path}.${name}`} value={value[name]} completed={undefined} onChange={(next) => onChange({ ...value, [name]: next })} />
        ))}
        {names.length === 0 && <p className="muted">Nothing in it: add fields as JSON.</p>}
      </div>
    </details>
  )
}

const leafText = (value: Json | undefined): string => (value === null || value === undefined ? '' : typeof value === 'object' ? (Array.isArray(value) ? `[${value.length}]` : '') : String(value))

interface ValueProps extends Pick<Props, 'path' | 'value' | 'onChange'> {
  readonly kind: ReturnType<typeof kindOf>
  readonly error: boolean
  readonly note: string | undefined
  readonly placeholder: string
}

function Value({ kind, path, value, error, note, placeholder, onChange }: ValueProps) {
  // The note stands beside the name; the input has it too, for those who hear the page.
  const shared = { size: 'xs', 'aria-label': path, description: note, classNames: { description: 'unseen' }, error, placeholder } as const
  switch (kind.kind) {
    case 'number':
      return <NumberLine {...shared} value={value} onChange={onChange} />
    case 'boolean':
      return <Switch aria-label={path} description={note} classNames={{ description: 'unseen' }} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'choice':
      return <Select {...shared} data={[...kind.options]} value={typeof value === 'string' && value !== '' ? value : null} clearable clearButtonProps={{ 'aria-label': `Leave ${path} out` }} onChange={onChange} />
    case 'json':
      return <JsonLine {...shared} value={value} onChange={onChange} />
    case 'text':
    case 'group':
      return <TextInput {...shared} value={typeof value === 'string' ? value : ''} spellCheck={false} onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)} />
  }
}

/** Plain text on purpose: an input for numbers rounds what a double cannot hold when it loses the focus. What is no number yet stays here. */
function NumberLine({ value, onChange, ...rest }: { size: 'xs'; 'aria-label': string; description: string | undefined; error: boolean; placeholder: string; value: Json | undefined; onChange: (value: Json) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const bad = typed !== null && numberOf(typed.trim()) === undefined
  return (
    <TextInput
      {...rest}
      classNames={{ description: 'unseen' }}
      inputMode="decimal"
      value={typed ?? (typeof value === 'number' || typeof value === 'bigint' ? String(value) : '')}
      error={rest.error || (bad && 'This is no number yet')}
      onBlur={() => bad || setTyped(null)}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const number = numberOf(text.trim())
        if (number !== undefined) onChange(number)
      }}
    />
  )
}

/** A list, or anything else without an input of its own, in one line of JSON. What is no JSON yet stays here. */
function JsonLine({ value, onChange, ...rest }: { size: 'xs'; 'aria-label': string; description: string | undefined; error: boolean; placeholder: string; value: Json | undefined; onChange: (value: Json) => void }) {
  const written = value === undefined || value === null ? '' : jsonText(value)
  const [typed, setTyped] = useState<string | null>(null)
  const bad = typed !== null && jsonOf(typed) === undefined
  return (
    <TextInput
      {...rest}
      classNames={{ input: 'mono', description: 'unseen' }}
      value={typed ?? written}
      spellCheck={false}
      error={rest.error || (bad && 'This is no JSON yet')}
      onBlur={() => bad || setTyped(null)}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const parsed = jsonOf(text)
        if (parsed) onChange(parsed.value)
      }}
    />
  )
}
