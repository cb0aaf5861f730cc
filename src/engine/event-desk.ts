/** Raises events: by hand, and by the buttons of a provider's page. */
import type { EventCreate, Fired, Preview } from '#contract/delivery.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Registration } from '#contract/registration.ts'
import type { World } from '#providers/provider.ts'
import type { z } from 'zod'
import type { Catalog } from './catalog.ts'
import type { Firing } from './deliver/fire.ts'
import type { RegistrationDesk } from './registrations.ts'
import type { Store } from './store/open.ts'
import { registrationData } from './world.ts'

export interface EventDeps {
  readonly store: Store
  readonly catalog: Catalog
  readonly firing: Firing
  readonly registrations: RegistrationDesk
  readonly world: (provider: string) => World
}

/** @throws (all of them) `ProblemError`: `not_found`, `invalid`, `conflict`, or the store's own. */
export function createEventDesk({ store, catalog, firing, registrations, world }: EventDeps) {
  return {
    /** Answered once it is durable, before anything is sent. */
    fire(providerId: string, input: z.output<typeof EventCreate>): Fired {
      const provider = catalog.get(providerId)
      const around = world(providerId)
      const raised = firing.complete(provider, input, around)
      const registration = input.registrationId === undefined ? undefined : firing.target(provider, input.registrationId)
      return store.write((tx) => firing.fire(tx, provider, { ...raised, origin: 'manual', registration, times: input.times, trace: input.trace }, around))
    },

    /** Who would get it, and the exact requests; nothing is kept. */
    preview(providerId: string, input: Omit<z.output<typeof EventCreate>, 'times' | 'trace'>): Preview {
      const provider = catalog.get(providerId)
      const around = world(providerId)
      const only = input.registrationId === undefined ? undefined : firing.target(provider, input.registrationId)
      return firing.preview(provider, firing.complete(provider, input, around), around, only)
    },

    /** Presses a button, such as Run Test; `fired` null: it changed the registration. */
    runAction(registrationId: string, action: string): { registration: Registration; fired: Fired | null } {
      const registration = registrations.find(registrationId)
      const provider = catalog.get(registration.provider)
      const known = provider.actions.find(({ id }) => id === action)
      if (!known) {
        throw new ProblemError('not_found', `${provider.title} has no action ${JSON.stringify(action)}. It has: ${provider.actions.map(({ id }) => id).join(', ')}.`)
      }
      if (known.raises && !registration.enabled) throw new ProblemError('conflict', `${registrationId} is disabled: enable it first.`)
      const around = world(provider.id)
      const pressed = provider.runAction(action, registrationData(registration), around)
      if ('change' in pressed) return { registration: registrations.show(registrations.change(registrationId, pressed.change)), fired: null }
      const fired = store.write((tx) => firing.fire(tx, provider, { ...pressed.raised, origin: 'action', registration, times: 1 }, around))
      return { registration: registrations.show(registration), fired }
    },
  }
}
