/** The narrow door through which a provider's emulated API changes things: its own provider's, nothing else. */
import type { Provider, Workspace } from '#providers/provider.ts'
import { notFound } from './store/ids.ts'
import type { SyncDesk } from './deliver/sync-desk.ts'
import type { EntityDesk } from './entities.ts'
import type { RegistrationDesk } from './registrations.ts'
import type { Store } from './store/open.ts'
import { createWorld, registrationData } from './world.ts'
import type { Clock } from './clock.ts'
import type { Fired } from '#contract/delivery.ts'

export interface WorkspaceDeps {
  readonly store: Store
  readonly clock: Clock
  readonly strict: boolean
  readonly registrations: RegistrationDesk
  readonly entities: EntityDesk
  readonly runAction: (registrationId: string, action: string) => { fired: Fired | null }
  readonly syncs: SyncDesk
}

export function createWorkspace(deps: WorkspaceDeps, provider: Provider): Workspace {
  const { store, registrations, entities } = deps

  const own = (id: string): string => {
    if (registrations.find(id).provider !== provider.id) throw notFound(`registration of ${provider.title}`, id)
    return id
  }

  return {
    ...createWorld(deps, provider.id),
    register: ({ account, url, settings }) =>
      registrationData(registrations.create({ provider: provider.id, account, url, settings: settings ?? {}, enabled: true })),
    changeRegistration: (id, change) => registrationData(registrations.change(own(id), change)),
    unregister: (id) => registrations.remove(own(id)),
    putEntity: (kind, id, data) => store.write((tx) => entities.put(tx, provider, kind, { id, data })),
    sync: (id, { batchSize = 1 }) => ({ syncId: deps.syncs.create({ registrationId: own(id), batchSize }).id }),
    run: (id, action) => ({ deliveryIds: (deps.runAction(own(id), action).fired?.deliveries ?? []).map((delivery) => delivery.id) }),
  }
}
