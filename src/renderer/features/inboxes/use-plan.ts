import type { Client } from '#client/http.ts'
import type { JsonObject } from '#contract/common.ts'
import type { Inbox } from '#contract/inbox.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { withValueAt } from '#renderer/ui/field-input.tsx'
import { newSecret, signingField } from '#renderer/ui/secret.ts'

/** Sending a provider's webhooks to an inbox: to a new registration of an account, or to the one it has. */
export interface Plan {
  readonly inbox: Inbox
  readonly provider: ProviderInfo
  readonly account: string
  /** The registration that is pointed at the inbox; absent: a new one is made. */
  readonly existing: Registration | undefined
  /** What a new one needs besides its secret. */
  readonly settings: JsonObject
}

/** Settings that only the user can give. */
export const askedFor = (provider: ProviderInfo) => provider.settings.filter((field) => field.required && !field.secret && field.default === undefined)

/** What the plan does, in sentences, before it is done. */
export function planText({ inbox, provider, account, existing }: Plan, others: readonly Registration[]): string[] {
  const field = signingField(provider)
  const noun = `${provider.account.title.toLowerCase()} ${account}`
  const text = [existing ? `${existing.id} of ${noun} goes here instead of to ${existing.url}.` : `Registers this inbox's URL for ${noun}.`]
  if (field && existing) text.push(`The inbox takes over its ${field.label}, so that both have the same.`)
  if (field && !existing) text.push(`Both get ${inbox.verify?.scheme === provider.verification?.scheme ? `the ${field.label} that the inbox has` : `a new ${field.label}`}.`)
  const left = others.filter((one) => one.id !== existing?.id)
  if (field && left.length > 0) text.push(`${left.map((one) => one.id).join(', ')} also leads here: with another ${field.label} its requests would be called not valid.`)
  return text
}

/**
 * Does it; answers the registration. The inbox is told first: a request that comes in between is judged by the secret it will be
 * signed with from then on.
 */
export async function carryOut(client: Client, { inbox, provider, account, existing, ...plan }: Plan): Promise<Registration> {
  const url = inbox.url
  if (url === null) throw new Error('The inbox listener is down: the inbox has no URL at the moment.')
  const field = signingField(provider)
  const scheme = provider.verification?.scheme
  if (existing) {
    if (field && scheme !== undefined) await client.call('changeInbox', { params: { id: inbox.id }, body: { verify: { scheme, secretOf: existing.id } } })
    return client.call('changeRegistration', { params: { id: existing.id }, body: { url } })
  }
  let { settings } = plan
  if (field && scheme !== undefined) {
    const { verify } = await client.call('getInbox', { params: { id: inbox.id }, query: { reveal: 'true' } })
    const secret = verify?.scheme === scheme && verify.secret ? verify.secret : newSecret(field)
    if (secret !== verify?.secret || verify.scheme !== scheme) await client.call('changeInbox', { params: { id: inbox.id }, body: { verify: { scheme, secret } } })
    settings = withValueAt(settings, field.key, secret)
  }
  return client.call('createRegistration', { body: { provider: provider.id, account, url, settings } })
}
