/** What is being changed about a policy and not saved yet. All pure. */
import { Policy } from '#contract/policy.ts'
import type { PolicyChange, PolicyKey, ShownPolicy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import { readRule } from './rule-text.ts'
import type { Typed } from './rule-text.ts'

/** What was typed for the rules that are open. */
export type Draft = { readonly [K in PolicyKey]?: Typed }

export const KEYS = Object.keys(Policy.shape) as PolicyKey[]
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export interface Edits {
  /** The policy as it would be; a rule that cannot be read stays as it is. */
  readonly policy: Policy
  /** What to send: values, and rules that go back to the provider's. */
  readonly change: PolicyChange
  readonly reset: readonly PolicyKey[]
  /** Rules that would be another than they are. */
  readonly touched: readonly PolicyKey[]
  /** What is wrong with what was typed, by rule. */
  readonly faults: ReadonlyMap<PolicyKey, string>
}

export function editsOf(shown: ShownPolicy, draft: Draft): Edits {
  const policy: Partial<Record<PolicyKey, unknown>> = {}
  const change: Partial<Record<PolicyKey, unknown>> = {}
  const reset: PolicyKey[] = []
  const faults = new Map<PolicyKey, string>()
  for (const key of KEYS) {
    const { value, provider } = shown[key]
    const typed = draft[key]
    const read = typed ? readRule(key, typed) : { value }
    if ('fault' in read) faults.set(key, read.fault)
    const next = 'fault' in read ? value : read.value
    policy[key] = next
    if (same(next, value)) continue
    if (same(next, provider)) reset.push(key)
    else change[key] = next
  }
  return { policy: policy as Policy, change: change as PolicyChange, reset, touched: [...(Object.keys(change) as PolicyKey[]), ...reset], faults }
}

/** What the server refused, at the rules that it is about; `rest` is what no rule is to blame for. */
export function refusedRules(error: unknown): { readonly rules: ReadonlyMap<PolicyKey, string>; readonly rest: unknown } {
  const rules = new Map<PolicyKey, string>()
  const issues = error instanceof ProblemError && Array.isArray(error.details?.['issues']) ? (error.details['issues'] as { path?: unknown; message?: unknown }[]) : []
  for (const { path, message } of issues) {
    const [, key] = typeof path === 'string' ? (/^policy\.(\w+)/.exec(path) ?? []) : []
    const named = KEYS.find((one) => one === key)
    if (named && typeof message === 'string' && !rules.has(named)) rules.set(named, message)
  }
  return { rules, rest: rules.size > 0 ? null : error }
}
