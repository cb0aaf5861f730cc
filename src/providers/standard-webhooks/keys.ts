/** Keys as Standard Webhooks writes them: the prefix says the scheme, what follows is base64. */
import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

/** 24 to 64 random bytes. */
export const SYMMETRIC = 'whsec_'
/** An ed25519 key: what signs stays with the provider, what verifies goes to the receiver. */
export const PRIVATE = 'whsk_'
export const PUBLIC = 'whpk_'

const LEAST_BYTES = 24
const MOST_BYTES = 64
const HALF = 32

export interface SymmetricKey {
  readonly scheme: 'v1'
  readonly bytes: Buffer
}
export interface AsymmetricKey {
  readonly scheme: 'v1a'
  /** Absent where only the public half is known. */
  readonly privateKey?: KeyObject
  readonly publicKey: KeyObject
  /** `whpk_...` */
  readonly publicText: string
}
export type Key = SymmetricKey | AsymmetricKey
export interface Fault {
  readonly fault: string
}

/** What is wrong with a key is said without telling the key. */
export function parseKey(text: string): Key | Fault {
  const prefix = [SYMMETRIC, PRIVATE, PUBLIC].find((one) => text.startsWith(one))
  if (prefix === undefined) return { fault: `it must begin with ${SYMMETRIC} (symmetric), ${PRIVATE} or ${PUBLIC} (ed25519)` }
  const base64 = text.slice(prefix.length)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) return { fault: `what follows ${prefix} is not base64, with its padding` }
  if (prefix !== SYMMETRIC) return parseEd25519(prefix, bytes)
  if (bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES) return { scheme: 'v1', bytes }
  return { fault: `what follows ${prefix} has ${bytes.length} bytes; ${LEAST_BYTES} to ${MOST_BYTES} are needed` }
}

/** A private key is its seed of 32 bytes, alone or with the public half behind it, as libsodium keeps them (assumed: the specification says base64 alone). */
function parseEd25519(prefix: string, bytes: Buffer): AsymmetricKey | Fault {
  const lengths = prefix === PUBLIC ? [HALF] : [HALF, 2 * HALF]
  if (!lengths.includes(bytes.length)) return { fault: `what follows ${prefix} has ${bytes.length} bytes; ${lengths.join(' or ')} are needed` }
  if (prefix === PUBLIC) {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
    return { scheme: 'v1a', publicKey, publicText: PUBLIC + bytes.toString('base64') }
  }
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, bytes.subarray(0, HALF)]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const publicBytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  if (bytes.length > HALF && !bytes.subarray(HALF).equals(publicBytes)) return { fault: `the second half of what follows ${prefix} is not the public key of the first` }
  return { scheme: 'v1a', privateKey, publicKey, publicText: PUBLIC + publicBytes.toString('base64') }
}

/** What PKCS #8 puts before the seed of an ed25519 key. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** `{id}.{timestamp}.{body}`, as the bytes that are on the wire: in headers one character is one byte. */
export const contentOf = (id: string, timestamp: string, body: Uint8Array): Buffer => Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'latin1'), body])

export const hmacOf = (key: Uint8Array | string, content: Uint8Array): Buffer => createHmac('sha256', key).update(content).digest()

/** One signature of the header, `v1,...` or `v1a,...`. @throws `TypeError` for a key that cannot sign. */
export function signatureOf(key: Key, content: Uint8Array): string {
  if (key.scheme === 'v1') return `v1,${hmacOf(key.bytes, content).toString('base64')}`
  if (!key.privateKey) throw new TypeError('A public key cannot sign.')
  return `v1a,${sign(null, content, key.privateKey).toString('base64')}`
}

/** Whether one signature of the header, taken apart at its comma, was made with this key. Compares in constant time. */
export function holds(key: Key, content: Uint8Array, { version, value }: { version: string; value: string }): boolean {
  if (version !== key.scheme) return false
  if (key.scheme === 'v1a') return verify(null, content, key.publicKey, Buffer.from(value, 'base64'))
  const [given, expected] = [Buffer.from(value), Buffer.from(hmacOf(key.bytes, content).toString('base64'))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
