/** The catalogue of a file: triggers, samples, and who is told. */
import { closest } from '#contract/closest.ts'
import type { JsonObject } from '#contract/common.ts'
import type { DataWarning } from '#contract/delivery.ts'
import { jsonText } from '#contract/json-text.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import { ProblemError } from '#contract/problem.ts'
import type { FileTrigger, ProviderFile } from '#contract/provider-file.ts'
import type { Trigger } from '#contract/provider.ts'
import { pickerOf } from '../pick.ts'
import type { Addressed, Provider, Raised, RegistrationData } from '../provider.ts'
import { SUBSCRIPTION_KEY } from './checks.ts'
import { checkerOf } from './schema-check.ts'
import { sampleOfSchema } from './schema-sample.ts'

/** More are of no use to a reader. */
const MOST_WARNINGS = 20

type Catalog = Pick<Provider, 'triggers' | 'sample' | 'complete' | 'address' | 'warnings'>

export function catalogOf(file: ProviderFile): Catalog {
  const byName = new Map(file.triggers.map((trigger) => [trigger.name, trigger]))

  function find(name: string): FileTrigger {
    const trigger = byName.get(name)
    if (trigger) return trigger
    throw new ProblemError('not_found', `${file.title} has no trigger ${JSON.stringify(name.slice(0, 300))}. Closest: ${closest(name, [...byName.keys()]).join(', ')}.`)
  }

  const sample = (name: string, seed: number): JsonObject => sampleOf(find(name), seed)

  /** Itself first. */
  function lineage(name: string): string[] {
    const names: string[] = []
    for (let at: string | undefined = name; at !== undefined; at = byName.get(at)?.parent) names.push(at)
    return names
  }

  function address({ trigger, data }: Raised, { settings }: Pick<RegistrationData, 'settings'>): Addressed {
    const key = SUBSCRIPTION_KEY[file.subscribe]
    const asked = key === null ? undefined : settings[key]
    const names = Array.isArray(asked) ? asked : asked === undefined ? [] : [asked]
    if (key !== null && names.length > 0 && !lineage(trigger).some((name) => names.includes(name))) return { skip: `It is for ${names.slice(0, 5).map(String).join(', ')}, which this trigger is not below.` }
    return { payload: jsonText(data), subject: subjectOf(data) }
  }

  function warnings({ trigger, data }: Raised): DataWarning[] {
    const schema = byName.get(trigger)?.data
    if (schema === undefined) return []
    try {
      return checkerOf(schema)(data).slice(0, MOST_WARNINGS).map(({ path, message }) => ({ path: path.join('.'), message }))
    } catch {
      // Data can lead into a part of a schema that no sample led into, and that can't be used.
      return []
    }
  }

  return {
    triggers: file.triggers.map(shown),
    sample,
    // Over a sample. Nothing is checked: a receiver has to bear unknown properties and odd values.
    complete: ({ trigger, data = {}, seed }) => over(sample(trigger, seed), data, nullable(find(trigger))),
    address,
    warnings,
  }
}

function shown(trigger: FileTrigger): Trigger {
  const properties = trigger.data?.['properties']
  const schemas = typeof properties === 'object' && properties !== null ? (properties as Readonly<Record<string, unknown>>) : {}
  const names = new Set([...Object.keys(schemas), ...trigger.samples.flatMap((sample) => Object.keys(sample)), ...Object.keys(sampleOf(trigger, 0))])
  return {
    name: trigger.name,
    parent: trigger.parent ?? null,
    title: trigger.title ?? titleOf(trigger.name),
    description: trigger.description,
    source: trigger.source,
    properties: [...names].map((name) => ({ name, ...described(schemas[name], trigger.samples[0]?.[name]) })),
  }
}

/** In the words of JSON Schema. */
function described(schema: unknown, sample: unknown): { type: string; description?: string } {
  const { type, format, description, $ref } = (typeof schema === 'object' && schema !== null ? schema : {}) as Readonly<Record<string, unknown>>
  const named = typeof type === 'string' ? type : Array.isArray(type) ? type.join(' | ') : typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? 'any') : Array.isArray(sample) ? 'array' : sample === undefined ? 'any' : sample === null ? 'null' : typeof sample
  return { type: typeof format === 'string' ? `${named} (${format})` : named, ...(typeof description === 'string' && { description: description.slice(0, 1_000) }) }
}

function titleOf(name: string): string {
  const words = name.replace(/[._\-/]+/g, ' ').trim() || name
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** As JSON merge patch, where null removes a property; but one that may be null is then null. */
function over(base: JsonObject, given: JsonObject, mayBeNull: ReadonlySet<string>): JsonObject {
  const kept = Object.keys(given).filter((key) => given[key] === null && (base[key] === null || mayBeNull.has(key)))
  return { ...mergePatch(base, given), ...Object.fromEntries(kept.map((key) => [key, null])) }
}

/** Properties whose schema takes null, as far as it says so itself. */
function nullable({ data }: FileTrigger): ReadonlySet<string> {
  const takesNull = (schema: unknown): boolean => {
    const { type, enum: choices } = (typeof schema === 'object' && schema !== null ? schema : {}) as Readonly<Record<string, unknown>>
    return type === 'null' || [type, choices].some((list) => Array.isArray(list) && (list.includes('null') || list.includes(null)))
  }
  return new Set(Object.entries(data?.['properties'] ?? {}).flatMap(([name, schema]) => (takesNull(schema) ? [name] : [])))
}

/** Seeds 1 to n give the file's samples; others one of its schema, or one of the samples again where there is no schema. */
function sampleOf({ name, data, samples }: FileTrigger, seed: number): JsonObject {
  const own = samples[seed - 1] ?? (data === undefined ? samples[seed % samples.length] : undefined)
  if (own) return structuredClone(own)
  const made = data === undefined ? {} : sampleOfSchema(data, pickerOf(seed, name))
  return typeof made === 'object' && made !== null && !Array.isArray(made) ? made : { value: made }
}

/** `id 1234`: what it is about, by the first thing in it that names it. */
function subjectOf(data: JsonObject): string {
  const entries = Object.entries(data).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? [[key, String(value)] as const] : []))
  const [name, value] = entries.find(([key]) => key === 'id') ?? entries.find(([key]) => /id$|name|number|title/i.test(key)) ?? entries[0] ?? []
  return name === undefined ? '' : `${name} ${value?.slice(0, 100) ?? ''}`
}
