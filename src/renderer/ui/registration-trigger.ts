import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'

/** The one trigger that a registration is for; null where it is told of every one. */
export function triggerOf(provider: ProviderInfo, registration: Registration | undefined): string | null {
  const trigger = provider.triggerKey === null ? undefined : registration?.settings[provider.triggerKey]
  return typeof trigger === 'string' ? trigger : null
}
