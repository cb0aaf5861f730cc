/** Looks for the mistakes with which a signature holds: each alone, then two together. */
import { createHmac, verify, type KeyObject } from 'node:crypto'
import type { Mistake, SecretOwner } from '#contract/explanation.ts'
import type { Claim } from '#providers/provider.ts'
import { bodiesOf, type Body } from './bodies.ts'
import { BODY, contentsOf, type AskedFor, type Content } from './contents.ts'
import { keysOf, type Key, type KnownSecret } from './keys.ts'
import { signaturesIn, type Signatures } from './signatures.ts'

export interface Search {
  /** Null: nothing explains it. No mistakes: the signature holds as it is. */
  readonly found: { readonly mistakes: readonly Mistake[]; readonly owner: SecretOwner | null; readonly body: Uint8Array } | null
  readonly tried: number
  /** What was tried, for a person. */
  readonly looked: readonly string[]
  /** All was tried that there is to try. */
  readonly complete: boolean
}

/** Mistakes of a signature that are looked for together. */
const TOGETHER = 2
/** Bytes that are signed for one search, and for one turn of the event loop. */
const MOST_BYTES = 512 * 2 ** 20
const TURN_BYTES = 8 * 2 ** 20
/** What one signature costs besides its bytes, as bytes: HMAC is made once, ed25519 is verified for each that is given. */
const HMAC_COST = 2_000
const ED25519_COST = 100_000
/** More are not a signature's header but an attack. */
const MOST_VERIFIED = 10

const HMACS = ['hmac-sha256', 'hmac-sha1', 'hmac-sha512'] as const

interface By {
  readonly name: Claim['algorithm']
  readonly mistakes: readonly Mistake[]
}

/** Of each kind one way, with so many mistakes in all. */
function* ways(axes: readonly (readonly { readonly mistakes: readonly Mistake[] }[])[], left: number): Generator<number[], void> {
  const [axis, ...rest] = axes
  if (!axis) {
    if (left === 0) yield []
    return
  }
  for (const [at, { mistakes }] of axis.entries()) {
    if (mistakes.length > left) continue
    for (const others of ways(rest, left - mistakes.length)) yield [at, ...others]
  }
}

/** @param secrets the one to verify with first. */
export async function search(claim: Claim, request: AskedFor, secrets: readonly KnownSecret[]): Promise<Search> {
  const given = signaturesIn(claim, request.headers)
  if (given.size === 0) return { found: null, tried: 0, looked: [], complete: true }
  const bodies = bodiesOf(claim)
  const contents = contentsOf(claim, request)
  const algorithms = algorithmsOf(claim)
  const keys = keysOf(claim, secrets)
  const looked = lookedAt({ secrets, keys, bodies, contents, algorithms })
  const each = claim.publicKey ? ED25519_COST * Math.min(given.size, MOST_VERIFIED) : HMAC_COST
  let [tried, cost, turn] = [0, 0, 0]
  for (let mistakes = 0; mistakes <= TOGETHER; mistakes++) {
    let last: { at: string; body: Uint8Array | undefined; parts: readonly Uint8Array[] } = { at: '', body: undefined, parts: [] }
    for (const [b = 0, c = 0, k = 0, a = 0] of ways([bodies, contents, keys, algorithms], mistakes)) {
      const [body, content, key, by] = [bodies[b], contents[c], keys[k], algorithms[a]] as [Body, Content, Key, By]
      if (last.at !== `${b} ${c}`) {
        const bytes = body.bytes()
        last = { at: `${b} ${c}`, body: bytes, parts: bytes === undefined ? [] : content.pieces.map((piece) => (piece === BODY ? bytes : Buffer.from(piece, 'latin1'))) }
      }
      if (last.body === undefined) continue
      tried++
      cost += last.parts.reduce((sum, { length }) => sum + length, each)
      const written = signedWith(by.name, key.key, last.parts, given)
      if (written) return { found: { mistakes: [...key.mistakes, ...content.mistakes, ...body.mistakes, ...by.mistakes, ...written], owner: key.owner, body: last.body }, tried, looked, complete: true }
      if (cost > MOST_BYTES) return { found: null, tried, looked, complete: false }
      if (cost - turn > TURN_BYTES) {
        turn = cost
        await new Promise((resolve) => void setImmediate(resolve))
      }
    }
  }
  return { found: null, tried, looked, complete: true }
}

/** How the signature is given that this key makes of the parts; undefined: it is not given. */
function signedWith(algorithm: Claim['algorithm'], key: KeyObject, parts: readonly Uint8Array[], given: Signatures): readonly Mistake[] | undefined {
  if (algorithm !== 'ed25519') {
    const hmac = createHmac(algorithm.slice('hmac-'.length), key)
    for (const part of parts) hmac.update(part)
    return given.get(hmac.digest('hex'))
  }
  const content = Buffer.concat(parts)
  return [...given].slice(0, MOST_VERIFIED).find(([hex]) => verify(null, content, key, Buffer.from(hex, 'hex')))?.[1]
}

const named = (algorithm: string): string => algorithm.toUpperCase().replace('SHA', 'SHA-')

function algorithmsOf({ algorithm }: Claim): By[] {
  if (algorithm === 'ed25519') return [{ name: algorithm, mistakes: [] }]
  const others = HMACS.filter((one) => one !== algorithm)
  return [{ name: algorithm, mistakes: [] }, ...others.map((name) => ({ name, mistakes: [{ id: 'algorithm', title: `It was signed with ${named(name)}.`, advice: `The scheme signs with ${named(algorithm)}.` }] }))]
}

function lookedAt({ secrets, keys, bodies, contents, algorithms }: { secrets: readonly unknown[]; keys: readonly unknown[]; bodies: readonly unknown[]; contents: readonly unknown[]; algorithms: readonly By[] }): string[] {
  const ways = (count: number): string => (count === 1 ? 'in one way' : `in ${count} ways`)
  return [
    `${secrets.length === 1 ? 'The secret of the inbox' : `${secrets.length} secrets that are known here`}, read ${ways(keys.length)}`,
    `The body, written ${ways(bodies.length)}`,
    `What is put around it, ${ways(contents.length)}`,
    `${algorithms.map(({ name }) => named(name)).join(', ')}; in hex, base64 and base64url; in any header`,
  ]
}
