/** Documents that providers keep. A change to one and what that raises are durable together. */
import type { JsonObject } from '#contract/common.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import type { Fired } from '#contract/delivery.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Entity } from '#contract/provider.ts'
import type { EntityData, Provider, World } from '#providers/provider.ts'
import type { Catalog } from './catalog.ts'
import type { Firing } from './deliver/fire.ts'
import { showEntity, type EntityRow } from './store/entities.ts'
import { notFound } from './store/ids.ts'
import type { Store } from './store/open.ts'
import type { Tx } from './store/write.ts'
import { entityData } from './world.ts'

export type EntityDesk = ReturnType<typeof createEntityDesk>

export interface EntityAddress {
  readonly provider: string
  readonly kind: string
  readonly id: string
}

export function createEntityDesk(deps: { store: Store; catalog: Catalog; firing: Firing; world: (provider: string) => World }) {
  const { store, catalog, firing, world } = deps

  function kindOf(id: string, kind: string): Provider {
    const provider = catalog.get(id)
    if (provider.entityKinds.some((k) => k.kind === kind)) return provider
    throw new ProblemError('not_found', `${provider.title} keeps no ${JSON.stringify(kind)}. It keeps: ${provider.entityKinds.map((k) => k.kind).join(', ')}.`)
  }

  function find(at: EntityAddress): EntityRow {
    const row = store.entities.get(at.provider, at.kind, at.id)
    if (!row) throw notFound(at.kind, at.id)
    return row
  }

  /** Call inside a transaction. */
  function put(tx: Tx, provider: Provider, kind: string, entity: EntityData): void {
    const title = provider.entityTitle(kind, entity)
    store.entities.put(tx, { provider: provider.id, kind, id: entity.id, title, data: entity.data }, world(provider.id).now())
  }

  /** Call inside a transaction, after the rows have changed. */
  function raise(tx: Tx, provider: Provider, kind: string, before: EntityData | undefined, after: EntityData | undefined): Fired[] {
    const around = world(provider.id)
    return provider
      .entityChanged(kind, before, after, around)
      .map((raised) => firing.fire(tx, provider, { ...raised, origin: 'entity', times: 1 }, around))
  }

  return {
    put,
    show(at: EntityAddress): Entity | undefined {
      const row = store.entities.get(at.provider, at.kind, at.id)
      return row && showEntity(row, store.seq())
    },

    get(at: EntityAddress): Entity {
      kindOf(at.provider, at.kind)
      return showEntity(find(at), store.seq())
    },

    /** In the order of their ids; the cursor is a position. */
    list(at: { provider: string; kind: string }, query: { limit: number; cursor?: string; q?: string }) {
      kindOf(at.provider, at.kind)
      if (query.cursor !== undefined && !/^\d{1,9}$/.test(query.cursor)) throw new ProblemError('bad_request', `The cursor ${JSON.stringify(query.cursor)} is not one that a page gave.`)
      const offset = Number(query.cursor ?? 0)
      const rows = store.entities.list(at.provider, at.kind, { limit: query.limit + 1, offset, q: query.q })
      const nextCursor = rows.length > query.limit ? String(offset + query.limit) : null
      return { items: rows.slice(0, query.limit).map((row) => showEntity(row, store.seq())), nextCursor, seq: store.seq() }
    },

    create(at: { provider: string; kind: string }, data: JsonObject): { entity: Entity; fired: Fired[] } {
      const provider = kindOf(at.provider, at.kind)
      const entity = provider.parseEntity(at.kind, data, world(provider.id))
      if (store.entities.get(provider.id, at.kind, entity.id)) throw new ProblemError('conflict', `There is a ${at.kind} ${entity.id} already.`)
      const fired = store.write((tx) => {
        put(tx, provider, at.kind, entity)
        return raise(tx, provider, at.kind, undefined, entity)
      })
      return { entity: showEntity(find({ ...at, id: entity.id }), store.seq()), fired }
    },

    change(at: EntityAddress, patch: JsonObject): { entity: Entity; fired: Fired[] } {
      const provider = kindOf(at.provider, at.kind)
      const before = entityData(find(at))
      const after = provider.parseEntity(at.kind, mergePatch(before.data, patch), world(provider.id))
      if (after.id !== at.id) throw new ProblemError('invalid', `The id of a ${at.kind} can't be changed: it is ${at.id}, and the change says ${after.id}.`)
      const fired = store.write((tx) => {
        put(tx, provider, at.kind, after)
        return raise(tx, provider, at.kind, before, after)
      })
      return { entity: showEntity(find(at), store.seq()), fired }
    },

    remove(at: EntityAddress): { fired: Fired[] } {
      const provider = kindOf(at.provider, at.kind)
      const before = entityData(find(at))
      if (at.kind === provider.account.kind && store.registrations.ofProvider(provider.id, at.id).length > 0) {
        throw new ProblemError('conflict', `${provider.account.title} ${at.id} has a registration: remove that first.`)
      }
      const fired = store.write((tx) => {
        const raised = raise(tx, provider, at.kind, before, undefined)
        store.entities.delete(tx, provider.id, at.kind, at.id)
        return raised
      })
      return { fired }
    },
  }
}
