/** Every folder beside this file is a provider; there is no list to edit. */
import type { Provider } from './provider.ts'

const found = import.meta.glob<{ default: Provider }>('./*/index.ts', { eager: true })

export const providers: ReadonlyMap<string, Provider> = new Map(
  Object.entries(found).map(([file, module]) => {
    const folder = file.split('/')[1] ?? ''
    if (module.default.id !== folder) throw new Error(`Provider folder "${folder}" exports the id "${module.default.id}".`)
    return [folder, module.default]
  }),
)

const files = import.meta.glob<string>('../../resources/providers/*.yaml', { eager: true, query: '?raw', import: 'default' })

/** Provider files that are part of the product: name to text. */
export const shippedFiles: ReadonlyMap<string, string> = new Map(Object.entries(files).map(([file, text]) => [file.split('/').at(-1) ?? file, text]))
