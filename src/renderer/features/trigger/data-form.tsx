import type { JsonObject } from '#contract/common.ts'
import type { Trigger } from '#contract/provider.ts'
import { PropertyInput } from './property-input.tsx'
import styles from './trigger.module.css'

export interface DataFormProps {
  readonly properties: Trigger['properties']
  readonly data: JsonObject
  /** What the provider would make of it: shown where a field is left to it. */
  readonly completed: JsonObject | undefined
  /** What the server refuses, by the name of the property. */
  readonly refused: ReadonlyMap<string, string>
  readonly onChange: (data: JsonObject) => void
}

/** The data, property by property: those of the catalogue in its order, then whatever else is in the data. */
export function DataForm({ properties, data, completed, refused, onChange }: DataFormProps) {
  const known = new Set(properties.map(({ name }) => name))
  const others = Object.keys(data).filter((name) => !known.has(name))
  return (
    <div className={styles.form} role="group" aria-label="Data, property by property">
      {[...properties, ...others.map((name) => ({ name, type: '' }))].map((property) => (
        <PropertyInput
          key={property.name}
          property={property}
          path={property.name}
          value={data[property.name]}
          completed={completed?.[property.name]}
          error={refused.get(property.name)}
          onChange={(value) => onChange({ ...data, [property.name]: value })}
        />
      ))}
    </div>
  )
}
