/** The policy of a file, and its words. What the file leaves out is what is common among webhooks, and assumed. */
import type { Policy as Values, PolicyKey } from '#contract/policy.ts'
import { Policy as Shape } from '#contract/policy.ts'
import type { FilePolicy, ProviderFile } from '#contract/provider-file.ts'
import type { Rule } from '#contract/provider.ts'
import type { Policy, Sourced } from '../provider.ts'

const UNSAID = 'The file says nothing of it; this is common among webhooks.'

const COMMON: Values = {
  ackCodes: Array.from({ length: 100 }, (_, at) => 200 + at),
  interimAckCodes: [],
  deadlineMs: 30_000,
  retry: { kind: 'ladder', delaysMs: [10_000, 60_000, 300_000, 1_800_000] },
  jitter: 0,
  horizonMs: 86_400_000,
  maxAttempts: 5,
  retryAfter: false,
  disableCodes: [],
  throttleCodes: [],
  window: { kind: 'fixed', size: 100 },
  ordered: false,
}
const KEYS = Object.keys(COMMON) as PolicyKey[]

/** Durations are named without their unit in files, where they say it themselves. */
const inFile = (key: PolicyKey): keyof FilePolicy => (key === 'deadlineMs' ? 'deadline' : key === 'horizonMs' ? 'horizon' : key)

export function policyOf({ policy }: ProviderFile): Policy {
  return Object.fromEntries(KEYS.map((key): [PolicyKey, Sourced<unknown>] => {
    const said = policy[inFile(key)]
    return [key, said ? { value: said.value, source: said.source } : { value: COMMON[key], source: 'assumed' }]
  })) as unknown as Policy
}

/** Each value of the policy in words, then the file's own rules, then those that every file has unless it says otherwise. */
export function rulesOf(file: ProviderFile): Rule[] {
  const policy = policyOf(file)
  const ofPolicy = KEYS.map((key): Rule => {
    const said = file.policy[inFile(key)]
    const note = said ? said.note : UNSAID
    return { id: key, label: Shape.shape[key].meta()?.title ?? key, value: WORDS[key](policy[key].value as never), source: policy[key].source, ...(note !== undefined && { note }) }
  })
  const own = file.rules.map(({ note, ...rule }): Rule => ({ ...rule, ...(note !== undefined && { note }) }))
  const ids = new Set(own.map(({ id }) => id))
  return [...ofPolicy, ...own.filter(({ id }) => !KEYS.includes(id as PolicyKey)), ...EVERY.filter(({ id }) => !ids.has(id))]
}

const EVERY: readonly Rule[] = [
  { id: 'public', label: 'Endpoint', value: 'publicly reachable', source: 'assumed', note: 'Production calls from the internet.' },
  { id: 'emulated-api', label: 'Emulated API', value: 'POST, GET and DELETE /webhooks, GET /triggers', source: 'extension', note: "Ours, the same for every provider that is a file; it is not the provider's own." },
]

const WORDS: { readonly [K in PolicyKey]: (value: Values[K]) => string } = {
  ackCodes: codesText,
  interimAckCodes: codesText,
  deadlineMs: duration,
  retry: (retry) => (retry.kind === 'ladder' ? retry.delaysMs.map(duration).join(', ') : `${duration(retry.firstMs)}, then ${retry.factor} times as long each time, up to ${duration(retry.maxMs)}`),
  jitter: (share) => (share === 0 ? 'none' : `${Math.round(share * 100)} % either way`),
  horizonMs: (ms) => `${duration(ms)} after the event`,
  maxAttempts: (most) => (most === null ? 'no limit' : String(most)),
  retryAfter: (kept) => (kept ? 'kept' : 'not looked at'),
  disableCodes: codesText,
  throttleCodes: codesText,
  window: (window) => (window.kind === 'fixed' ? String(window.size) : `${window.initial}, from ${window.min} to ${window.max}`),
  ordered: (ordered) => (ordered ? 'yes' : 'no'),
}

function duration(ms: number): string {
  const [unit, size] = ([['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]] as const).find(([, one]) => ms >= one && ms % one === 0) ?? (['ms', 1] as const)
  return `${ms / size} ${unit}`
}

/** `200 to 299, 410`. */
function codesText(all: readonly number[]): string {
  const runs: [number, number][] = []
  for (const code of all) {
    const last = runs.at(-1)
    if (last && last[1] === code - 1) last[1] = code
    else runs.push([code, code])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(', ') || 'no status'
}
