/** Every folder beside this file is a provider; there is no list to edit. */
import { parseJson } from '#contract/json-text.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import { providerFrom } from './from-file/read.ts'
import type { Provider } from './provider.ts'

const found = import.meta.glob<{ default: Provider }>('./*/index.ts', { eager: true })

export const providers: ReadonlyMap<string, Provider> = new Map(
  Object.entries(found).map(([file, module]) => {
    const folder = file.split('/')[1] ?? ''
    if (module.default.id !== folder) throw new Error(`Provider folder "${folder}" exports the id "${module.default.id}".`)
    return [folder, module.default]
  }),
)

/** A provider file that is part of the product. */
export interface ShippedFile {
  readonly text: string
  readonly provider: Provider
}

const files = import.meta.glob<{ text: string; file: string }>('../../resources/providers/*.yaml', { eager: true, query: '?provider', import: 'default' })

/** By name. */
export const shippedFiles: ReadonlyMap<string, ShippedFile> = new Map(
  Object.entries(files).map(([path, { text, file }]) => [path.split('/').at(-1) ?? path, { text, provider: providerFrom(parseJson(file) as ProviderFile) }]),
)

/** Id of the shipped one that sends anything as it is. */
export const CARRIER = 'plain'
