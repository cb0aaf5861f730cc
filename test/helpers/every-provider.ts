/** Every provider that is part of the product: folders and files alike. */
import type { Provider } from '#providers/provider.ts'
import { providers, shippedFiles } from '#providers/registry.ts'

/** Those that are shipped as files. */
export const fileProviders: readonly Provider[] = [...shippedFiles.values()].map(({ provider }) => provider)

export const everyProvider: readonly Provider[] = [...providers.values(), ...fileProviders]
