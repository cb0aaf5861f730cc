import { Button, Menu, TextInput } from '@mantine/core'
import { Eye, EyeOff, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { generate } from '#contract/generate.ts'
import type { Generator } from '#contract/provider.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './secret.module.css'

export interface SecretInputProps {
  readonly label: ReactNode
  /** The label as plain text, for the names of controls. */
  readonly name: string
  readonly description?: ReactNode
  readonly error?: ReactNode
  readonly required?: boolean
  /** What is in the input: null while it is not edited. */
  readonly value: string | null
  /** Whether there is one already. The value itself is not told unless asked for. */
  readonly stored: boolean
  /** The stored one, once it has been asked for. */
  readonly revealed: string | null
  readonly busy?: boolean
  /** Ways to make a new one; none: it has to be typed. */
  readonly generators?: readonly Generator[]
  readonly onChange: (value: string | null) => void
  /** Asks for the stored one, or hides it again. Absent: there is nothing to reveal. */
  readonly onReveal?: (show: boolean) => void
}

/** A secret that is written but not shown: reveal on request, type another one, or have one made. */
export function SecretInput({ label, name, description, error, required, value, stored, revealed, busy, generators = [], onChange, onReveal }: SecretInputProps) {
  const shown = value ?? revealed ?? ''
  return (
    <TextInput
      label={label}
      aria-label={name}
      description={description}
      error={error}
      withAsterisk={required}
      classNames={{ input: 'mono' }}
      value={shown}
      placeholder={stored ? '•••••••••••• (not shown)' : undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={shown !== '' && <CopyButton value={shown} label={`Copy ${name}`} />}
      inputContainer={(input) => (
        <div className={styles.line}>
          {input}
          {stored && value === null && onReveal && (
            <Button size="compact-sm" loading={busy} leftSection={revealed === null ? <Eye size={13} aria-hidden /> : <EyeOff size={13} aria-hidden />} onClick={() => onReveal(revealed === null)}>
              {revealed === null ? 'Reveal' : 'Hide'}
            </Button>
          )}
          <Generate generators={generators} onChange={onChange} />
        </div>
      )}
    />
  )
}

/** One way is a button, several are a choice. */
function Generate({ generators, onChange }: { generators: readonly Generator[]; onChange: (value: string) => void }) {
  const [only, ...more] = generators
  if (!only) return null
  const button = (
    <Button size="compact-sm" leftSection={<KeyRound size={13} aria-hidden />} onClick={more.length === 0 ? () => onChange(generate(only)) : undefined}>
      Generate
    </Button>
  )
  if (more.length === 0) return button
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {generators.map((one) => (
          <Menu.Item key={one.title} onClick={() => onChange(generate(one))}>
            {one.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
