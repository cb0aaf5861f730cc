import type { ProviderInfo } from '#contract/provider.ts'
import { useStore } from './store.ts'

/** The provider to begin with where none is named: one that something is registered with, else the first. */
export function useDefaultProvider(): ProviderInfo | undefined {
  return useStore(({ providers, registrations }) => {
    const [first] = registrations.items.values()
    return providers.find(({ id }) => id === first?.provider) ?? providers[0]
  })
}
