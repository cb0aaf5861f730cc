/** Looks for the mistakes with which a signature holds: each alone, then two together. */
import { createHmac } from 'node:crypto'
import type { Mistake } from '#contract/explanation.ts'
import type { Claim } from '#providers/provider.ts'
import { bodiesOf, type Body } from './bodies.ts'
import { contentsOf, joined, type AskedFor, type Content } from './contents.ts'
import { keysOf, type Key, type KnownSecret } from './keys.ts'
import { signaturesIn } from './signatures.ts'

export interface Search {
  /** Null: nothing explains it. No mistakes: the signature holds as it is. */
  readonly found: { readonly mistakes: readonly Mistake[]; readonly owner: string | null; readonly body: Uint8Array } | null
  readonly tried: number
  /** All was tried that there is to try. */
  readonly complete: boolean
}

/** Mistakes of a signature that are looked for together. */
const TOGETHER = 2
/** Bytes that are signed for one search, and for one turn of the event loop. */
const MOST_BYTES = 512 * 2 ** 20
const TURN_BYTES = 8 * 2 ** 20
/** What one signature costs besides its bytes. */
const OVERHEAD = 2_000

const ALGORITHMS = ['hmac-sha256', 'hmac-sha1', 'hmac-sha512'] as const

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
  const bodies = bodiesOf(claim)
  const contents = contentsOf(claim, request)
  const algorithms = [claim.algorithm, ...ALGORITHMS.filter((one) => one !== claim.algorithm)].map((name, at) => ({ name, mistakes: at === 0 ? [] : [algorithm(claim, name)] }))
  const keys = keysOf(claim, secrets)
  let [tried, cost, turn] = [0, 0, 0]
  if (given.size === 0) return { found: null, tried, complete: true }
  for (let mistakes = 0; mistakes <= TOGETHER; mistakes++) {
    let last: { at: string; body: Uint8Array | undefined; content: Uint8Array } = { at: '', body: undefined, content: new Uint8Array() }
    for (const [b = 0, c = 0, k = 0, a = 0] of ways([bodies, contents, keys, algorithms], mistakes)) {
      const [body, content, key, by] = [bodies[b], contents[c], keys[k], algorithms[a]] as [Body, Content, Key, (typeof algorithms)[number]]
      if (last.at !== `${b} ${c}`) {
        const bytes = body.bytes()
        last = { at: `${b} ${c}`, body: bytes, content: bytes === undefined ? new Uint8Array() : joined(content, bytes) }
      }
      if (last.body === undefined) continue
      tried++
      cost += last.content.length + OVERHEAD
      const written = given.get(createHmac(by.name.slice('hmac-'.length), key.bytes).update(last.content).digest('hex'))
      if (written) return { found: { mistakes: [...key.mistakes, ...content.mistakes, ...body.mistakes, ...by.mistakes, ...written], owner: key.owner, body: last.body }, tried, complete: true }
      if (cost > MOST_BYTES) return { found: null, tried, complete: false }
      if (cost - turn > TURN_BYTES) {
        turn = cost
        await new Promise((resolve) => void setImmediate(resolve))
      }
    }
  }
  return { found: null, tried, complete: true }
}

const named = (algorithm: string): string => algorithm.toUpperCase().replace('SHA', 'SHA-')
const algorithm = (claim: Claim, name: string): Mistake => ({ id: 'algorithm', title: `It was signed with ${named(name)}.`, advice: `The scheme signs with ${named(claim.algorithm)}.` })
