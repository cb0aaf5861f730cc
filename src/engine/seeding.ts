import type { Provider } from '#providers/provider.ts'
import type { Clock } from './clock.ts'
import type { EntityDesk } from './entities.ts'
import type { Store } from './store/open.ts'
import type { Tx } from './store/write.ts'

export interface SeedingDeps {
  readonly store: Store
  readonly clock: Clock
  readonly entities: EntityDesk
  readonly strict: boolean
  readonly seed: number
  /** Generated persons of a fresh workspace. */
  readonly persons: number
}

/** Gives each provider that the workspace has not met its documents; those that a user removed later stay away. */
export function seedProviders({ store, clock, entities, strict, seed, persons }: SeedingDeps, tx: Tx, providers: Iterable<Provider>): void {
  const met = new Set((store.settings.get('seededProviders') ?? []) as string[])
  const fresh = [...providers].filter(({ id }) => !met.has(id))
  for (const provider of fresh) {
    // Workspaces of before this was kept per provider have theirs.
    const there = store.entities.count(provider.id, provider.account.kind) > 0
    const groups = there ? [] : provider.seedEntities({ seed, persons, strict, now: clock.now() })
    for (const { kind, items } of groups) for (const entity of items) entities.put(tx, provider, kind, entity)
  }
  if (fresh.length > 0) store.settings.set('seededProviders', [...met, ...fresh.map(({ id }) => id)])
}
