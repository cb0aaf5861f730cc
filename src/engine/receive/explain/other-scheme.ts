/** Whether a request is signed rightly, and only not by the scheme that its inbox verifies. */
import type { Explanation, Mistake } from '#contract/explanation.ts'
import type { Envelope } from '#providers/provider.ts'
import type { Verifier, Verify } from '../verify.ts'
import { otherSecret, type KnownSecret } from './keys.ts'

/** Of larger bodies only the first secret is tried: some schemes read all of the body. */
const SMALL_BYTES = 2 ** 16

/** The first secret by every other scheme, the others each by the one that it belongs to. Undefined: it is signed by none. */
export function otherScheme(
  { providers, verify }: { readonly providers: ReadonlyMap<string, Verifier>; readonly verify: Verify },
  request: Envelope,
  scheme: string,
  secrets: readonly KnownSecret[],
  now: number,
): Pick<Explanation, 'mistakes' | 'secret'> | undefined {
  const [first, ...rest] = secrets
  const tried = [...(first ? [...providers.keys()].map((id) => ({ id, secret: first })) : []), ...(request.body.length > SMALL_BYTES ? [] : rest.map((secret) => ({ id: secret.scheme ?? '', secret })))]
  for (const { id, secret } of tried) {
    const provider = providers.get(id)
    if (id === scheme || !provider?.verification || !verify({ scheme: id, secret: secret.text }, request, { now, reveal: false })?.ok) continue
    const mistake: Mistake = { id: 'other-scheme', title: `It is signed as ${provider.title} signs.`, advice: `Have the inbox verify as ${provider.title}, or let the sender sign as the inbox expects.` }
    return { mistakes: [...(secret.owner ? [otherSecret(secret.owner)] : []), mistake], secret: secret.owner }
  }
  return undefined
}
