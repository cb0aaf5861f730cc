/** Ways in which a secret is made a key. */
import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Mistake, SecretOwner } from '#contract/explanation.ts'
import type { Claim } from '#providers/provider.ts'

export interface Key {
  readonly mistakes: readonly Mistake[]
  /** Makes a signature anew, or verifies one: ed25519's public half. */
  readonly key: KeyObject
  /** Whose it is, where it is not the inbox's. */
  readonly owner: SecretOwner | null
}

/** A secret of this workspace. `scheme`: whose signatures it makes, where that is known; `owner` null: it is the one to verify with. */
export interface KnownSecret {
  readonly text: string
  readonly scheme: string | null
  readonly owner: SecretOwner | null
}

const isHex = (text: string): boolean => text.length > 0 && text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text)
const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/_-]{2,}={0,2}$/.test(text)
const named = { utf8: 'the text of the secret as it is', hex: 'the secret decoded from hex', base64: 'the secret decoded from base64' } as const

/** The first is as the scheme has it, if the secret can be read so. No two have the same bytes. */
export function keysOf(claim: Claim, secrets: readonly KnownSecret[]): Key[] {
  const seen = new Set<string>()
  return secrets.flatMap((secret) => (claim.publicKey ? publicKeys(claim.publicKey, secret) : readings(claim, secret))).filter(({ key }) => {
    const text = key.type === 'secret' ? key.export().toString('hex') : (key.export({ format: 'jwk' }).x ?? '')
    return text !== '' && !seen.has(text) && seen.add(text)
  })
}

const whoseIs = (owner: SecretOwner | null): Mistake[] => (owner === null ? [] : [otherSecret(owner)])

/** A key of ed25519 has the form that its scheme demands: no other reading of it is one. */
function publicKeys(read: NonNullable<Claim['publicKey']>, { text, owner }: KnownSecret): Key[] {
  const key = read(text)
  return key ? [{ key, owner, mistakes: whoseIs(owner) }] : []
}

/** How another secret than the one to verify with is named. */
export const otherSecret = ({ title }: SecretOwner): Mistake => ({ id: 'other-secret', title: `Another secret was used: ${title}.`, advice: 'Let both sides have the same secret. After a rotation, take the new one on the receiving side too.' })

function readings({ key }: Claim, { text, owner }: KnownSecret): Key[] {
  const bare = key.prefix !== '' && text.startsWith(key.prefix) ? text.slice(key.prefix.length) : text
  const whose = whoseIs(owner)
  const reading = (bytes: Buffer, id: string, title: string): Key => ({ key: createSecretKey(bytes), owner, mistakes: [...whose, { id, title, advice: `The key is ${named[key.encoding]}${key.prefix === '' ? '' : `, without ${key.prefix}`}.` }] })
  const right = { utf8: Buffer.from(bare), hex: isHex(bare) ? Buffer.from(bare, 'hex') : Buffer.alloc(0), base64: isBase64(bare) ? Buffer.from(bare, 'base64') : Buffer.alloc(0) }[key.encoding]
  return [
    { key: createSecretKey(right), owner, mistakes: whose },
    reading(Buffer.from(bare), 'secret-as-text', 'The secret was used as text, without decoding it.'),
    ...(bare === text ? [] : [reading(Buffer.from(text), 'secret-with-prefix', `The secret was used as text together with its ${key.prefix}.`)]),
    ...(isBase64(bare) ? [reading(Buffer.from(bare, 'base64'), 'secret-from-base64', 'The secret was decoded from base64.')] : []),
    ...(isHex(bare) ? [reading(Buffer.from(bare, 'hex'), 'secret-from-hex', 'The secret was decoded from hex.')] : []),
    ...(text.trim() === text ? [] : [reading(Buffer.from(text.trim()), 'secret-trimmed', 'The secret was used without the blanks around it.')]),
    reading(Buffer.from(`${text}\n`), 'secret-with-newline', 'The secret was used with a line end behind it, as files and `echo` have one.'),
  ]
}
