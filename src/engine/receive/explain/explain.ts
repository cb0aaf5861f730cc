/** Why a received request's signature holds or does not, on demand: nothing of this happens while it is received. */
import type { Headers } from '#contract/common.ts'
import type { Explanation, Mistake } from '#contract/explanation.ts'
import type { InboxVerify } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'
import { settingsOf, verifierOf, type Verifier, type Verify } from '../verify.ts'
import type { KnownSecret } from './keys.ts'
import { otherScheme } from './other-scheme.ts'
import { search, type Search } from './search.ts'

export interface Explained {
  readonly method: string
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
}

/** An explanation without the comparison of its bodies, which are given instead. */
export type Why = Omit<Explanation, 'body'> & { readonly signed: Uint8Array | null }

export interface ExplainDeps {
  readonly providers: ReadonlyMap<string, Verifier>
  readonly verify: Verify
}

/**
 * @param secrets others that may have been used: the workspace's.
 * @param now when it came, ms.
 */
export async function explain({ providers, verify }: ExplainDeps, request: Explained, scheme: InboxVerify, secrets: readonly KnownSecret[], now: number): Promise<Why> {
  const verdict = verify(scheme, request, { now, reveal: false })
  const provider = verifierOf(providers, scheme)
  const nothing = { verdict, mistakes: [], secret: null, signed: null, tried: 0, looked: [], complete: true }
  if (!verdict || !provider || verdict.ok) return { ...nothing, summary: verdict?.ok ? 'It holds with the secret that the inbox has now.' : 'Nothing is verified.' }
  const own: KnownSecret[] = typeof scheme.secret === 'string' && scheme.secret !== '' ? [{ text: scheme.secret, scheme: scheme.scheme, owner: null }] : []
  const known = [...own, ...secrets]
  if (known.length === 0) return { ...nothing, summary: 'No secret is known here, so no mistake can be looked for.' }
  const other = otherScheme({ providers, verify }, request, scheme.scheme, known, now)
  if (other) return { ...nothing, ...other, summary: holdsIf(other.mistakes) }
  const found: Search[] = []
  for (const claim of provider.claims(request, settingsOf(provider, scheme))) found.push(await search(claim, request, known))
  const effort = { tried: found.reduce((sum, { tried }) => sum + tried, 0), looked: [...(found.find(({ looked }) => looked.length > 0)?.looked ?? [])], complete: found.every(({ complete }) => complete) }
  return { ...nothing, ...effort, ...conclusion(verdict, found) }
}

const holdsIf = (mistakes: readonly Mistake[]): string => `The signature holds, if this is so: ${mistakes.map(({ title }) => title).join(' ')}`

/** Of several signatures, the first with a mistake is the one to mend. */
function conclusion(verdict: Verdict, searches: readonly Search[]): Pick<Why, 'summary' | 'mistakes' | 'secret' | 'signed'> {
  const wrong = searches.find(({ found }) => found && found.mistakes.length > 0)?.found
  if (wrong) {
    const inBody = wrong.mistakes.some(({ id }) => id.startsWith('body-') || id === 'other-part')
    return { summary: holdsIf(wrong.mistakes), mistakes: [...wrong.mistakes], secret: wrong.owner, signed: inBody ? wrong.body : null }
  }
  const nothing = { mistakes: [], secret: null, signed: null }
  if (searches.every(({ tried }) => tried === 0)) return { ...nothing, summary: 'There is no signature in it that could be tried.' }
  if (searches.every(({ found }) => found !== null)) {
    const time: Mistake = { id: 'time', title: verdict.summary, advice: 'Send it again, or compare the clocks of both sides: the signature itself is right.' }
    return { ...nothing, summary: `${verdict.summary} The signature itself is right.`, mistakes: [time] }
  }
  return { ...nothing, summary: 'None of the usual mistakes explains it: most likely the secret is one that is not known here, or the body was changed on the way.' }
}
