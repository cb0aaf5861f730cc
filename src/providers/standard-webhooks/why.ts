/** Why no signature holds: the mistakes that senders make most, tried one after another. */
import { contentOf, hmacOf, type Key } from './keys.ts'

/** One signature of the header, taken apart at its comma. */
export interface Signature {
  readonly text: string
  readonly version: string
  readonly value: string
}

/** A header is bounded by the listener; this bounds the work. */
const SIGNATURES = 100

export function signaturesOf(header: string): Signature[] {
  const texts = header.split(' ').filter((text) => text !== '')
  return texts.slice(0, SIGNATURES).map((text) => {
    const comma = text.indexOf(',')
    return { text, version: comma < 0 ? '' : text.slice(0, comma), value: text.slice(comma + 1) }
  })
}

interface Attempt {
  readonly content: Buffer
  readonly body: Uint8Array
  readonly sent: { readonly id: string; readonly timestamp: string }
  readonly signatures: readonly Signature[]
  readonly key: Key
  /** The secret as it is written. */
  readonly text: string
}

/** A sentence. Asked only where none holds. */
export function whyNone(attempt: Attempt): string {
  const { key, signatures } = attempt
  const versions = [...new Set(signatures.map(({ version }) => version))]
  if (!versions.includes(key.scheme)) {
    const found = versions.filter((version) => /^\w{1,10}$/.test(version))
    const bare = versions.includes('') ? ' A signature begins with its scheme and a comma.' : ''
    return `There is no ${key.scheme} signature, which ${key.scheme === 'v1' ? 'a symmetric secret' : 'an ed25519 key'} makes${found.length > 0 ? `: only ${found.join(' and ')}` : ''}.${bare}`
  }
  const mistake = key.scheme === 'v1' ? mistakeIn(attempt, key.bytes) : undefined
  if (mistake !== undefined) return mistake
  const none = signatures.length === 1 ? 'The signature is' : `None of the ${signatures.length} signatures is`
  return `${none}${signatures.length === 1 ? ' not' : ''} the one that this ${key.scheme === 'v1' ? 'secret' : 'key'} gives: either the secret is another one, or id, timestamp, body or signature were changed on the way.`
}

function mistakeIn({ content, body, sent, signatures, text }: Attempt, key: Buffer): string | undefined {
  const given = new Set(signatures.map(({ value }) => value))
  const right = hmacOf(key, content)
  const made = (by: Uint8Array | string, of: Uint8Array): boolean => given.has(hmacOf(by, of).toString('base64'))
  if (given.has(right.toString('hex'))) return 'The signature is right but written in hex: it must be base64.'
  if (given.has(right.toString('base64url')) || given.has(right.toString('base64').replace(/=+$/, ''))) return 'The signature is right but written as base64url or without padding: it must be plain base64.'
  if (made(text, content) || made(text.slice(text.indexOf('_') + 1), content)) return 'The secret was used as text: what follows whsec_ must be decoded from base64.'
  if (made(key, body)) return 'The body alone was signed: id and timestamp must stand before it.'
  const again = writtenAnew(body)
  if (again && made(key, contentOf(sent.id, sent.timestamp, again))) return 'The body was parsed and written anew before it was signed: its bytes must be signed as they are sent.'
  return undefined
}

function writtenAnew(body: Uint8Array): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8'))))
  } catch {
    return undefined
  }
}
