/** An OpenAPI 3.1 document's `webhooks` as a provider file to be looked over: triggers, schemas and examples are its own, the rest is for the user to say. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import { FILE_LIMIT } from '#contract/provider-file.ts'
import { readProviderFile } from './read.ts'
import { readYaml, writeYaml } from './yaml-text.ts'

type Json = JsonObject[string]
type Node = { readonly [key: string]: unknown }

interface Imported {
  /** Of the file. */
  readonly name: string
  readonly text: string
  /** What could not be taken over, a sentence each. */
  readonly notes: string[]
}

const METHODS = ['post', 'put', 'patch', 'get', 'delete'] as const
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws `ProblemError('invalid')` for what is no OpenAPI 3.1 document with webhooks. */
export function readOpenapi({ text, id }: { text: string; id?: string | undefined }): Imported {
  const yaml = readYaml(text)
  if ('faults' in yaml) throw refusal(`it is neither YAML nor JSON: line ${yaml.faults[0]?.line ?? 1}: ${yaml.faults[0]?.message ?? ''}`, yaml.faults)
  const document = yaml.value
  if (!isNode(document) || typeof document['openapi'] !== 'string') throw refusal('it has no `openapi` at its top')
  if (!document['openapi'].startsWith('3.1')) throw refusal(`it is OpenAPI ${document['openapi'].slice(0, 20)}; webhooks are part of 3.1`)
  if (!isNode(document['webhooks']) || Object.keys(document['webhooks']).length === 0) throw refusal('it has no `webhooks`')
  const notes: string[] = []
  const info = isNode(document['info']) ? document['info'] : {}
  const title = textOf(info['title'])?.slice(0, 60) ?? 'Imported'
  const used = new Map<string, Json>()
  const triggers = Object.entries(document['webhooks']).flatMap(([name, item]) => triggerOf(name, item, document, used, notes) ?? [])
  if (triggers.length === 0) throw refusal(`none of its webhooks has a JSON body. ${notes.join(' ')}`)
  const file = {
    id: id ?? idOf(title),
    title,
    description: textOf(info['description'])?.slice(0, 2000) ?? `Imported from an OpenAPI document, ${title}.`,
    subscribe: 'some',
    ...(used.size > 0 && { $defs: Object.fromEntries(used) }),
    triggers,
  }
  const head = '# Made from an OpenAPI document. It says nothing of signatures, deadlines and retries: add `signing` and `policy`.\n'
  const made = writeYaml(file, head)
  if (made.length > FILE_LIMIT) throw refusal(`the file made from it has ${made.length} characters, and ${FILE_LIMIT} is the most`)
  const read = readProviderFile(made)
  if ('faults' in read) notes.push(...read.faults.map(({ line, message }) => `Line ${line} of the file made needs a look: ${message}.`))
  return { name: `${file.id}.yaml`, text: made, notes }
}

function triggerOf(name: string, item: unknown, document: Node, used: Map<string, Json>, notes: string[]): JsonObject | undefined {
  const skip = (why: string): undefined => void notes.push(`The webhook ${JSON.stringify(name.slice(0, 200))} was left out: ${why}.`)
  const path = deref(item, document)
  const operation = isNode(path) ? METHODS.map((method) => path[method]).find(isNode) : undefined
  if (!operation) return skip('it has no operation')
  const body = deref(operation['requestBody'], document)
  const content = isNode(body) && isNode(body['content']) ? body['content'] : {}
  const type = Object.keys(content).find((one) => /^application\/([\w.+-]+\+)?json\b/i.test(one))
  const media = type === undefined ? undefined : content[type]
  if (!isNode(media)) return skip('its body is not JSON')
  const schema = localized(media['schema'], document, used)
  const samples = examplesOf(media, document).filter(isNode).slice(0, 50) as JsonObject[]
  if (schema === undefined && samples.length === 0) return skip('its body has neither a schema nor an example')
  return {
    name: name.replace(/\s+/g, '_').slice(0, 200),
    ...(textOf(operation['summary']) !== undefined && { title: textOf(operation['summary'])?.slice(0, 100) ?? '' }),
    description: (textOf(operation['description']) ?? textOf(operation['summary']) ?? `The webhook ${name}.`).slice(0, 2000),
    ...(schema !== undefined && { data: schema }),
    ...(samples.length > 0 && { samples }),
  }
}

function examplesOf(media: Node, document: Node): unknown[] {
  const named = isNode(media['examples']) ? Object.values(media['examples']).map((one) => deref(one, document)) : []
  return [media['example'], ...named.map((one) => (isNode(one) ? one['value'] : undefined))].filter((one) => one !== undefined)
}

/** The schema with its references led to `$defs`, where each component is put once: what refers to itself ends there. */
function localized(schema: unknown, document: Node, used: Map<string, Json>): JsonObject | undefined {
  const walk = (value: unknown): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isNode(value)) return value as Json
    const { $ref, ...rest } = value
    const inner = Object.fromEntries(Object.entries(rest).filter(([key]) => !OWN_KEYWORDS.has(key)).map(([key, one]) => [key, walk(one)]))
    return typeof $ref === 'string' ? { ...inner, $ref: define($ref) } : inner
  }
  const define = (ref: string): string => {
    const key = (ref.split('/').at(-1) ?? 'Schema').replace(/[^\w-]/g, '_')
    if (!used.has(key)) {
      used.set(key, {})
      used.set(key, walk(follow(ref, document) ?? {}))
    }
    return `#/$defs/${key}`
  }
  return isNode(schema) ? (walk(schema) as JsonObject) : undefined
}

/** OpenAPI's own, which JSON Schema knows nothing of. */
const OWN_KEYWORDS: ReadonlySet<string> = new Set(['discriminator', 'xml', 'externalDocs'])
const MOST_HOPS = 20

function deref(value: unknown, document: Node, hops = 0): unknown {
  if (!isNode(value) || typeof value['$ref'] !== 'string') return value
  return hops >= MOST_HOPS ? undefined : deref(follow(value['$ref'], document), document, hops + 1)
}

/** Within the document alone: nothing is fetched. */
function follow(ref: string, document: Node): unknown {
  if (!ref.startsWith('#/')) return undefined
  return ref.slice(2).split('/').reduce<unknown>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    return isNode(at) && Object.hasOwn(at, key) ? at[key] : Array.isArray(at) ? (at as unknown[])[Number(key)] : undefined
  }, document)
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)

/** `Train Travel API`: train-travel-api. */
function idOf(title: string): string {
  const id = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 60)
  return id === '' ? 'imported' : id
}

const refusal = (why: string, faults?: unknown): ProblemError => new ProblemError('invalid', `This is no OpenAPI document to import from: ${why}.`, faults === undefined ? undefined : { faults })
