import type { JsonObject } from '#contract/common.ts'
import type { EntityKind } from '#contract/provider.ts'
import { FieldInput, valueAt, withValueAt } from '#renderer/ui/field-input.tsx'
import { CodeEditor } from '#renderer/ui/code-editor.tsx'
import { textOfData } from './property-type.ts'
import styles from './trigger.module.css'

/** A document as a form of its usual fields beside the whole of it as JSON; each shows what the other does. An empty input is no field. */
export function EntityFields({ kind, text, data, onChange }: { kind: EntityKind; text: string; data: JsonObject | null; onChange: (text: string) => void }) {
  return (
    <div className={styles.data} data-tall>
      {data ? (
        <div className={styles.fields} role="group" aria-label={`${kind.title}, field by field`}>
          {kind.fields.map((field) => (
            <FieldInput key={field.key} quiet field={field} value={valueAt(data, field.key)} onChange={(value) => onChange(textOfData(withValueAt(data, field.key, value === '' ? undefined : value)))} />
          ))}
        </div>
      ) : (
        <p className={styles.unreadable}>The JSON is not an object at the moment: the form is back as soon as it is one.</p>
      )}
      <div className={styles.json}>
        <CodeEditor label={`${kind.title} as JSON`} value={text} maxHeight="none" onChange={onChange} />
      </div>
    </div>
  )
}
