/** Data against the JSON Schema of its trigger: each place that breaks it, and not those that only contain such a place. */
import { Validator } from '@cfworker/json-schema'
import type { JsonObject } from '#contract/common.ts'

export interface Break {
  readonly path: readonly string[]
  readonly message: string
}

/** @throws where the schema can't be used; some can only be told when data is first checked. */
export function checkerOf(schema: JsonObject): (value: unknown) => Break[] {
  const validator = new Validator(schema, '2020-12', false)
  return (value) => {
    const errors = validator.validate(plain(value)).errors.filter(({ keyword }) => keyword !== 'false')
    return errors
      .filter(({ keywordLocation }) => !errors.some((inner) => inner.keywordLocation.startsWith(`${keywordLocation}/`)))
      .map(({ instanceLocation, error }) => ({ path: stepsOf(instanceLocation), message: error.slice(0, 500) }))
  }
}

const stepsOf = (location: string): string[] => location.split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))

/** The validator knows no BigInt. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)))
