/** `file.yaml?provider` gives what a shipped provider file says: read and checked when the program is built, not at each of its starts. */
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import type * as JsonText from '../../src/contract/json-text.ts'
import type * as Read from '../../src/providers/from-file/read.ts'

export function shippedProviders(): Plugin {
  return {
    name: 'shipped-providers',
    enforce: 'pre',
    async load(id) {
      const [file = '', query] = id.split('?')
      if (query !== 'provider') return
      // By addresses that are made here: a bundled configuration would not find what they import in turn.
      const { parseProviderFile } = (await import(new URL('../../src/providers/from-file/read.ts', import.meta.url).href)) as typeof Read
      const { jsonText } = (await import(new URL('../../src/contract/json-text.ts', import.meta.url).href)) as typeof JsonText
      this.addWatchFile(file)
      const text = readFileSync(file, 'utf8')
      const read = parseProviderFile(text)
      if ('faults' in read) return this.error(`${file} has faults: ${JSON.stringify(read.faults)}`)
      // As text: numbers with many digits stay whole.
      return `export default ${JSON.stringify({ text, file: jsonText(read.file) })}`
    },
  }
}
