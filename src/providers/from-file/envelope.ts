/** The bytes of a delivery, filled into the file's templates. Pure: the same message, settings and time give the same bytes. */
import { createHash } from 'node:crypto'
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import { fillTemplate, parseTemplate } from '#contract/template.ts'
import type { Envelope, Message } from '../provider.ts'
import { signatureHeader, type Values } from '../signature.ts'

type Json = JsonObject[string]

export const PAYLOAD = '{payload}'
/** Placeholders that are numbers when they are all that a string in the body says. */
const isNumber = (text: string, unit: ProviderFile['timestamp']['unit']): boolean => text === '{publishedSeconds}' || (text === '{timestamp}' && unit !== 'iso')

/** The body as a JSON template; null: the payload itself. CloudEvents 1.0, structured mode, is one of them. */
export function bodyTemplate({ body }: Pick<ProviderFile, 'body'>): Json {
  if (body === 'payload') return null
  if ('json' in body) return body.json
  const { source, type, subject } = body.cloudEvents
  return { specversion: '1.0', id: '{id}', source, type, ...(subject !== undefined && { subject }), time: '{publishedAt}', datacontenttype: 'application/json', data: PAYLOAD }
}

const contentType = ({ body, contentType: given }: ProviderFile): string => (typeof body === 'object' && 'cloudEvents' in body && given === 'application/json' ? 'application/cloudevents+json; charset=utf-8' : given)

export const eventNames = (file: ProviderFile): ReadonlyMap<string, string> => new Map(file.triggers.map(({ name, event }) => [name, event ?? name]))

export function timeText(unit: ProviderFile['timestamp']['unit'], ms: number): string {
  return unit === 'iso' ? new Date(ms).toISOString() : String(unit === 'seconds' ? Math.floor(ms / 1_000) : ms)
}

function valuesOf(file: ProviderFile, message: Message, settings: JsonObject, now: number, event: string): Values {
  const values: Readonly<Record<string, string>> = {
    id: message.id,
    timestamp: timeText(file.timestamp.unit, now),
    publishedAt: new Date(message.publishedAt).toISOString(),
    publishedSeconds: String(Math.floor(message.publishedAt / 1_000)),
    trigger: message.trigger,
    event,
    account: message.account,
  }
  return (name) => values[name] ?? settingText(settings, name)
}

/** `setting.shop`: what the registration says; nothing where it says nothing. */
export function settingText(settings: JsonObject, name: string): string {
  const value = name.startsWith('setting.') ? settings[name.slice('setting.'.length)] : undefined
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : jsonText(value)
}

/** The text of the body: everything escaped as JSON has it, the payload as it is. */
function fillJson(value: Json, fill: (text: string) => string, payload: string, unit: ProviderFile['timestamp']['unit']): string {
  if (value === PAYLOAD) return payload
  if (typeof value === 'string') return isNumber(value, unit) ? fill(value) : JSON.stringify(fill(value))
  if (Array.isArray(value)) return `[${value.map((item) => fillJson(item, fill, payload, unit)).join(',')}]`
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${fillJson(item, fill, payload, unit)}`).join(',')}}`
  return jsonText(value)
}

/** HTTP carries printable ASCII: whatever else a name or setting has is percent-encoded. */
const headerText = (text: string): string => text.toWellFormed().replace(/[^\x20-\x7e]+/g, encodeURIComponent)

export function builderOf(file: ProviderFile): (message: Message, settings: JsonObject, now: number) => Envelope {
  const names = eventNames(file)
  const template = bodyTemplate(file)
  const headers = Object.entries(file.headers).map(([name, text]) => [name, parseTemplate(text)] as const)
  return (message, settings, now) => {
    const values = valuesOf(file, message, settings, now, names.get(message.trigger) ?? message.trigger)
    const fill = (text: string): string => fillTemplate(parseTemplate(text), values)
    const body = Buffer.from(template === null ? message.payload : fillJson(template, fill, message.payload, file.timestamp.unit))
    return {
      headers: [
        ...(headers.some(([name]) => name.toLowerCase() === 'content-type') ? [] : [['Content-Type', contentType(file)] as [string, string]]),
        ...headers.map(([name, text]): [string, string] => [name, headerText(fillTemplate(text, values))]),
        ...file.signing.map((signing) => signatureHeader(signing, settingText(settings, `setting.${signing.key.setting}`), values, body)),
      ],
      body,
    }
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Of a file's template: drawn from number and salt alone, so unique as long as a digest of 128 bits is. */
export function messageIdOf(file: ProviderFile): (input: { number: number; salt: number }) => string {
  const template = parseTemplate(file.messageId)
  return ({ number, salt }) => {
    const digest = createHash('sha256').update(`${file.id}/${salt}/${number}`).digest()
    return fillTemplate(template, (name) => (name === 'number' ? `${salt.toString(36)}${number}` : name === 'random' ? [...digest.subarray(0, 24)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('') : uuid(digest)))
  }
}

/** In the form of version 4. */
function uuid(digest: Buffer): string {
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${'89ab'[(digest[8] ?? 0) % 4]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
