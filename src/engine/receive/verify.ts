/** Judges a received request by the scheme that its inbox names. */
import type { Inspection } from '#contract/delivery.ts'
import type { InboxVerify } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'
import type { Envelope, Provider } from '#providers/provider.ts'
import type { Log } from '../log.ts'

/** What verifying needs of a provider. */
export type Verifier = Pick<Provider, 'verification' | 'inspect'>

export type Verify = (verify: InboxVerify, request: Envelope, context: { now: number; reveal: boolean }) => Verdict | null

export function createVerify(providers: ReadonlyMap<string, Verifier>, log: Log): Verify {
  return (verify, request, context) => {
    const { scheme } = verify
    if (!providers.get(scheme)?.verification) return { scheme, ok: false, summary: `Not verified: this Hookwright has no scheme "${scheme}".`, steps: [] }
    try {
      return inspect(providers, verify, request, context)?.verdict ?? null
    } catch (error) {
      // Whatever a stranger sends must not stop the listener; the fault is ours.
      log.error({ err: error, scheme }, 'a provider failed to inspect a request')
      return { scheme, ok: false, summary: `Not verified: "${scheme}" failed to read the request, a fault of Hookwright.`, steps: [] }
    }
  }
}

/** The request read back by the scheme; undefined where there is no such scheme. */
export function inspect(providers: ReadonlyMap<string, Verifier>, { scheme, secret }: InboxVerify, request: Envelope, context: { now: number; reveal: boolean }): Inspection | undefined {
  const provider = providers.get(scheme)
  const field = provider?.verification?.fields.find((f) => f.secret)
  const settings = field && typeof secret === 'string' ? { [field.key]: secret } : {}
  return provider?.inspect(request, settings, context)
}
