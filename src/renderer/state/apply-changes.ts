import type { CaptureSummary, Inbox } from '#contract/inbox.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { LiveChange } from '#contract/live.ts'
import type { Entity } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import type { Replay } from '#contract/replay.ts'
import type { Sync } from '#contract/sync.ts'
import { withCollected } from './collection.ts'
import type { Collection } from './collection.ts'
import { withChanges } from './live-list.ts'
import type { Change, LiveList, Placing } from './live-list.ts'

/** What each kind of change is a change of. */
export interface ItemOf {
  delivery: DeliverySummary
  registration: Registration
  inbox: Inbox
  sync: Sync
  replay: Replay
  capture: CaptureSummary
  entity: Keyed
}
/** Entities are known to the feed as `<provider>/<kind>/<id>`; that is their id here, since only that is unique. */
export type Keyed = Entity & { readonly entityId: string }
/** Kinds too many to be held whole: one list of each is open at a time. */
export type ListedKind = 'delivery' | 'capture' | 'entity'

/** One open list: what it shows, how it is read, and how far that has got. */
export interface OpenList<K extends ListedKind> extends Omit<Placing<ItemOf[K]>, 'belongs' | 'place'> {
  /** Names the filter it was opened with; empty: none is open. */
  readonly key: string
  readonly list: LiveList<ItemOf[K]>
  readonly placing: Pick<Placing<ItemOf[K]>, 'belongs' | 'place'>
  readonly loading: 'first' | 'next' | null
  readonly error: unknown
  /** Whether the first page has come. */
  readonly ready: boolean
  /** Changes that came while a page was on its way, which may be older than they are: they are applied to it once more. */
  readonly meanwhile: readonly Change<ItemOf[K]>[]
}

/** Everything that changes reach. */
export interface Truth {
  readonly registrations: Collection<Registration>
  readonly inboxes: Collection<Inbox>
  readonly syncs: Collection<Sync>
  readonly replays: Collection<Replay>
  readonly lists: { readonly [K in ListedKind]: OpenList<K> }
}

/** A change together with the number of the batch it came in. */
export interface Numbered {
  readonly change: LiveChange
  readonly seq: number
}

/** The truth after a batch of changes: of two copies of an item the one with the larger `seq` wins. Pure. */
export function applyChanges(truth: Truth, batch: readonly Numbered[]): Truth {
  const of = <K extends keyof ItemOf>(kind: K): Change<ItemOf[K]>[] =>
    batch.flatMap(({ change, seq }): Change<ItemOf[K]>[] => {
      if (change.kind !== kind) return []
      if (change.op === 'delete') return [{ op: 'delete', id: change.id, seq }]
      const item: ItemOf[keyof ItemOf] = change.kind === 'entity' ? keyed(change.item) : change.item
      return [{ op: 'put', item: item as ItemOf[K] }]
    })
  return {
    registrations: withCollected(truth.registrations, of('registration')),
    inboxes: withCollected(truth.inboxes, of('inbox')),
    syncs: withCollected(truth.syncs, of('sync')),
    replays: withCollected(truth.replays, of('replay')),
    lists: {
      delivery: changedList(truth.lists.delivery, of('delivery')),
      capture: changedList(truth.lists.capture, of('capture')),
      entity: changedList(truth.lists.entity, of('entity')),
    },
  }
}

export const keyed = (entity: Entity): Keyed => ({ ...entity, entityId: entity.id, id: `${entity.provider}/${entity.kind}/${entity.id}` })

/** An open list after changes, which are also kept for a page on its way. */
export function changedList<K extends ListedKind>(open: OpenList<K>, changes: readonly Change<ItemOf[K]>[]): OpenList<K> {
  if (open.key === '' || changes.length === 0) return open
  const list = withChanges(open.list, changes, { ...open.placing, holding: open.holding })
  const meanwhile = open.loading === null ? open.meanwhile : [...open.meanwhile, ...changes]
  return list === open.list && meanwhile === open.meanwhile ? open : { ...open, list, meanwhile }
}
