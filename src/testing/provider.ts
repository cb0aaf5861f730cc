import type { Client } from '#client/http.ts'
import type { Answered, Call } from '#contract/api.ts'
import type { JsonObject } from '#contract/common.ts'
import type { Trace } from '#contract/trace.ts'
import type { Registration } from '#contract/registration.ts'
import { testDelivery, type TestDelivery } from './delivery.ts'
import { ExpectationError } from './failure.ts'

/** What is known of a provider's words; a provider made by a user takes any. */
export interface ProviderShape {
  readonly settings: object
  readonly triggers: object
  readonly actions: string
}
/** Of a provider that nothing is known of at compile time. */
export interface AnyProvider {
  settings: JsonObject
  triggers: Record<string, JsonObject>
  actions: string
}

/** Fields that are named complete; others are let through, as a test may want to send what should not be there. */
type Data<T> = T & { readonly [name: string]: JsonObject[string] | undefined }

export type RegisterOptions<P extends ProviderShape> = {
  readonly url: string
  /** Default: the provider's first account. */
  readonly account?: string
  readonly enabled?: boolean
  /** What differs from the provider's own rules. */
  readonly policy?: Call<'changeRegistration'>['body']['policy']
  /** The provider's secret setting, whatever its name is there. */
  readonly signingKey?: string
} & P['settings']

export interface TestRegistration {
  readonly id: string
  get(): Promise<Registration>
  change(change: Call<'changeRegistration'>['body']): Promise<Registration>
  /** Pushes every document that it may see; resolves when the sync has begun. */
  sync(options?: Omit<Call<'createSync'>['body'], 'registrationId'>): Promise<Answered<'createSync'>>
  remove(): Promise<void>
}

export interface FireOptions {
  readonly times?: number
  readonly registration?: { readonly id: string }
  /** The W3C trace that it belongs to: each attempt carries it on, as a span of its own. */
  readonly trace?: Trace
}

export interface TestProvider<P extends ProviderShape = AnyProvider> {
  readonly id: string
  /** Where its own API answers, for code that registers by itself. */
  readonly baseUrl: string
  register(options: RegisterOptions<P>): Promise<TestRegistration>
  /**
   * Raises an event; data is completed from the stored document it names, or from a sample. Resolves with the one delivery that came of it.
   * @throws ExpectationError when none did or several, and says why; `fire` takes any number.
   */
  trigger<T extends keyof P['triggers'] & string>(name: T, data?: Data<P['triggers'][T]>): Promise<TestDelivery>
  /** The same for any number of deliveries, of one event or of `times`. */
  fire<T extends keyof P['triggers'] & string>(name: T, data?: Data<P['triggers'][T]>, options?: FireOptions): Promise<TestDelivery[]>
  /** Presses a button of the provider's own page, such as Run Test. Resolves with what that sends: nothing where it changes the registration. */
  run(registration: { readonly id: string }, action: P['actions']): Promise<TestDelivery[]>
  /** Documents that the provider keeps; what a change raises is raised. */
  entities(kind: string): TestEntities
}

export interface TestEntities {
  get(id: string): Promise<JsonObject>
  create(data: JsonObject): Promise<TestDelivery[]>
  /** A JSON merge patch: null removes a field. */
  change(id: string, data: JsonObject): Promise<TestDelivery[]>
  remove(id: string): Promise<TestDelivery[]>
}

/** @param patienceMs as in `testDelivery`. */
export function testProvider<P extends ProviderShape>(client: Client, id: string, baseUrl: string, patienceMs: number | undefined): TestProvider<P> {
  const params = { provider: id }
  const deliveriesOf = (fired: readonly Answered<'fireEvent'>[]): TestDelivery[] => fired.flatMap(({ deliveries }) => deliveries.map((one) => testDelivery(client, one, patienceMs)))

  async function fire(trigger: string, data: JsonObject | undefined, options: FireOptions = {}): Promise<Answered<'fireEvent'>> {
    return client.call('fireEvent', { params, body: { trigger, data, times: options.times, registrationId: options.registration?.id, trace: options.trace } })
  }

  return {
    id,
    baseUrl,
    async register({ url, account, enabled, policy, signingKey, ...rest }) {
      const settings = rest as JsonObject
      if (signingKey !== undefined) {
        const secret = (await client.call('getProvider', { params })).settings.find((field) => field.secret)
        if (!secret) throw new TypeError(`${id} has no signing key: nothing is signed there.`)
        settings[secret.key] = signingKey
      }
      const made = await client.call('createRegistration', { body: { provider: id, url, account, enabled, settings } })
      if (policy) await client.call('changeRegistration', { params: { id: made.id }, body: { policy } })
      return testRegistration(client, made.id)
    },
    async trigger(name, data) {
      const fired = await fire(name, data as JsonObject | undefined)
      const [delivery] = deliveriesOf([fired])
      if (delivery && fired.deliveryCount === 1) return delivery
      const skipped = fired.skipped.map(({ registrationId, reason }) => `${registrationId} gets nothing: ${reason}`)
      const nobody = fired.skipped.length === 0 ? ['nothing is registered there.'] : skipped
      throw new ExpectationError(
        delivery ? `${name} went to ${fired.deliveryCount} registrations: use fire() to have all of them.` : [`${name} went to nobody:`, ...nobody].join('\n  '),
      )
    },
    fire: async (name, data, options) => deliveriesOf([await fire(name, data as JsonObject | undefined, options)]),
    async run(registration, action) {
      const { fired } = await client.call('runAction', { params: { id: registration.id, action } })
      return fired === null ? [] : deliveriesOf([fired])
    },
    entities(kind) {
      const one = (entity: string) => ({ ...params, kind, id: entity })
      return {
        get: async (entity) => (await client.call('getEntity', { params: one(entity) })).data,
        create: async (data) => deliveriesOf((await client.call('createEntity', { params: { ...params, kind }, body: { data } })).fired),
        change: async (entity, data) => deliveriesOf((await client.call('changeEntity', { params: one(entity), body: { data } })).fired),
        remove: async (entity) => deliveriesOf((await client.call('deleteEntity', { params: one(entity) })).fired),
      }
    },
  }
}

export function testRegistration(client: Client, id: string): TestRegistration {
  const params = { id }
  return {
    id,
    get: () => client.call('getRegistration', { params }),
    change: (change) => client.call('changeRegistration', { params, body: change }),
    sync: (options = {}) => client.call('createSync', { body: { registrationId: id, ...options } }),
    remove: () => client.call('deleteRegistration', { params }),
  }
}
