/** Whatever in a request may be its signature, and what is wrong with where and how it is written. */
import type { Headers } from '#contract/common.ts'
import type { Mistake } from '#contract/explanation.ts'
import type { Claim } from '#providers/provider.ts'

/** In bytes: digests of SHA-1, SHA-256 and SHA-512. */
const HMAC_LENGTHS: readonly number[] = [20, 32, 64]
const ED25519_LENGTHS: readonly number[] = [64]
/** Pieces of headers that are looked at. */
const MOST = 2_000

/** By its bytes in hex: how it is given. Where one stands there in several ways, the one with the fewest mistakes. */
export type Signatures = ReadonlyMap<string, readonly Mistake[]>

export function signaturesIn(claim: Claim, headers: Headers): Signatures {
  const lengths = claim.publicKey ? ED25519_LENGTHS : HMAC_LENGTHS
  const found = new Map<string, readonly Mistake[]>()
  const add = (text: string, mistakes: readonly Mistake[]): void => {
    for (const { hex, written } of decoded(text, claim.encoding)) {
      if (!lengths.includes(hex.length / 2)) continue
      const all = [...mistakes, ...written]
      if (all.length < (found.get(hex)?.length ?? Infinity)) found.set(hex, all)
    }
  }
  for (const text of claim.given) add(text, [])
  const pieces = headers.flatMap(([name, value]) => value.split(/[\s,;]+/).map((piece) => ({ name, piece }))).slice(0, MOST)
  for (const { name, piece } of pieces) {
    const mistake = name.toLowerCase() === claim.header?.toLowerCase() ? form(claim) : place(claim, name)
    for (const text of new Set([piece, piece.slice(piece.indexOf('=') + 1)])) add(text, [mistake])
  }
  return found
}

const form = ({ place }: Claim): Mistake => ({ id: 'form', title: `${place} is not written in its form.`, advice: `Write what stands around the signature in ${place} as the scheme has it.` })
const place = (claim: Claim, name: string): Mistake => ({ id: 'place', title: `The signature is in the header ${name}.`, advice: `It belongs into ${claim.place}.` })

function decoded(text: string, encoding: 'hex' | 'base64'): { hex: string; written: Mistake[] }[] {
  const advice = `Write the signature in ${encoding === 'hex' ? 'lower-case hex' : 'base64 with its padding'}.`
  const wrong = (written: string, id = written): Mistake[] => [{ id: `written-${id}`, title: `The signature is written in ${written}.`, advice }]
  const all: { hex: string; written: Mistake[] }[] = []
  if (/^[0-9a-f]+$/i.test(text) && text.length % 2 === 0) {
    const lower = text === text.toLowerCase()
    all.push({ hex: text.toLowerCase(), written: encoding === 'hex' ? (lower ? [] : wrong('capitals')) : wrong('hex') })
  }
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    const bytes = Buffer.from(text, 'base64')
    const plain = bytes.toString('base64') === text
    const other = /[-_]/.test(text) ? wrong('base64url') : wrong('base64 without its padding', 'unpadded')
    all.push({ hex: bytes.toString('hex'), written: !plain ? other : encoding === 'base64' ? [] : wrong('base64') })
  }
  return all
}
