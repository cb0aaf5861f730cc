/** Every provider that is part of the product: folders and files alike. */
import { readProviderFile } from '#providers/from-file/read.ts'
import type { Provider } from '#providers/provider.ts'
import { providers, shippedFiles } from '#providers/registry.ts'

/** Those that are shipped as files. */
export const fileProviders: readonly Provider[] = [...shippedFiles].map(([name, text]): Provider => {
  const read = readProviderFile(text)
  if ('faults' in read) throw new Error(`${name}: ${JSON.stringify(read.faults)}`)
  return read.provider
})

export const everyProvider: readonly Provider[] = [...providers.values(), ...fileProviders]
