/** Wiring: a file that was read and found right, as the one shape of a provider. */
import { ProblemError } from '#contract/problem.ts'
import type { JsonObject } from '#contract/common.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import type { Field, ProviderInfo } from '#contract/provider.ts'
import type { Difference, Fact } from '#contract/registration.ts'
import { defineProvider, type Provider } from '../provider.ts'
import { inEveryLanguage } from '../request-code.ts'
import { PUBLIC, publicKeyOf } from '../signature.ts'
import { parseWebhookUrl, reachOf, refuseUrl, shownUrl } from '../webhook-url.ts'
import { accountsOf, tokenOf } from './account.ts'
import { catalogOf } from './catalog.ts'
import { SUBSCRIPTION_KEY } from './checks.ts'
import { emulatorOf } from './emulator.ts'
import { builderOf, messageIdOf } from './envelope.ts'
import { claimsOf } from './claims.ts'
import { carrierOf, inspectorOf } from './inspect.ts'
import { policyOf, rulesOf } from './policy.ts'
import { settingsOf } from './settings.ts'

export function providerOf(file: ProviderFile): Provider {
  const { schema, fields } = settingsOf(file)
  const catalog = catalogOf(file)
  const rules = rulesOf(file)
  const keys = new Set(file.signing.map(({ key }) => key.setting))
  const signs = file.signing.length > 0
  const subscription = SUBSCRIPTION_KEY[file.subscribe]

  /** Plain http is refused under `strict` where the file has a rule `https`; whatever else differs is told by the rules of those ids. */
  function checkRegistration({ url }: { url: string }, { strict }: { strict: boolean }): Difference[] {
    const { protocol, hostname } = parseWebhookUrl(url)
    const source = (id: string) => rules.find((rule) => rule.id === id)?.source
    const [https, isPublic] = [source('https'), source('public') ?? 'assumed']
    if (strict && https !== undefined && protocol === 'http:') refuseUrl(`The webhook URL must have the protocol https, not http: ${shownUrl(url)}.`)
    const reach = reachOf(hostname)
    const where = reach === 'loopback' ? 'this machine' : 'in a private network'
    return [
      ...(https !== undefined && protocol === 'http:' ? [{ rule: 'https', message: 'Production takes https only; here plain http is let through.', source: https }] : []),
      ...(reach === 'loopback' || reach === 'private' ? [{ rule: 'public', message: `Production calls from the internet; ${hostname} is ${where}.`, source: isPublic }] : []),
    ]
  }

  return defineProvider({
    id: file.id,
    title: file.title,
    description: file.description,
    signs,
    verification: signs ? { scheme: file.id, fields: fields.filter(({ key }) => keys.has(key)) } : null,
    snippets: snippetsOf(file, fields),
    policy: policyOf(file),
    rules,
    ...accountsOf(file),
    settings: schema,
    fields,
    triggerKey: file.subscribe === 'one' ? subscription : null,
    checkRegistration,
    facts: ({ settings }) => publicKeys(file, settings),
    ...catalog,
    messageId: messageIdOf(file),
    build: builderOf(file),
    inspect: inspectorOf(file),
    read: carrierOf(file),
    claims: claimsOf(file),
    actions: [],
    runAction(action) {
      throw new ProblemError('not_found', `${file.title} has no action ${JSON.stringify(action)}: a provider that is a file has no buttons.`)
    },
    sync: null,
    emulator: emulatorOf(fields, catalog.triggers),
  })
}

/** What the author of a receiver needs of each ed25519 key. */
function publicKeys(file: ProviderFile, settings: JsonObject): Fact[] {
  return file.signing.flatMap((signing): Fact[] => {
    const { setting, encoding } = signing.key
    const text = settings[setting]
    const key = signing.algorithm === 'ed25519' && typeof text === 'string' ? publicKeyOf(signing, text) : ''
    if (typeof key === 'string') return []
    const value = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString(encoding === 'hex' ? 'hex' : 'base64')
    return [{ key: setting, label: 'Public key', value, help: `For the author of the receiver: it verifies, and cannot sign. An inbox takes it as ${PUBLIC}${value}`, source: 'documented' }]
  })
}

function snippetsOf(file: ProviderFile, fields: readonly Field[]): ProviderInfo['snippets'] {
  const signing = new Set(file.signing.map(({ key }) => key.setting))
  const given = fields.filter(({ required }) => required).map(({ key, options }) => [key, signing.has(key) ? '{secret}' : (options?.[0] ?? '')])
  return inEveryLanguage('Register', {
    method: 'POST',
    url: '{base}/webhooks',
    headers: [['Authorization', `Bearer ${tokenOf(file)}`]],
    body: { url: '{url}', settings: Object.fromEntries(given) as JsonObject },
    note: "An extension: not the provider's own API",
  })
}
