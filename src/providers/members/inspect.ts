/** Reads a request back, step by step as a receiver is told to verify it. A hostile body gets a verdict, never an exception. */
import { timingSafeEqual } from 'node:crypto'
import type { Inspection } from '#contract/delivery.ts'
import type { Step, Verdict } from '#contract/verdict.ts'
import type { Claim } from '../claim.ts'
import type { Carried, Envelope } from '../provider.ts'
import { shown, textOf } from '../text.ts'
import { hashOf } from './envelope.ts'
import type { Settings } from './settings.ts'

const MASK = '••••••••'

/** Titles in the order of the derivation. */
const STEPS = ['Read the body as JSON', 'Decode message.data from base64', 'Take the signing key', 'HMAC-SHA256 of the text', 'Write it as base64', 'Compare with message.attributes.hash'] as const

interface Signed {
  readonly fields: Fields
  readonly bytes: Buffer
  readonly text: string
}
interface Fields {
  readonly data: string | undefined
  readonly hash: string | undefined
  readonly parts: Inspection['parts']
}

export function inspect(request: Envelope, settings: { readonly secret?: unknown }, context: { reveal: boolean }): Inspection {
  const steps: Step[] = []
  const done = (summary: string, ok: boolean, fields?: Fields, payload: string | null = null): Inspection => ({
    parts: payload === null ? (fields?.parts ?? []) : [...(fields?.parts ?? []), { label: 'Data as text', value: payload }],
    payload,
    verdict: verdict(steps, ok, summary),
    note: null,
  })
  const fail = (detail: string, fields?: Fields, payload?: string) => {
    steps.push({ title: STEPS[steps.length] ?? '', detail, value: null, ok: false })
    return done(detail, false, fields, payload)
  }

  const json = parseJson(request.body)
  if ('fault' in json) return fail(json.fault)
  const fields = fieldsOf(json.value)
  if (fields.data === undefined) return fail('The body has no message.data that is a string.', fields)
  steps.push({ title: STEPS[0], detail: 'message.data and message.attributes.hash are taken from it.', value: shown(fields.data), ok: true })

  const bytes = Buffer.from(fields.data, 'base64')
  if (bytes.toString('base64') !== fields.data) return fail(`message.data is not base64: ${notBase64(fields.data)}.`, fields)
  const text = textOf(bytes)
  if (text === null) return fail('message.data decodes to bytes that are not UTF-8 text.', fields)
  steps.push({ title: STEPS[1], detail: `${bytes.length} bytes of text.`, value: shown(text), ok: true })

  const key: Settings['secret'] | undefined = typeof settings.secret === 'string' && settings.secret !== '' ? settings.secret : undefined
  if (key === undefined) return fail('No signing key is known here, so the hash cannot be verified.', fields, text)
  steps.push({ title: STEPS[2], detail: 'Its UTF-8 bytes are the key.', value: context.reveal ? key : MASK, ok: null })

  const digest = hashOf(bytes, key)
  steps.push({ title: STEPS[3], detail: 'Of the decoded text, byte for byte; shown in hex.', value: Buffer.from(digest, 'base64').toString('hex'), ok: null })
  steps.push({ title: STEPS[4], value: digest, ok: null })
  if (fields.hash === undefined) return fail('The body has no message.attributes.hash that is a string.', fields, text)
  if (!equal(digest, fields.hash)) return fail(whyDifferent({ fields, bytes, text }, fields.hash, key, digest), fields, text)
  steps.push({ title: STEPS[5], detail: 'In constant time: they are equal.', value: shown(fields.hash), ok: true })
  return done('The hash is right: the text is what the holder of the signing key sent.', true, fields, text)
}

/** The envelope names no trigger. */
export function read(request: Envelope): Carried | null {
  const json = parseJson(request.body)
  if (!('value' in json)) return null
  const message = child(json.value, 'message')
  const [data, id] = [child(message, 'data'), child(message, 'messageId') ?? child(message, 'message_id')]
  if (typeof data !== 'string') return null
  const bytes = Buffer.from(data, 'base64')
  const payload = bytes.toString('base64') === data ? textOf(bytes) : null
  return payload === null ? null : { id: typeof id === 'string' ? id : null, trigger: null, payload }
}

