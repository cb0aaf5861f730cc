/** Reads a request back by the templates it was made from. A hostile one gets a verdict, never an exception. */
import type { JsonObject } from '#contract/common.ts'
import type { Inspection } from '#contract/delivery.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import { stringsIn } from '#contract/provider-file-template.ts'
import { matchTemplate, parseTemplate } from '#contract/template.ts'
import type { Envelope, Provider } from '../provider.ts'
import { verifySignature } from '../signature.ts'
import { bodyTemplate, eventNames, PAYLOAD, settingText } from './envelope.ts'

/** What of a file says how its requests are signed. */
export type SignedFile = Pick<ProviderFile, 'id' | 'title' | 'body' | 'headers' | 'timestamp' | 'signing'>

const LABELS: Readonly<Record<string, string>> = { id: 'Message id', timestamp: 'Timestamp', publishedAt: 'Published at', publishedSeconds: 'Published at (seconds)', trigger: 'Trigger', event: 'Event', account: 'Account' }

/** What a request says for the placeholders of the file's templates, and the payload that it carries. */
export interface Reading {
  readonly found: ReadonlyMap<string, string>
  readonly payload: string | null
  /** Of a placeholder of what is signed; those of settings too. */
  value(name: string): string | undefined
}

export function readerOf(file: SignedFile): (request: Envelope, settings: JsonObject) => Reading {
  const template = bodyTemplate(file)
  const places = template === null ? [] : [...stringsIn(template)]
  return (request, settings) => {
    const found = new Map<string, string>()
    const learn = (text: string, value: string): void => {
      for (const [name, read] of matchTemplate(parseTemplate(text), value) ?? []) if (!found.has(name)) found.set(name, read)
    }
    for (const [name, text] of Object.entries(file.headers)) {
      const value = request.headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1]
      if (value !== undefined) learn(text, value)
    }
    const text = textOf(request.body)
    const body = template === null ? undefined : readJson(text)
    let payload = template === null ? text : null
    for (const place of places) {
      const value = place.path.reduce<unknown>(child, body)
      if (place.text === PAYLOAD) payload = value === undefined ? null : jsonText(value)
      else if (typeof value === 'string' || typeof value === 'number') learn(place.text, String(value))
    }
    return { found, payload, value: (name) => (name.startsWith('setting.') ? settingText(settings, name) : (found.get(name) ?? ofRequest(request, name))) }
  }
}

/** What a request is asked for, which descriptions of inboxes may name. */
function ofRequest({ method, target, headers }: Envelope & { readonly method?: string; readonly target?: string }, name: string): string | undefined {
  if (name === 'host') return headers.find(([one]) => one.toLowerCase() === 'host')?.[1]
  return name === 'method' ? method : name === 'target' ? target : undefined
}

export function inspectorOf(file: SignedFile): Provider['inspect'] {
  const read = readerOf(file)
  return (request, settings, { now, reveal }) => {
    const { found, payload, value } = read(request, settings as JsonObject)
    const parts = [...found].flatMap(([name, text]) => (LABELS[name] === undefined ? [] : [{ label: LABELS[name], value: text.slice(0, 4_000) }]))
    return { parts, payload, ...verdictOf(file, request, settings as JsonObject, { now, reveal, value }) }
  }
}

/** An event's name stands for a trigger where only one has it. */
export function carrierOf(file: ProviderFile): Provider['read'] {
  const read = readerOf(file)
  const names = eventNames(file)
  return (request) => {
    const { found, payload } = read(request, {})
    if (payload === null) return null
    const event = found.get('event')
    const [trigger, ...others] = [...names].filter(([, name]) => name === event).map(([name]) => name)
    return { id: found.get('id') ?? null, trigger: found.get('trigger') ?? (others.length === 0 ? trigger : undefined) ?? null, payload }
  }
}

function verdictOf(file: SignedFile, request: Parameters<Provider['inspect']>[0], settings: JsonObject, context: { now: number; reveal: boolean; value: (name: string) => string | undefined }): Pick<Inspection, 'verdict' | 'note'> {
  if (file.signing.length === 0) return { verdict: null, note: `${file.title} signs nothing: a receiver cannot tell a genuine request from a forged one. Take it as a hint only, and use an https URL that cannot be guessed.` }
  const read = file.signing.map((signing) => verifySignature(signing, request, { ...context, secret: secretOf(settings, signing.key.setting), timestamp: file.timestamp }))
  const failed = read.find((one) => one.failed !== null)?.failed ?? null
  const summary = failed ?? (read.length > 1 ? `All ${read.length} signatures are right: the body is what the holder of the key sent.` : 'The signature is right: the body is what the holder of the key sent.')
  return { verdict: { scheme: file.id, ok: failed === null, summary, steps: read.flatMap(({ steps }) => steps) }, note: null }
}

function secretOf(settings: JsonObject, key: string): string | undefined {
  const value = settings[key]
  return typeof value === 'string' ? value : undefined
}

const child = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined

function readJson(text: string | null): unknown {
  try {
    return text === null ? undefined : parseJson(text)
  } catch {
    return undefined
  }
}

/** Null where the bytes are no UTF-8 text. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
