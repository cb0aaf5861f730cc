/** What a provider may look at: its own entities and registrations, and the time. */
import type { JsonObject } from '#contract/common.ts'
import { parseJson } from '#contract/json-text.ts'
import type { EntityData, RegistrationData, World } from '#providers/provider.ts'
import type { Clock } from './clock.ts'
import type { EntityRow } from './store/entities.ts'
import { idOf } from './store/ids.ts'
import type { Store } from './store/open.ts'
import type { RegistrationRow } from './store/registrations.ts'

export const entityData = (row: EntityRow): EntityData => ({ id: row.id, data: parseJson(row.data) as JsonObject })

export const registrationData = (row: RegistrationRow): RegistrationData => ({
  number: String(row.id),
  id: idOf('registration', row.id),
  account: row.account,
  url: row.url,
  settings: row.settings,
  enabled: row.enabled,
})

export function createWorld(deps: { store: Store; clock: Clock; strict: boolean }, provider: string): World {
  const { store, clock, strict } = deps
  return {
    strict,
    now: () => clock.now(),
    entity(kind, id) {
      const row = store.entities.get(provider, kind, id)
      return row && entityData(row)
    },
    entities(kind, page) {
      return store.entities.list(provider, kind, page).map(entityData)
    },
    count: (kind) => store.entities.count(provider, kind),
    registrations: (account) => store.registrations.ofProvider(provider, account ?? null).map(registrationData),
  }
}
