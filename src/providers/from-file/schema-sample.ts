/** Data made from a JSON Schema: the same for the same seed, valid as far as the schema can be read without solving it, and plausible. */
import type { JsonObject } from '#contract/common.ts'
import type { Pick } from '../pick.ts'
import { textFor } from './sample-text.ts'

type Json = JsonObject[string]
type Schema = { readonly [key: string]: unknown }

/** Levels of objects, lists and references; what is deeper is left out where it may be. */
const MOST_DEPTH = 8
/** Values in one sample: a schema that refers to itself many times would never end. */
const MOST_VALUES = 2_000

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

export function sampleOfSchema(root: JsonObject, pick: Pick): Json {
  let values = 0

  /** `$ref` within the document, and the parts of `allOf`, put together; of `oneOf` and `anyOf` one. */
  function whole(schema: Schema, depth: number): Schema {
    const { $ref, allOf, oneOf, anyOf, ...own } = schema
    const referred = typeof $ref === 'string' ? resolve($ref) : undefined
    const choices = [oneOf, anyOf].flatMap((list) => (Array.isArray(list) && list.length > 0 ? [list[pick(list.length)] as unknown] : []))
    const parts = [referred, ...(Array.isArray(allOf) ? (allOf as unknown[]) : []), ...choices].filter(isSchema)
    if (parts.length === 0 || depth > 32) return own
    return parts.map((part) => whole(part, depth + 1)).reduce(merged, own)
  }

  function resolve(ref: string): unknown {
    if (!ref.startsWith('#')) return undefined
    return ref.slice(1).split('/').filter(Boolean).reduce<unknown>((at, step) => {
      const key = decode(step)
      return (isSchema(at) || Array.isArray(at)) && Object.hasOwn(at, key) ? (at as Schema)[key] : undefined
    }, root)
  }

  function value(given: unknown, name: string, depth: number): Json {
    values++
    if (!isSchema(given)) return null
    const schema = whole(given, 0)
    if ('const' in schema) return schema['const'] as Json
    for (const list of [schema['enum'], schema['examples']]) if (Array.isArray(list) && list.length > 0) return list[pick(list.length)] as Json
    if (schema['example'] !== undefined) return schema['example'] as Json
    switch (typeOf(schema)) {
      case 'object':
        return object(schema, depth)
      case 'array':
        return array(schema, name, depth)
      case 'integer':
        return number(schema, 1, name)
      case 'number':
        return number(schema, 0.01, name)
      case 'boolean':
        return pick(2) === 1
      case 'null':
        return null
      default:
        return textFor(name, schema, pick)
    }
  }

  function object(schema: Schema, depth: number): Json {
    const properties = isSchema(schema['properties']) ? schema['properties'] : {}
    const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [])
    const kept = Object.entries(properties).filter(([key]) => required.has(key) ? depth < MOST_DEPTH * 2 : depth < MOST_DEPTH && values < MOST_VALUES)
    return Object.fromEntries(kept.map(([key, inner]) => [key, value(inner, key, depth + 1)]))
  }

  function array(schema: Schema, name: string, depth: number): Json {
    const least = Math.min(numberOf(schema['minItems']) ?? 0, 50)
    const most = Math.min(numberOf(schema['maxItems']) ?? Math.max(least, 3), 50)
    const count = depth >= MOST_DEPTH || values >= MOST_VALUES ? least : Math.max(least, Math.min(most, 1 + pick(3)))
    return depth >= MOST_DEPTH * 2 || schema['items'] === undefined ? [] : Array.from({ length: count }, () => value(schema['items'], name.replace(/s$/, ''), depth + 1))
  }

  function number(schema: Schema, step: number, name: string): number {
    const above = numberOf(schema['exclusiveMinimum'])
    const below = numberOf(schema['exclusiveMaximum'])
    const least = numberOf(schema['minimum']) ?? (above === undefined ? undefined : above + step)
    const most = numberOf(schema['maximum']) ?? (below === undefined ? undefined : below - step)
    const isTime = /(_at|_on|created|updated|timestamp|time)$/i.test(name) && least === undefined && most === undefined && step === 1
    const from = least ?? (isTime ? 1_735_689_600 : Math.min(1, most ?? 1))
    const to = most ?? (isTime ? from + 31_536_000 : from + (/id$/i.test(name) ? 9_999_999 : 9_999))
    const multiple = numberOf(schema['multipleOf']) ?? step
    const first = Math.ceil(from / multiple)
    const drawn = (first + pick(Math.max(1, Math.floor(to / multiple) - first + 1))) * multiple
    return step === 1 && Number.isInteger(multiple) ? drawn : Math.round(drawn * 1e6) / 1e6
  }

  return value(root, '', 0)
}

function typeOf(schema: Schema): string {
  const { type } = schema
  if (typeof type === 'string') return type
  if (Array.isArray(type)) return (type as unknown[]).find((one) => typeof one === 'string' && one !== 'null') as string | undefined ?? 'null'
  return 'properties' in schema ? 'object' : 'items' in schema ? 'array' : 'minimum' in schema || 'maximum' in schema ? 'number' : 'string'
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

function decode(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

/** What both ask for; where one of them has to give way it is `b`. */
function merged(a: Schema, b: Schema): Schema {
  const [of, beside] = [isSchema(a['properties']) ? a['properties'] : {}, isSchema(b['properties']) ? b['properties'] : {}]
  const properties = Object.fromEntries(Object.keys({ ...beside, ...of }).map((key) => [key, key in of && key in beside ? { allOf: [of[key], beside[key]] } : (of[key] ?? beside[key])]))
  const required = [...new Set([a['required'], b['required']].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])))]
  return { ...b, ...a, ...(Object.keys(properties).length > 0 && { properties }), ...(required.length > 0 && { required }) }
}
