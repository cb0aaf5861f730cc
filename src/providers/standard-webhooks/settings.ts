import type { JsonObject } from '#contract/common.ts'
import type { Field } from '#contract/provider.ts'
import type { Difference, Fact } from '#contract/registration.ts'
import { z } from 'zod'
import { parseWebhookUrl, reachOf } from '../webhook-url.ts'
import { parseKey, PRIVATE, PUBLIC, SYMMETRIC } from './keys.ts'
import { EVENT_TYPES } from './event-types.ts'

const NAMES = EVENT_TYPES.map(({ name }) => name)

/** Which headers tell of id, timestamp and signature. */
export const HEADER_NAMES = ['webhook-', 'svix-', 'both'] as const
/** How long an old secret signs beside its successor: 24 hours (assumed). */
export const OVERLAP_MS = 86_400_000
const MOST_OLD = 10

function signingFault(text: string): string | undefined {
  if (text.startsWith(PUBLIC)) return 'it is a public key, which verifies but cannot sign'
  const key = parseKey(text)
  return 'fault' in key ? key.fault : undefined
}

const Secret = z.string({ error: 'the secret is text' }).superRefine((text, context) => {
  const fault = signingFault(text)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: `the secret cannot be used: ${fault}` })
})

export interface OldSecret {
  readonly secret: string
  /** It signs before then, ms. */
  readonly until: number
}

const OLD = /^(\S+) until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)$/

/** `whsec_... until 2026-03-02T12:00:00.000Z`; undefined: it is not of this form. */
export function oldSecretOf(text: string): OldSecret | undefined {
  const [, secret, time] = OLD.exec(text) ?? []
  const until = Date.parse(time ?? '')
  return secret === undefined || Number.isNaN(until) ? undefined : { secret, until }
}

const OldSecretText = z.string().superRefine((text, context) => {
  const old = oldSecretOf(text)
  const fault = old ? signingFault(old.secret) : 'write the secret, "until" and a UTC time, such as "whsec_... until 2026-03-02T12:00:00Z"'
  if (fault !== undefined) context.addIssue({ code: 'custom', message: `an old secret cannot be used: ${fault}` })
})

export const Settings = z.strictObject({
  /** `whsec_` signs symmetrically, `whsk_` with ed25519. */
  secret: Secret,
  /** Each with the time until which it signs too. */
  oldSecrets: z.array(OldSecretText).max(MOST_OLD).default([]),
  /** Empty: all. */
  eventTypes: z.array(z.enum(NAMES as [string, ...string[]], { error: (issue) => `there is no event type ${JSON.stringify(issue.input)}` })).max(NAMES.length).default([]),
  headerNames: z.enum(HEADER_NAMES).default('webhook-'),
})
export type Settings = z.infer<typeof Settings>

/** What a rotation changes: the secret that signed until now goes on for a while. `secret` null: one is made. */
export function rotated(settings: Settings, now: number, secret: string | null = null): JsonObject {
  const still = settings.oldSecrets.filter((text) => (oldSecretOf(text)?.until ?? 0) > now)
  const old = `${settings.secret} until ${new Date(now + OVERLAP_MS).toISOString()}`
  return { secret, oldSecrets: [...still, old].slice(-MOST_OLD) }
}

export const SECRET_FIELD: Field = {
  key: 'secret',
  label: 'Secret',
  type: 'string',
  secret: true,
  generators: [
    { title: 'Symmetric, whsec_', prefix: SYMMETRIC, bytes: 32, encoding: 'base64' },
    { title: 'ed25519, whsk_', prefix: PRIVATE, bytes: 32, encoding: 'base64' },
  ],
  help: 'Its prefix says how requests are signed: whsec_ with HMAC-SHA256, whsk_ with ed25519. A receiver of ed25519 verifies with the public key, whpk_.',
  source: 'documented',
}

export const FIELDS: Field[] = [
  SECRET_FIELD,
  {
    key: 'oldSecrets',
    label: 'Old secrets',
    type: 'strings',
    secret: true,
    default: [],
    help: 'They sign too, each until its time: "whsec_... until 2026-03-02T12:00:00Z". Rotating adds the one that signed until now, for 24 hours.',
    source: 'documented',
  },
  { key: 'eventTypes', label: 'Event types', type: 'strings', options: NAMES, default: [], help: 'Which it gets; none named: all.', source: 'documented' },
  {
    key: 'headerNames',
    label: 'Header names',
    type: 'enum',
    options: [...HEADER_NAMES],
    default: 'webhook-',
    help: 'webhook- is the specification; svix- are the names that Svix sends, signed the same.',
    source: 'extension',
  },
]

/** What a receiver verifies with: the secret itself, or the public half of a key. */
export function verifyingKey(secret: string): string {
  const key = parseKey(secret)
  return 'publicText' in key ? key.publicText : secret
}

/** The public key for the receiver's author, and which old secrets there are without telling them. */
export function facts({ settings }: { settings: Settings }): Fact[] {
  const key = verifyingKey(settings.secret)
  const shown: Fact[] = key.startsWith(PUBLIC) ? [{ key: 'secret', label: 'Public key', value: key, help: 'For the author of the receiver: it verifies, and cannot sign.', source: 'documented' }] : []
  const old = settings.oldSecrets.flatMap((text, at): Fact[] => {
    const { secret, until } = oldSecretOf(text) ?? { secret: '', until: 0 }
    const named = verifyingKey(secret)
    const help = named.startsWith(PUBLIC) ? { help: `Its public key is ${named}` } : {}
    return [{ key: `old-${at + 1}`, label: 'Old secret signs until', value: new Date(until).toISOString(), ...help, source: 'documented' }]
  })
  return [...shown, ...old]
}

/** Any full http(s) URL is taken: the specification advises https and warns of internal networks, and forbids neither. */
export function checkRegistration({ url }: { url: string }): Difference[] {
  const { hostname, protocol } = parseWebhookUrl(url)
  const reach = reachOf(hostname)
  const differences: Difference[] = []
  if (protocol === 'http:') differences.push({ rule: 'https', message: 'A provider may take https only: plain http can be read on its way.', source: 'documented' })
  if (reach === 'loopback' || reach === 'private') {
    differences.push({ rule: 'public', message: `A provider does not call internal networks; ${hostname} is ${reach === 'loopback' ? 'this machine' : 'in a private network'}.`, source: 'documented' })
  }
  return differences
}
