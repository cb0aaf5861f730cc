import { Autocomplete } from '@mantine/core'
import type { JsonObject } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from '#renderer/state/store.ts'
import { FieldInput, FieldLabel, valueAt, withValueAt } from '#renderer/ui/field-input.tsx'
import { SecretList } from '#renderer/ui/secret-list.tsx'
import { SecretInput } from '#renderer/ui/secret-input.tsx'
import type { Refusal } from './refusal.ts'

export interface WebhookFieldsProps {
  readonly provider: ProviderInfo
  readonly url: string
  readonly onUrl: (url: string) => void
  readonly settings: JsonObject
  /** The secrets that are being written, by key; absent: as it is. */
  readonly secrets: JsonObject
  /** Called with the whole settings, and with the secrets that were written. */
  readonly onSettings: (settings: JsonObject, secrets: JsonObject) => void
  readonly refusal: Refusal
  /** Whether there are stored secrets, and what they are once they have been asked for. */
  readonly stored: boolean
  readonly revealed: JsonObject | null
  readonly revealing?: boolean
  readonly onReveal?: (show: boolean) => void
}

/** The URL and the provider's own settings, as its page has them. */
export function WebhookFields({ provider, url, onUrl, settings, secrets, onSettings, refusal, stored, revealed, revealing, onReveal }: WebhookFieldsProps) {
  const inboxes = useStore((state) => state.inboxes.items)
  const mine = [...inboxes.values()].flatMap((one) => one.url ?? [])
  return (
    <>
      <Autocomplete
        size="sm"
        label="URL"
        description="Where the requests go. Your inboxes are suggested; any URL of your own receiver will do."
        placeholder="http://127.0.0.1:3000/webhook"
        withAsterisk
        classNames={{ input: 'mono' }}
        data={mine}
        value={url}
        error={refusal.url}
        inputMode="url"
        spellCheck={false}
        onChange={onUrl}
      />
      {provider.settings.map((field) => {
        if (!field.secret) {
          return <FieldInput key={field.key} field={field} value={valueAt(settings, field.key)} error={refusal.settings.get(field.key)} onChange={(value) => onSettings(withValueAt(settings, field.key, value), secrets)} />
        }
        const shown = revealed === null ? null : valueAt(revealed, field.key)
        const written = secrets[field.key]
        const write = (value: JsonObject[string]) => onSettings(settings, value === null ? without(secrets, field.key) : { ...secrets, [field.key]: value })
        const error = refusal.settings.get(field.key)
        if (field.type === 'strings') {
          return <SecretList key={field.key} field={field} value={textsOf(written)} stored={stored} revealed={textsOf(shown)} error={error} busy={revealing} onReveal={onReveal} onChange={write} />
        }
        return (
          <SecretInput
            key={field.key}
            label={<FieldLabel field={field} />}
            name={field.label}
            description={field.help}
            required={field.required}
            error={error}
            value={typeof written === 'string' ? written : null}
            stored={stored}
            revealed={typeof shown === 'string' ? shown : null}
            busy={revealing}
            generators={field.generators}
            onReveal={onReveal}
            onChange={write}
          />
        )
      })}
    </>
  )
}

const textsOf = (value: JsonObject[string] | undefined): string[] | null => (Array.isArray(value) ? value.map(String) : null)

function without(secrets: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => name !== key))
}

/** Written secrets over the settings they belong to. */
export function withSecrets(settings: JsonObject, secrets: JsonObject): JsonObject {
  return Object.entries(secrets).reduce((all, [key, value]) => withValueAt(all, key, value), settings)
}
