/**
 * Signatures as provider files describe them: made when something is sent, and read back step by step when something came. Who sends
 * and who verifies go by the same description, so it serves inboxes that stand in for receivers of other senders too.
 */
import { createHmac, createPrivateKey, createPublicKey, sign as signWith, timingSafeEqual, verify as verifyWith, type KeyObject } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import type { Signing } from '#contract/provider-file.ts'
import { fillTemplate, matchTemplate, parseTemplate } from '#contract/template.ts'
import type { Step } from '#contract/verdict.ts'

/** Gives the bytes of every placeholder but `body`, as text. */
export type Values = (name: string) => string

/** Values in steps are to be looked at. */
const SHOWN = 4_000
const MASK = '••••••••'
const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text)

const ED25519_BYTES = 32

/** The bytes of a key; a string: why there are none. */
export function keyBytes({ key, algorithm }: Signing, text: string): Buffer | string {
  const bare = key.prefix !== undefined && text.startsWith(key.prefix) ? text.slice(key.prefix.length) : text
  const bytes = Buffer.from(bare, key.encoding)
  if (key.encoding === 'hex' && bytes.toString('hex') !== bare.toLowerCase()) return 'it is not hex'
  if (key.encoding === 'base64' && bytes.toString('base64').replace(/=+$/, '') !== bare.replace(/=+$/, '')) return 'it is not base64'
  if (bytes.length === 0) return 'it is empty'
  if (algorithm === 'ed25519' && bytes.length !== ED25519_BYTES) return `it has ${bytes.length} bytes; an ed25519 key has 32`
  return bytes
}

/** Before the public half of an ed25519 key, which is all that a receiver needs; without it, the text is the private one. */
export const PUBLIC = 'public:'

/** What verifies ed25519, of either half of a key; a string: why there is none. */
export function publicKeyOf(signing: Signing, text: string): KeyObject | string {
  if (!text.startsWith(PUBLIC)) {
    const seed = keyBytes(signing, text)
    return typeof seed === 'string' ? seed : createPublicKey(privateKey(seed))
  }
  // A private key may be text; its public half never is.
  const encoding = signing.key.encoding === 'utf8' ? 'base64' : signing.key.encoding
  const bytes = keyBytes({ ...signing, key: { ...signing.key, encoding } }, text.slice(PUBLIC.length))
  return typeof bytes === 'string' ? bytes : createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
}

/** What is signed: the template, with the body byte for byte where it says so. */
export function contentOf({ content }: Signing, values: Values, body: Uint8Array): Buffer {
  return Buffer.concat(parseTemplate(content).map((part) => ('text' in part ? Buffer.from(part.text) : part.name === 'body' ? body : Buffer.from(values(part.name)))))
}

/** RFC 8410: what stands before the 32 bytes of an ed25519 private key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKey = (seed: Buffer) => createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })

function signatureBytes({ algorithm }: Signing, key: Buffer, content: Buffer): Buffer {
  return algorithm === 'ed25519' ? signWith(null, content, privateKey(key)) : createHmac(algorithm.slice('hmac-'.length), key).update(content).digest()
}

/** The header of one signature. @throws TypeError for a key that is none: settings are checked before they get here. */
export function signatureHeader(signing: Signing, secret: string, values: Values, body: Uint8Array): [string, string] {
  const key = keyBytes(signing, secret)
  if (typeof key === 'string') throw new TypeError(`The key ${signing.key.setting} can't sign: ${key}.`)
  const signature = signatureBytes(signing, key, contentOf(signing, values, body)).toString(signing.encoding)
  return [signing.header, fillTemplate(parseTemplate(signing.format), (name) => (name === 'signature' ? signature : values(name)))]
}

/** What a signature's header says: each signature that it carries, and the placeholders beside them. */
export function readSignatureHeader(format: string, value: string): { signatures: string[]; values: ReadonlyMap<string, string> } {
  // `t=1,v1=a,v1=b,v0=c` carries two signatures for `t={timestamp},v1={signature}`: one item may be there again, others are not ours.
  const items = format.split(',').map((item) => parseTemplate(item))
  const given = items.length > 1 ? value.split(',').map((item) => item.trim()) : [value.trim()]
  const found = given.flatMap((item) => items.flatMap((template) => [...(matchTemplate(template, item) ?? [])]))
  return { signatures: found.flatMap(([name, text]) => (name === 'signature' ? [text] : [])), values: new Map(found.filter(([name]) => name !== 'signature')) }
}

export interface Received {
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface SignatureContext {
  /** Absent: no key is known here. */
  readonly secret: string | undefined
  /** When it came, ms since the epoch. */
  readonly now: number
  readonly reveal: boolean
  /** How a timestamp is written; how far from `now` it may be, ms (absent: as far as it likes). */
  readonly timestamp: { readonly unit: 'seconds' | 'milliseconds' | 'iso'; readonly tolerance?: number | undefined }
  /** What the request says for a placeholder that is signed; undefined: it does not say. */
  readonly value: (name: string) => string | undefined
}

const valueOfHeader = (headers: Headers, name: string): string | undefined => headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1]

const PREFIX = { hex: /^[0-9a-f]+$/i, base64: /^[A-Za-z0-9+/]+={0,2}$/ } as const

