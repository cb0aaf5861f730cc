/** The file's own samples against its own schemas. */
import { Validator } from '@cfworker/json-schema'
import type { ProviderFile } from '#contract/provider-file.ts'

export function checkSamples({ triggers }: ProviderFile): { path: (string | number)[]; message: string }[] {
  return triggers.flatMap(({ data, samples }, at) => {
    if (data === undefined) return []
    try {
      const validator = new Validator(data, '2020-12', true)
      // Validated once even without samples: a schema that can't be read is told now, not when something is fired.
      const all = samples.length > 0 ? samples : [{}]
      return all.flatMap((sample, index) => {
        const result = validator.validate(plain(sample))
        const last = result.errors.at(-1)
        if (result.valid || samples.length === 0 || !last) return []
        const place = last.instanceLocation.split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
        return [{ path: ['triggers', at, 'samples', index, ...place], message: `the sample breaks the schema: ${last.error}` }]
      })
    } catch (error) {
      return [{ path: ['triggers', at, 'data'], message: `the JSON Schema can't be used: ${error instanceof Error ? error.message : String(error)}` }]
    }
  })
}

/** The validator knows no BigInt. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)))
