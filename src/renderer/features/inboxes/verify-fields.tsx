import { Select } from '@mantine/core'
import type { ProviderInfo } from '#contract/provider.ts'
import { FieldLabel } from '#renderer/ui/field-input.tsx'
import { CUSTOM } from '#contract/custom-signing.ts'
import type { Field } from '#contract/provider.ts'
import { IN_PLACE } from '#renderer/ui/in-place.ts'
import { SecretInput } from '#renderer/ui/secret-input.tsx'

import type { CustomDraft, CustomFaults } from './custom-draft.ts'
import { CustomFields } from './custom-fields.tsx'

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
  /** What describes the signature, and is changed by hand, while the scheme is `custom`. */
  readonly custom: CustomDraft
  readonly faults: CustomFaults
  readonly onCustom: (custom: CustomDraft) => void
}

const customSecret = ({ algorithm }: CustomDraft): Field => ({ key: 'secret', label: algorithm === 'ed25519' ? 'Public key' : 'Secret', type: 'string', secret: true, source: 'extension' })

/** As whose request each one is verified, and with which secret. */
export function VerifyFields({ providers, scheme, onScheme, secret, onSecret, stored, revealed, busy, onReveal, custom, faults, onCustom }: VerifyFieldsProps) {
  const schemes = providers.flatMap((provider) => (provider.verification ? [{ provider, ...provider.verification }] : []))
  const chosen = schemes.find((one) => one.scheme === scheme)
  const field = scheme === CUSTOM ? customSecret(custom) : chosen?.fields.find((one) => one.secret)
  return (
    <>
      <Select
        label="Verify as"
        data={[{ value: NONE, label: 'Nothing is verified' }, ...schemes.map((one) => ({ value: one.scheme, label: `A request of ${one.provider.title}` })), { value: CUSTOM, label: 'A signature that I describe' }]}
        value={scheme ?? NONE}
        allowDeselect={false}
        comboboxProps={IN_PLACE}
        onChange={(value) => onScheme(value === null || value === NONE ? null : value)}
      />
      {scheme === CUSTOM && <CustomFields draft={custom} faults={faults} onChange={onCustom} />}
      {field && <SecretInput label={<FieldLabel field={field} quiet />} name={field.label} value={secret} stored={stored} revealed={revealed} busy={busy} generators={field.generators} onChange={onSecret} onReveal={onReveal} />}
    </>
  )
}
