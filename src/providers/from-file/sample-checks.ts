/** The file's own samples against its own schemas. */
import type { ProviderFile } from '#contract/provider-file.ts'
import { checkerOf } from './schema-check.ts'

export function checkSamples({ triggers }: ProviderFile): { path: (string | number)[]; message: string }[] {
  return triggers.flatMap(({ data, samples }, at) => {
    if (data === undefined) return []
    try {
      const check = checkerOf(data)
      // Checked once even without samples: a schema that can't be read is told now, not when something is fired.
      if (samples.length === 0) check({})
      return samples.flatMap((sample, index) => check(sample).map(({ path, message }) => ({ path: ['triggers', at, 'samples', index, ...path], message: `the sample breaks the schema: ${message}` })))
    } catch (error) {
      return [{ path: ['triggers', at, 'data'], message: `the JSON Schema can't be used: ${error instanceof Error ? error.message : String(error)}` }]
    }
  })
}
