/** Judges a received request by the scheme that its inbox names. */
import type { InboxVerify } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'
import { customVerifier } from '#providers/custom.ts'
import type { Envelope, Provider } from '#providers/provider.ts'
import type { Log } from '../log.ts'

/** A request, with what it asks for where that is known. */
export type Received = Envelope & { readonly method?: string; readonly target?: string }

/** What verifying needs of a provider. */
export type Verifier = Pick<Provider, 'title' | 'verification' | 'inspect' | 'claims'>

export type Verify = (verify: InboxVerify, request: Received, context: { now: number; reveal: boolean }) => Verdict | null

export function createVerify(providers: ReadonlyMap<string, Verifier>, log: Log): Verify {
  return (verify, request, context) => {
    const { scheme } = verify
    const provider = verifierOf(providers, verify)
    if (!provider?.verification) return { scheme, ok: false, summary: `Not verified: this Hookwright has no scheme "${scheme}".`, steps: [] }
    try {
      return provider.inspect(request, settingsOf(provider, verify), context).verdict
    } catch (error) {
      // Whatever a stranger sends must not stop the listener; the fault is ours.
      log.error({ err: error, scheme }, 'a provider failed to inspect a request')
      return { scheme, ok: false, summary: `Not verified: "${scheme}" failed to read the request, a fault of Hookwright.`, steps: [] }
    }
  }
}

/** By what a scheme is verified; undefined: there is none of that name. */
export const verifierOf = (providers: ReadonlyMap<string, Verifier>, { scheme, custom }: InboxVerify): Verifier | undefined => (custom ? customVerifier(custom) : providers.get(scheme))

/** The settings by which a request to the inbox is read: its secret alone. */
export function settingsOf({ verification }: Pick<Provider, 'verification'>, { secret }: InboxVerify): Record<string, string> {
  const field = verification?.fields.find((one) => one.secret)
  return field && typeof secret === 'string' ? { [field.key]: secret } : {}
}