/** Every step up to the one that failed; `failed` says why. Never throws, whatever came. */
export function verifySignature(signing: Signing, request: Received, context: SignatureContext): { steps: Step[]; failed: string | null } {
  const steps: Step[] = []
  const step = (title: string, value: string | null, ok: boolean | null, detail?: string): void => void steps.push({ title, value, ok, ...(detail !== undefined && { detail }) })
  const fail = (title: string, why: string, value: string | null = null) => (step(title, value, false, why), { steps, failed: why })

  const title = `Read ${signing.header}`
  const header = valueOfHeader(request.headers, signing.header)
  if (header === undefined) return fail(title, `The request has no header ${signing.header}.`)
  const { signatures, values } = readSignatureHeader(signing.format, header)
  if (signatures.length === 0) return fail(title, `${signing.header} is not of the form ${signing.format}.`, shown(header))
  step(title, shown(header), true, signatures.length > 1 ? `It carries ${signatures.length} signatures.` : undefined)

  const value = (name: string): string | undefined => values.get(name) ?? context.value(name)
  if (signing.content.includes('{timestamp}') || values.has('timestamp')) {
    const late = checkTime(value('timestamp'), context)
    if ('fault' in late) return fail('Compare the timestamp with the time', late.fault, value('timestamp') ?? null)
    step('Compare the timestamp with the time', late.text, true, late.detail)
  }
  const unknown = parseTemplate(signing.content).find((part) => 'name' in part && part.name !== 'body' && value(part.name) === undefined)
  if (unknown && 'name' in unknown) return fail('Put together what is signed', `The request does not say what {${unknown.name}} is.`)
  const content = contentOf(signing, (name) => value(name) ?? '', request.body)
  step('Put together what is signed', shown(content.toString('utf8')), null, `${signing.content}: ${content.length} bytes, the body as it came.`)

  if (context.secret === undefined || context.secret === '') return fail('Take the key', 'No key is known here, so the signature cannot be verified.')
  const key = signing.algorithm === 'ed25519' ? publicKeyOf(signing, context.secret) : keyBytes(signing, context.secret)
  if (typeof key === 'string') return fail('Take the key', `The key can't be used: ${key}.`)
  const length = Buffer.isBuffer(key) ? key.length : ED25519_BYTES
  const half = Buffer.isBuffer(key) ? '' : context.secret.startsWith(PUBLIC) ? ' It is the public key.' : ' Its public half verifies.'
  step('Take the key', context.reveal ? context.secret : MASK, null, `Its ${signing.key.encoding} text${signing.key.prefix === undefined ? '' : ` after ${signing.key.prefix}`} is ${length} bytes.${half}`)
  return { steps, failed: compare(signing, key, content, signatures, step) }
}

/** Answers why none of the signatures holds; null: one does. */
function compare(signing: Signing, key: Buffer | KeyObject, content: Buffer, given: readonly string[], step: (title: string, value: string | null, ok: boolean | null, detail?: string) => void): string | null {
  const right = Buffer.isBuffer(key) ? signatureBytes(signing, key, content) : null
  const named = signing.algorithm.toUpperCase().replace('SHA', 'SHA-')
  if (right) step(`${named}, written in ${signing.encoding}`, right.toString(signing.encoding), null)
  const holds = (text: string): boolean => {
    // Decoding forgives a lot: only the one way of writing the bytes is taken.
    if (!PREFIX[signing.encoding].test(text)) return false
    const bytes = Buffer.from(text, signing.encoding)
    if (bytes.toString(signing.encoding) !== (signing.encoding === 'hex' ? text.toLowerCase() : text)) return false
    return Buffer.isBuffer(key) ? right !== null && bytes.length === right.length && timingSafeEqual(bytes, right) : verifyWith(null, content, key, bytes)
  }
  const ok = given.map(holds).includes(true)
  const why = `The signature in ${signing.header} is not that of this content and key: one of the three is another.`
  step(`Compare with ${signing.header}`, shown(given.join(', ')), ok, ok ? (right ? 'In constant time: they are equal.' : `${named} with the public key: it holds.`) : why)
  return ok ? null : why
}

function checkTime(text: string | undefined, { now, timestamp: { unit, tolerance } }: SignatureContext): { fault: string } | { text: string; detail: string } {
  if (text === undefined) return { fault: 'The request has no timestamp.' }
  const ms = unit === 'iso' ? Date.parse(text) : /^\d{1,15}$/.test(text) ? Number(text) * (unit === 'seconds' ? 1_000 : 1) : NaN
  if (!Number.isFinite(ms)) return { fault: `The timestamp ${JSON.stringify(shown(text))} is not a time in ${unit}.` }
  const apart = Math.abs(now - ms)
  const other = ms * { seconds: 0.001, milliseconds: 1_000, iso: NaN }[unit]
  if (tolerance !== undefined && Math.abs(now - other) <= tolerance) return { fault: `The timestamp is in ${unit === 'seconds' ? 'milliseconds' : 'seconds'}: it must be in ${unit}.` }
  const far = `${Math.round(apart / 1_000)} s from when it came`
  if (tolerance !== undefined && apart > tolerance) return { fault: `The timestamp is ${far}; ${tolerance / 1_000} s is the most.` }
  return { text, detail: tolerance === undefined ? `It is ${far}.` : `It is ${far}; up to ${tolerance / 1_000} s are taken.` }
}
