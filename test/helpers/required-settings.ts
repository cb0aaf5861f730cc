/** Settings that a registration of any provider can be made with: whatever its required fields say they are. */
import type { JsonObject } from '#contract/common.ts'
import { generate } from '#contract/generate.ts'
import type { Field } from '#contract/provider.ts'
import type { Provider } from '#providers/provider.ts'

const valueOf = (field: Field): JsonObject[string] =>
  field.generators?.[0] ? generate(field.generators[0]) : field.type === 'integer' || field.type === 'number' ? 1 : field.type === 'boolean' ? true : field.type === 'enum' ? (field.options?.[0] ?? null) : field.type === 'strings' ? [] : `value-of-${field.key}`

export const required = (provider: Pick<Provider, 'fields'>): JsonObject => Object.fromEntries(provider.fields.filter((field) => field.required).map((field) => [field.key, valueOf(field)]))
