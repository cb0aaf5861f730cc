import { Button, TagsInput, TextInput } from '@mantine/core'
import { Eye, EyeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Field } from '#contract/provider.ts'
import { FieldLabel } from './field-input.tsx'
import styles from './secret.module.css'

export interface SecretListProps {
  readonly field: Field
  /** What is in the input: null while it is not edited. */
  readonly value: readonly string[] | null
  /** Whether there may be some already. They are not told unless asked for. */
  readonly stored: boolean
  readonly revealed: readonly string[] | null
  readonly error?: string
  readonly busy?: boolean
  readonly onReveal?: (show: boolean) => void
  readonly onChange: (value: string[]) => void
}

/** Several secrets: shown on request, and changed one by one only then. */
export function SecretList({ field, value, stored, revealed, error, busy, onReveal, onChange }: SecretListProps) {
  const shown = value ?? revealed
  const shared = { label: <FieldLabel field={field} />, 'aria-label': field.label, description: field.help, error, withAsterisk: field.required, classNames: { input: 'mono' } }
  const line = (input: ReactNode) => (
    <div className={styles.line}>
      {input}
      {stored && value === null && onReveal && (
        <Button size="compact-sm" loading={busy} leftSection={revealed === null ? <Eye size={13} aria-hidden /> : <EyeOff size={13} aria-hidden />} onClick={() => onReveal(revealed === null)}>
          {revealed === null ? 'Reveal' : 'Hide'}
        </Button>
      )}
    </div>
  )
  if (stored && shown === null) return <TextInput {...shared} readOnly placeholder="•••••••••••• (not shown)" inputContainer={line} />
  return <TagsInput {...shared} value={[...(shown ?? [])]} inputContainer={line} onChange={onChange} />
}
