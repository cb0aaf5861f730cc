import type { Policy } from '#contract/policy.ts'
import type { Provider } from '#providers/provider.ts'
import type { Store } from '../store/open.ts'
import type { RegistrationRow } from '../store/registrations.ts'
import { policyOf } from './policy.ts'

/** Each registration's policy as it is now. Asked for with every call, so made once for each state of a registration. */
export function createPolicies(store: Store, providers: ReadonlyMap<string, Provider>) {
  let known = new WeakMap<RegistrationRow, Policy>()
  return {
    /** By row number; undefined: the registration, or its provider, is gone. */
    of(row: number): Policy | undefined {
      const registration = store.registrations.get(row)
      const provider = registration && providers.get(registration.provider)
      if (!provider) return undefined
      const made = known.get(registration) ?? policyOf(provider.policy, registration.policy)
      known.set(registration, made)
      return made
    },
    /** Providers have changed. */
    forget(): void {
      known = new WeakMap()
    },
  }
}
