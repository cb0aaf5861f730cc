import { Select } from '@mantine/core'
import type { ProviderInfo } from '#contract/provider.ts'
import { FieldLabel } from '#renderer/ui/field-input.tsx'
import { SecretInput } from '#renderer/ui/secret-input.tsx'

const NONE = ''

export interface VerifyFieldsProps {
  readonly providers: readonly ProviderInfo[]
  readonly scheme: string | null
  readonly onScheme: (scheme: string | null) => void
  readonly secret: string | null
  readonly onSecret: (secret: string | null) => void
  readonly stored: boolean
  readonly revealed: string | null
  readonly busy?: boolean
  readonly onReveal?: (show: boolean) => void
}

/** As whose request each one is verified, and with which secret. */
export function VerifyFields({ providers, scheme, onScheme, secret, onSecret, stored, revealed, busy, onReveal }: VerifyFieldsProps) {
  const schemes = providers.flatMap((provider) => (provider.verification ? [{ provider, ...provider.verification }] : []))
  const chosen = schemes.find((one) => one.scheme === scheme)
  const field = chosen?.fields.find((one) => one.secret)
  return (
    <>
      <Select
        label="Verify as"
        data={[{ value: NONE, label: 'Nothing is verified' }, ...schemes.map((one) => ({ value: one.scheme, label: `A request of ${one.provider.title}` }))]}
        value={scheme ?? NONE}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => onScheme(value === null || value === NONE ? null : value)}
      />
      {field && <SecretInput label={<FieldLabel field={field} quiet />} name={field.label} value={secret} stored={stored} revealed={revealed} busy={busy} generators={field.generators} onChange={onSecret} onReveal={onReveal} />}
    </>
  )
}