/** The decoded text is signed; the text in base64 and the whole body are what is taken for it. */
export function claims(request: Envelope): Claim[] {
  const json = parseJson(request.body)
  const fields = 'value' in json ? fieldsOf(json.value) : undefined
  if (fields?.data === undefined) return []
  return [
    {
      algorithm: 'hmac-sha256',
      key: { encoding: 'utf8', prefix: '' },
      content: '{body}',
      value: () => undefined,
      body: Buffer.from(fields.data, 'base64'),
      alsoBody: [
        { title: 'The base64 text of message.data', bytes: Buffer.from(fields.data) },
        { title: 'The whole body of the request', bytes: request.body },
      ],
      encoding: 'base64',
      place: 'message.attributes.hash',
      header: null,
      given: fields.hash === undefined ? [] : [fields.hash],
    },
  ]
}

/** Steps that were not reached are listed all the same, without a value. */
function verdict(taken: readonly Step[], ok: boolean, summary: string): Verdict {
  const missing = STEPS.slice(taken.length).map((title): Step => ({ title, detail: 'Not reached.', value: null, ok: null }))
  return { scheme: 'members', ok, summary, steps: [...taken, ...missing] }
}

function parseJson(body: Uint8Array): { value: unknown } | { fault: string } {
  if (body.length === 0) return { fault: 'The request has no body.' }
  const text = textOf(body)
  if (text === null) return { fault: 'The body is not UTF-8 text.' }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { fault: `The body is not JSON: ${error instanceof Error ? error.message : String(error)}.` }
  }
}

function fieldsOf(body: unknown): Fields {
  const message = child(body, 'message')
  const data = child(message, 'data')
  const hash = child(child(message, 'attributes'), 'hash')
  const labelled: [string, unknown][] = [
    ['Message id', child(message, 'messageId')],
    ['Message id (message_id)', child(message, 'message_id')],
    ['Publish time', child(message, 'publishTime')],
    ['Publish time (publish_time)', child(message, 'publish_time')],
    ['Subscription', child(body, 'subscription')],
    ['Hash', hash],
  ]
  return {
    data: typeof data === 'string' ? data : undefined,
    hash: typeof hash === 'string' ? hash : undefined,
    parts: labelled.filter(([, value]) => value !== undefined).map(([label, value]) => ({ label, value: shown(typeof value === 'string' ? value : JSON.stringify(value)) })),
  }
}

const child = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined

function notBase64(data: string): string {
  const stray = /[^A-Za-z0-9+/=]/.exec(data)
  if (stray) return `${JSON.stringify(stray[0])} at ${stray.index + 1} is not in its alphabet`
  return data.length % 4 === 0 ? 'its padding or its last character is wrong' : `${data.length} characters are no multiple of 4`
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The mistakes that senders make most, tried one after another; otherwise what can be said for sure. */
function whyDifferent({ fields, bytes }: Signed, hash: string, key: string, digest: string): string {
  const raw = Buffer.from(digest, 'base64')
  if (hash === '') return 'message.attributes.hash is empty.'
  if (hash.toLowerCase() === raw.toString('hex')) return 'The hash is right but written in hex: it must be base64.'
  if (hash === raw.toString('base64url') || hash === digest.replace(/=+$/, '')) return 'The hash is right but written as base64url or without padding: it must be plain base64.'
  if (hash === hashOf(fields.data ?? '', key)) return 'The hash was made of the base64 text: it must be made of the decoded text.'
  if (key.trim() !== key && hash === hashOf(bytes, key.trim())) return 'The hash was made with the signing key without the blanks around it.'
  return 'The hash is not the one that this signing key gives for this text: either the key is another one, or text or hash were changed on the way.'
}
