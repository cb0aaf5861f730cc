import type { Change, Item } from './live-list.ts'

/** Everything of one kind, small enough to be held whole. */
export interface Collection<T extends Item> {
  readonly items: ReadonlyMap<string, T>
  readonly gone: ReadonlyMap<string, number>
}

export const emptyCollection = <T extends Item>(): Collection<T> => ({ items: new Map(), gone: new Map() })

/**
 * Everything as the server told it at change `seq`: what it does not know any more is dropped, unless it came up after that.
 */
export function withAll<T extends Item>(collection: Collection<T>, read: readonly T[], seq: number): Collection<T> {
  const items = new Map<string, T>()
  for (const item of read) if (!((collection.gone.get(item.id) ?? -1) >= item.seq)) items.set(item.id, item)
  for (const [id, item] of collection.items) if (item.seq > (items.get(id)?.seq ?? seq)) items.set(id, item)
  return { items, gone: collection.gone }
}

export function withCollected<T extends Item>(collection: Collection<T>, changes: readonly Change<T>[]): Collection<T> {
  if (changes.length === 0) return collection
  const items = new Map(collection.items)
  const gone = new Map(collection.gone)
  for (const change of changes) {
    if (change.op === 'delete') {
      items.delete(change.id)
      gone.set(change.id, change.seq)
    } else if (!((gone.get(change.item.id) ?? -1) >= change.item.seq) && !((items.get(change.item.id)?.seq ?? -1) >= change.item.seq)) {
      items.set(change.item.id, change.item)
    }
  }
  return { items, gone }
}
