/** The settings of a registration: those of the file, and the one that says what it is for. */
import type { JsonObject } from '#contract/common.ts'
import type { ProviderFile, Signing } from '#contract/provider-file.ts'
import type { Field } from '#contract/provider.ts'
import { z } from 'zod'
import { keyBytes } from '../signature.ts'
import { SUBSCRIPTION_KEY } from './checks.ts'

const MOST = 10_000

export function settingsOf(file: ProviderFile): { schema: z.ZodType<JsonObject>; fields: Field[] } {
  const fields = [...file.settings, ...subscription(file)]
  const shape = Object.fromEntries(fields.map((field) => [field.key, optional(field, valueOf(field, file.signing.filter(({ key }) => key.setting === field.key)))]))
  return { schema: z.strictObject(shape) as unknown as z.ZodType<JsonObject>, fields }
}

function subscription({ subscribe, triggers }: ProviderFile): Field[] {
  const key = SUBSCRIPTION_KEY[subscribe]
  if (key === null) return []
  const options = triggers.map(({ name }) => name)
  const help = 'A trigger stands for all that are below it.'
  return subscribe === 'one'
    ? [{ key, label: 'Trigger', type: 'enum', options, required: true, help, source: 'documented' }]
    : [{ key, label: 'Triggers', type: 'strings', options, default: [], help: `${help} None: all of them.`, source: 'documented' }]
}

function valueOf(field: Field, signings: readonly Signing[]): z.ZodType {
  const { label, options = [] } = field
  switch (field.type) {
    case 'integer':
      return z.int({ error: `${label} is a whole number` })
    case 'number':
      return z.number({ error: `${label} is a number` })
    case 'boolean':
      return z.boolean({ error: `${label} is true or false` })
    case 'enum':
      return z.enum(options as [string, ...string[]], { error: `${label} is one of ${options.slice(0, 20).join(', ')}` })
    case 'strings':
      return z.array(z.string().max(300)).max(1000)
    default: {
      const text = z.string({ error: `${label} is required` }).min(field.required ? 1 : 0, `${label} is required`).max(MOST, `${label} has more than ${MOST} characters`)
      return text.superRefine((value, context) => {
        for (const signing of signings) {
          const key = keyBytes(signing, value)
          if (typeof key === 'string') context.addIssue({ code: 'custom', message: `${label} can't be the key: ${key}` })
        }
      })
    }
  }
}

const optional = (field: Field, schema: z.ZodType): z.ZodType => (field.required ? schema : field.default === undefined ? schema.optional() : schema.default(field.default))
