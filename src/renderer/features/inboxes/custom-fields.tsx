import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { CustomSigning } from '#contract/custom-signing.ts'
import type { CustomDraft, CustomFaults } from './custom-draft.ts'
import styles from './inboxes.module.css'

const { shape } = CustomSigning
const ALGORITHMS: Readonly<Record<CustomSigning['algorithm'], string>> = { 'hmac-sha256': 'HMAC-SHA256', 'hmac-sha1': 'HMAC-SHA1', 'hmac-sha512': 'HMAC-SHA512', ed25519: 'ed25519 (with the public key)' }
const KEYS: Readonly<Record<CustomSigning['key']['encoding'], string>> = { utf8: 'its text', hex: 'hex', base64: 'base64' }
const UNITS: Readonly<Record<CustomSigning['timestamp']['unit'], string>> = { seconds: 'seconds', milliseconds: 'milliseconds', iso: 'ISO 8601' }
const dataOf = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const PLAIN = { spellCheck: false, autoComplete: 'off', classNames: { input: 'mono' } } as const

/** How requests are signed, where no provider here signs so: the header, its form, and what is signed. */
export function CustomFields({ draft, faults, onChange }: { draft: CustomDraft; faults: CustomFaults; onChange: (draft: CustomDraft) => void }) {
  const text = (field: 'header' | 'format' | 'content' | 'keyPrefix' | 'tolerance') => ({
    ...PLAIN,
    value: draft[field],
    error: faults[field],
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ ...draft, [field]: event.currentTarget.value }),
  })
  const choice = (field: 'algorithm' | 'encoding' | 'keyEncoding' | 'unit', words: Readonly<Record<string, string>>) => ({
    data: dataOf(words),
    value: draft[field],
    error: faults[field],
    onChange: (event: { currentTarget: HTMLSelectElement }) => onChange({ ...draft, [field]: event.currentTarget.value }),
  })
  return (
    <div className={styles.custom}>
      <TextInput label="Header" placeholder="X-Signature" maxLength={100} {...text('header')} />
      <NativeSelect label="Algorithm" {...choice('algorithm', ALGORITHMS)} />
      <TextInput className={styles.both} label="Its value" description={`Such as {signature}, or t={timestamp},v1={signature}.`} maxLength={500} {...text('format')} />
      <TextInput className={styles.both} label="What is signed" description={shape.content.meta()?.description?.replaceAll('`', '')} maxLength={500} {...text('content')} />
      <NativeSelect label="Signature in" {...choice('encoding', { hex: 'hex', base64: 'base64' })} />
      <NativeSelect label="Key is the secret's" {...choice('keyEncoding', KEYS)} />
      <TextInput label="Prefix of the secret" placeholder="whsec_" maxLength={50} {...text('keyPrefix')} />
      <NativeSelect label="Timestamp in" {...choice('unit', UNITS)} />
      <TextInput label="At most this far off, s" placeholder="as far as it likes" inputMode="decimal" {...text('tolerance')} />
      <Textarea
        {...PLAIN}
        className={styles.both}
        label="Other headers that are signed"
        description="Each as Name: {timestamp} or Name: {id}."
        autosize
        minRows={1}
        maxRows={5}
        value={draft.headers}
        error={faults.headers}
        onChange={(event) => onChange({ ...draft, headers: event.currentTarget.value })}
      />
    </div>
  )
}
