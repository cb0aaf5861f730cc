import { generate } from '#contract/generate.ts'
import type { Field, ProviderInfo } from '#contract/provider.ts'

/** The setting that a receiver must know to verify; undefined where nothing is signed. */
export const signingField = (provider: ProviderInfo | undefined): Field | undefined => provider?.verification?.fields.find((field) => field.secret)

/** A new secret, as the provider makes them; empty where they can't be made. */
export function newSecret(field: Field | undefined): string {
  const [first] = field?.generators ?? []
  return first ? generate(first) : ''
}
