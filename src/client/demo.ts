/**
 * A working demo for whoever has nothing yet: an inbox, a registration that leads to it with a signing key, one delivery that is
 * acknowledged and one that is refused and tried again. Made through the control API alone, so it is what a user could have made by hand.
 */
import { generate } from '#contract/generate.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Generator, ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import type { Client } from './http.ts'

/** Name of its inbox: what the demo is known by afterwards. */
export const DEMO_INBOX = 'hookwright-demo'

/** What its inbox answers once there is an acknowledged delivery: the receiver that somebody has to mend. */
const BROKEN = '503'
/** How long the inbox of this very process may take to answer, ms. */
const WITHIN_MS = 5_000
const ANY_SECRET: Generator = { title: 'Secret', prefix: '', bytes: 24, encoding: 'base64url' }

export interface Demo {
  readonly inboxId: string
  readonly registrationId: string
  readonly acknowledged: string
  /** Refused with 503, and tried again by itself until the inbox answers otherwise. */
  readonly failing: string
}

/**
 * Makes it, with the first provider that signs with a secret and asks for nothing else. Throws `ProblemError`: `conflict` where there is one
 * already or no account has room for a registration; then nothing is left of it.
 */
export async function makeDemo(client: Client): Promise<Demo> {
  const { items: providers } = await client.call('listProviders')
  const provider = providers.find(isSimple)
  const field = provider?.verification?.fields.find(({ secret }) => secret)
  if (!provider?.verification || !field) throw new ProblemError('not_found', 'No provider here signs with a secret alone: make an inbox and a registration by hand.')
  const { items: triggers } = await client.call('listTriggers', { params: { provider: provider.id } })
  const secret = generate(field.generators?.[0] ?? ANY_SECRET)
  const inbox = await client.call('createInbox', { body: { name: DEMO_INBOX, verify: { scheme: provider.verification.scheme, secret } } })
  try {
    const account = await accountWithRoom(client, provider)
    const registration = await client.call('createRegistration', { body: { provider: provider.id, account, url: inbox.url ?? '', settings: { [field.key]: secret } } })
    const acknowledged = await raise(client, provider, registration, triggers[0]?.name)
    await client.call('settleDelivery', { params: { id: acknowledged }, body: { withinMs: WITHIN_MS } })
    await client.call('changeInbox', { params: { id: inbox.id }, body: { respond: BROKEN } })
    const failing = await fire(client, provider, registration, triggers[1]?.name ?? triggers[0]?.name)
    return { inboxId: inbox.id, registrationId: registration.id, acknowledged, failing }
  } catch (error) {
    await removeDemo(client).catch(() => undefined)
    throw error
  }
}

/** Removes its inbox with what that captured, and every registration that leads there; deliveries that wait are cancelled. Its deliveries stay on record. @returns false where there is none */
export async function removeDemo(client: Client): Promise<boolean> {
  const { items: inboxes } = await client.call('listInboxes', { query: { limit: 500 } })
  const inbox = inboxes.find(({ name }) => name === DEMO_INBOX)
  if (!inbox) return false
  const { items: registrations } = await client.call('listRegistrations', { query: { limit: 500 } })
  for (const { id } of registrations.filter(({ url }) => url === inbox.url)) await client.call('deleteRegistration', { params: { id } })
  await client.call('deleteInbox', { params: { id: inbox.id } })
  return true
}

/** Signs with a secret, tells a registration of everything, and needs no other setting. */
const isSimple = ({ verification, settings, triggerKey }: ProviderInfo): boolean =>
  triggerKey === null && verification?.fields.some(({ secret }) => secret) === true && settings.every(({ required, key }) => !required || verification.fields.some((field) => field.key === key))

/** The first account that may have one more registration; undefined: the provider's own choice, which says why it has none. */
async function accountWithRoom(client: Client, { id: provider, account: { kind, registrationsPerAccount } }: ProviderInfo): Promise<string | undefined> {
  const { items: accounts } = await client.call('listEntities', { params: { provider, kind }, query: { limit: 500 } })
  const { items: registrations } = await client.call('listRegistrations', { query: { provider, limit: 500 } })
  return accounts.find(({ id }) => registrations.filter(({ account }) => account === id).length < (registrationsPerAccount ?? Infinity))?.id
}

/** Presses the provider's own button for a test, where it has one. @returns the delivery's id */
async function raise(client: Client, provider: ProviderInfo, registration: Registration, trigger: string | undefined): Promise<string> {
  const button = provider.actions.find(({ raises }) => raises)
  if (!button) return fire(client, provider, registration, trigger)
  const { fired } = await client.call('runAction', { params: { id: registration.id, action: button.id } })
  return fired?.deliveries[0]?.id ?? fire(client, provider, registration, trigger)
}

async function fire(client: Client, { id, title }: ProviderInfo, registration: Registration, trigger = ''): Promise<string> {
  const fired = await client.call('fireEvent', { params: { provider: id }, body: { trigger, registrationId: registration.id } })
  const [delivery] = fired.deliveries
  if (!delivery) throw new ProblemError('conflict', `${title} told the demo of nothing: ${fired.skipped.map(({ reason }) => reason).join(' ')}`)
  return delivery.id
}
