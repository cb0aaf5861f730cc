/** Pure: a registration's policy is its provider's, key by key, where the user changed nothing. */
import type { Policy, PolicyChange, PolicyKey, ShownPolicy } from '#contract/policy.ts'
import type { Policy as Sourced } from '#providers/provider.ts'

const keys = (policy: Sourced): PolicyKey[] => Object.keys(policy) as PolicyKey[]

export function policyOf(provider: Sourced, changes: PolicyChange): Policy {
  return Object.fromEntries(keys(provider).map((key) => [key, changes[key] === undefined ? provider[key].value : changes[key]])) as Policy
}

export function showPolicy(provider: Sourced, changes: PolicyChange): ShownPolicy {
  const entries = keys(provider).map((key) => {
    const { value, source } = provider[key]
    const changed = changes[key]
    return [key, changed === undefined ? { value, source, provider: value } : { value: changed, source: 'changed', provider: value }]
  })
  return Object.fromEntries(entries) as ShownPolicy
}

/** What is then different: values that are the provider's own again are no change. */
export function changePolicy(provider: Sourced, changes: PolicyChange, change: PolicyChange, reset: readonly PolicyKey[]): PolicyChange {
  const next = Object.entries({ ...changes, ...change }).filter(([key, value]) => {
    const own = provider[key as PolicyKey].value
    return !reset.includes(key as PolicyKey) && value !== undefined && JSON.stringify(value) !== JSON.stringify(own)
  })
  return Object.fromEntries(next)
}
