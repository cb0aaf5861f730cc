/**
 * First step of the walk: something happened. In one transaction it becomes an event and, for each registration that the
 * provider would tell, a delivery that is due at once. Nothing is sent here: when this returns it is durable, and that
 * is all that was promised.
 */
import type { JsonObject } from '#contract/common.ts'
import type { DeliverySummary, EventOrigin, Fired, Preview, Skipped } from '#contract/delivery.ts'
import { jsonText } from '#contract/json-text.ts'
import type { Policy } from '#contract/policy.ts'
import type { Trace } from '#contract/trace.ts'
import type { Provider, Raised, World } from '#providers/provider.ts'
import { checkTrigger } from '../catalog.ts'
import { ORDINARY, type AlikeDeliveries, type OneOfAlike } from '../store/deliveries.ts'
import { idOf, isoTime, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { RegistrationRow } from '../store/registrations.ts'
import type { Tx } from '../store/write.ts'
import { registrationData } from '../world.ts'
import { policyOf } from './policy.ts'
import { targetOf, wireHeaders } from './prepare.ts'

export interface FireInput extends Raised {
  readonly origin: EventOrigin
  /** Only this one; absent: every enabled registration of the provider. */
  readonly registration?: RegistrationRow
  readonly times: number
  readonly trace?: Trace | undefined
}

/** One delivery to be made. `event` and `payload` are rows. */
export interface Made {
  readonly event: number
  readonly row: RegistrationRow
  readonly subject: string
  readonly payload: number
  readonly trigger: string
  readonly origin: EventOrigin
  readonly sync: number | null
  /** As the store keeps it. */
  readonly trace?: string | undefined
}

export interface Firing {
  /** What a user gave, made whole: unknown triggers and bad data are refused here. */
  complete(provider: Provider, raised: { trigger: string; data?: JsonObject | undefined }, world: World): Raised
  target(provider: Provider, registrationId: string): RegistrationRow
  /** Puts one delivery into the queue, due at once; answers its row. Call inside a transaction. */
  deliver(tx: Tx, provider: Provider, made: Made, now: number): number
  /** Call inside a transaction. */
  fire(tx: Tx, provider: Provider, input: FireInput, world: World): Fired
  preview(provider: Provider, raised: Raised, world: World, only: RegistrationRow | undefined): Preview
}

/** Deliveries that an answer lists; a thousand-fold firing is read from the list. */
const LISTED = 100

export interface FiringDeps {
  readonly store: Store
  readonly seed: number | undefined
  readonly salt: number
  /** Of a registration, as it is now. */
  readonly policyOf: (registration: number) => Policy | undefined
  readonly show: (row: number) => DeliverySummary | undefined
}

export function createFiring(deps: FiringDeps): Firing {
  const { store, show, salt } = deps

  function recipients(provider: Provider, raised: Raised, world: World, only: RegistrationRow | undefined) {
    const skipped: Skipped[] = []
    const found = only ? [only] : store.registrations.ofProvider(provider.id)
    const addressed = found.flatMap((row) => {
      const registrationId = idOf('registration', row.id)
      const skip = (reason: string): [] => (skipped.push({ registrationId, reason }), [])
      if (!row.enabled) return skip('It is disabled.')
      const result = provider.address(raised, registrationData(row), world)
      return 'skip' in result ? skip(result.skip) : [{ row, ...result }]
    })
    return { addressed, skipped }
  }

  /** What all deliveries of the same thing to the same registration have in common. */
  function common(provider: Provider, made: Omit<Made, 'event'>, now: number): AlikeDeliveries {
    const policy = deps.policyOf(made.row.id) ?? policyOf(provider.policy, made.row.policy)
    return {
      registration_id: made.row.id,
      sync_id: made.sync,
      provider: provider.id,
      trigger: made.trigger,
      origin: made.origin,
      subject: made.subject,
      url: made.row.url,
      published_at: now,
      payload: made.payload,
      deadline_ms: policy.deadlineMs,
      created_at: now,
      expires_at: now + policy.horizonMs,
      trace: made.trace ?? null,
    }
  }

  function named(provider: Provider, event: number, now: number): OneOfAlike {
    const id = store.deliveries.nextId()
    return { id, event_id: event, message_id: provider.messageId({ number: id, salt, publishedAt: now }) }
  }

  function deliver(tx: Tx, provider: Provider, made: Made, now: number): number {
    const own = named(provider, made.event, now)
    store.deliveries.insert(tx, { ...ORDINARY, ...common(provider, made, now), ...own })
    return own.id
  }

  return {
    deliver,

    complete(provider, { trigger: name, data }, world) {
      checkTrigger(provider, name)
      return { trigger: name, data: provider.complete({ trigger: name, data, seed: deps.seed ?? 1 }, world) }
    },

    target(provider, registrationId) {
      const number = rowOf('registration', registrationId)
      const row = number === undefined ? undefined : store.registrations.get(number)
      if (!row || row.provider !== provider.id) throw notFound(`registration of ${provider.title}`, registrationId)
      return row
    },

    fire(tx, provider, input, world) {
      const now = world.now()
      const { addressed, skipped } = recipients(provider, input, world, input.registration)
      const data = store.bodies.keepText(jsonText(input.data))
      store.bodies.share(data, input.times - 1)
      const payloads = addressed.map(({ payload }) => store.bodies.keepText(payload))
      for (const payload of payloads) store.bodies.share(payload, input.times - 1)
      const trace = input.trace && JSON.stringify(input.trace)
      const first = store.events.insertAlike({ provider: provider.id, trigger: input.trigger, origin: input.origin, data, created_at: now, refs: addressed.length }, input.times)
      // Numbered event by event, as if they had been raised one after the other.
      const each = addressed.map((): OneOfAlike[] => [])
      for (let event = first; event < first + input.times; event++) for (const of of each) of.push(named(provider, event, now))
      addressed.forEach(({ row, subject }, index) => {
        const made = { row, subject, payload: payloads[index] ?? 0, trigger: input.trigger, origin: input.origin, sync: null, trace }
        store.deliveries.insertAlike(tx, common(provider, made, now), each[index] ?? [])
      })
      const listed = each.flatMap((of) => of.slice(0, LISTED).map(({ id }) => id)).sort((a, b) => a - b)
      return {
        event: {
          seq: store.seq(),
          id: idOf('event', first),
          provider: provider.id,
          trigger: input.trigger,
          origin: input.origin,
          data: input.data,
          createdAt: isoTime(now),
        },
        events: input.times,
        deliveries: listed.slice(0, LISTED).flatMap((id) => show(id) ?? []),
        deliveryCount: addressed.length * input.times,
        skipped,
        warnings: provider.warnings(input),
      }
    },

    preview(provider, raised, world, only) {
      const now = world.now()
      const { addressed, skipped } = recipients(provider, raised, world, only)
      const id = provider.messageId({ number: store.deliveries.newestId() + 1, salt, publishedAt: now })
      return {
        data: raised.data,
        skipped,
        warnings: provider.warnings(raised),
        recipients: addressed.map(({ row, payload }) => {
          const message = { id, publishedAt: now, trigger: raised.trigger, account: row.account, payload }
          const { headers, body } = provider.build(message, row.settings, now)
          const bytes = Buffer.from(body)
          return {
            registrationId: idOf('registration', row.id),
            account: row.account,
            request: {
              method: 'POST',
              url: row.url,
              headers: wireHeaders('POST', targetOf(row.url), headers, body),
              body: { base64: bytes.toString('base64'), size: bytes.length, truncated: false },
            },
          }
        }),
      }
    },
  }
}
