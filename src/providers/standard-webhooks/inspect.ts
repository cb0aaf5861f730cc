/** Reads a request back, step by step as a receiver is told to verify it. A hostile one gets a verdict, never an exception. */
import type { Headers } from '#contract/common.ts'
import type { Inspection } from '#contract/delivery.ts'
import type { Step } from '#contract/verdict.ts'
import type { Carried, Envelope } from '../provider.ts'
import { shown, textOf } from '../text.ts'
import { headersOf, timeFault, timeText } from './headers.ts'
import { contentOf, hmacOf, holds, parseKey, type Key } from './keys.ts'
import { oldSecretOf } from './settings.ts'
import { signaturesOf, whyNone, type Signature } from './why.ts'

const MASK = '••••••••'

/** Titles in the order of the derivation. */
const STEPS = ['Read the headers', 'Check the timestamp', 'Take the secret', 'Join id, timestamp and body', 'Sign that', 'Compare with each signature'] as const

interface Known {
  readonly text: string
  readonly key: Key
  /** The old one that signs until then; absent: the secret of now. */
  readonly until?: number
}

export function inspect(request: Envelope, settings: { readonly secret?: unknown; readonly oldSecrets?: unknown }, { now, reveal }: { now: number; reveal: boolean }): Inspection {
  const steps: Step[] = []
  const step = (detail: string | undefined, value: string | null, ok: boolean | null): void => void steps.push({ title: STEPS[steps.length] ?? '', ...(detail && { detail }), value: value === null ? null : shown(value), ok })
  const payload = textOf(request.body)
  const read = headersOf(request.headers)
  const parts = partsOf(read.all, payload)
  const done = (ok: boolean, summary: string): Inspection => ({ parts, payload, note: null, verdict: { scheme: 'standard-webhooks', ok, summary, steps: [...steps, ...notReached(steps.length)] } })
  const faults: string[] = []
  const fail = (fault: string): Inspection => {
    step(fault, null, false)
    return done(false, [...faults, fault].join(' '))
  }

  if ('fault' in read) return fail(read.fault)
  const { id, timestamp, signature } = read.sent
  step(`Read from ${read.prefix}id, ${read.prefix}timestamp and ${read.prefix}signature.`, `${id}\n${timestamp}\n${signature}`, true)

  const untimely = timeFault(timestamp, now)
  step(untimely ?? 'It is within 5 minutes of now.', timeText(timestamp), untimely === undefined)
  if (untimely !== undefined) faults.push(untimely)

  const keys = keysOf(settings)
  if ('fault' in keys) return fail(keys.fault)
  const content = contentOf(id, timestamp, request.body)
  const signatures = signaturesOf(signature)
  const match = matchOf(keys.known, content, signatures)
  const { text, key, until } = match?.known ?? keys.known[0]
  step(takenText(key, until), key.scheme === 'v1a' ? key.publicText : MASK, true)
  if (reveal) steps[steps.length - 1] = { ...(steps.at(-1) as Step), value: text }

  step(`${content.length} bytes: the two headers and the body byte for byte, with full stops between.`, payload === null ? content.toString('base64') : content.toString('utf8'), null)
  if (key.scheme === 'v1') step('HMAC-SHA256 of that, written as base64.', hmacOf(key.bytes, content).toString('base64'), null)
  else step('ed25519 signs with the private key: with the public one a signature can only be checked.', null, null)
  if (!match) return fail(whyNone({ content, body: request.body, sent: read.sent, signatures, key, text }))
  step(`${key.scheme === 'v1' ? 'In constant time' : 'With the public key'}: ${matchText(match.at, signatures.length, until)}`, signatures[match.at]?.text ?? '', true)
  if (faults.length > 0) return done(false, [...faults, 'The signature itself is right.'].join(' '))
  return done(true, `${matchText(match.at, signatures.length, until)} The body is what the holder of the ${key.scheme === 'v1' ? 'secret' : 'private key'} sent.`)
}

/** The body is the payload, which names its event type by a convention of the specification. */
export function read(request: Envelope): Carried | null {
  const payload = textOf(request.body)
  if (payload === null) return null
  const { all } = headersOf(request.headers)
  const type = fieldsOf(payload)?.['type']
  return { id: all.find(([name]) => name.toLowerCase().endsWith('-id'))?.[1] || null, trigger: typeof type === 'string' ? type : null, payload }
}

/** Steps that were not reached are listed all the same, without a value. */
const notReached = (taken: number): Step[] => STEPS.slice(taken).map((title) => ({ title, detail: 'Not reached.', value: null, ok: null }))

/** The secret and the old ones, ended ones too: they may have signed a request of then. */
function keysOf({ secret, oldSecrets }: { readonly secret?: unknown; readonly oldSecrets?: unknown }): { readonly known: [Known, ...Known[]] } | { readonly fault: string } {
  if (typeof secret !== 'string' || secret === '') return { fault: 'No secret is known here, so the signature cannot be verified.' }
  const key = parseKey(secret)
  if ('fault' in key) return { fault: `The secret cannot be used: ${key.fault}.` }
  const old = (Array.isArray(oldSecrets) ? oldSecrets : []).flatMap((text): Known[] => {
    const one = typeof text === 'string' ? oldSecretOf(text) : undefined
    const parsed = one && parseKey(one.secret)
    return parsed && !('fault' in parsed) ? [{ text: one.secret, key: parsed, until: one.until }] : []
  })
  return { known: [{ text: secret, key }, ...old] }
}

function matchOf(known: readonly Known[], content: Uint8Array, signatures: readonly Signature[]): { known: Known; at: number } | undefined {
  for (const one of known) {
    const at = signatures.findIndex((signature) => holds(one.key, content, signature))
    if (at >= 0) return { known: one, at }
  }
  return undefined
}

function takenText(key: Key, until: number | undefined): string {
  const which = until === undefined ? '' : `An old secret, which signs until ${new Date(until).toISOString()}. `
  if (key.scheme === 'v1') return `${which}What follows whsec_ is decoded from base64: ${key.bytes.length} bytes are the key.`
  return `${which}${key.privateKey ? 'Its public half verifies.' : 'What follows whpk_ is decoded from base64: 32 bytes are the public key.'}`
}

const matchText = (at: number, count: number, until: number | undefined): string =>
  `${count === 1 ? 'The signature is right' : `Signature ${at + 1} of ${count} is right`}${until === undefined ? '' : `, made with an old secret that signs until ${new Date(until).toISOString()}`}.`

function partsOf(headers: Headers, payload: string | null): Inspection['parts'] {
  const body = payload === null ? undefined : fieldsOf(payload)
  const said = ['type', 'timestamp'].flatMap((name) => (typeof body?.[name] === 'string' ? [{ label: `Body: ${name}`, value: shown(body[name]) }] : []))
  return [...headers.map(([name, value]) => ({ label: name.toLowerCase(), value: shown(value) })), ...said]
}

function fieldsOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
