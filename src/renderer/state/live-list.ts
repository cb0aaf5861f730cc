/** What the live feed can change: everything has an id and the number of the change it was read at. */
export interface Item {
  readonly id: string
  readonly seq: number
}

/** One change of one kind of item. A deletion carries the number of the batch that told of it. */
export type Change<T extends Item> = { readonly op: 'put'; readonly item: T } | { readonly op: 'delete'; readonly id: string; readonly seq: number }

/** A server's list as far as it has been read, kept true by the live feed. */
export interface LiveList<T extends Item> {
  /** Shown, in the server's order. */
  readonly ids: readonly string[]
  readonly items: ReadonlyMap<string, T>
  /** Null: the end has been read. */
  readonly nextCursor: string | null
  /** Newer than the top, and kept from view because the reader has moved away from it: `HELD_MAX` at most, so that a flood cannot fill the memory. */
  readonly held: ReadonlySet<string>
}

/** Nobody waits for the exact number of more. */
export const HELD_MAX = 1000

/** `12`, and `1,000+` once no more are counted. */
export const heldText = (held: number): string => `${held.toLocaleString('en-US')}${held >= HELD_MAX ? '+' : ''}`

export interface ListPage<T extends Item> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface Placing<T extends Item> {
  /** Whether the list's filter lets it in; `listed`: it has so far. */
  readonly belongs: (item: T, listed: boolean) => boolean
  /** `newest`: unknown items go where their id puts them. `known`: the list only follows what it has read. */
  readonly place: 'newest' | 'known'
  /** The reader is somewhere below the top: nothing may push what they look at. */
  readonly holding: boolean
}

export const emptyList = <T extends Item>(): LiveList<T> => ({ ids: [], items: new Map(), nextCursor: null, held: new Set() })

/** Newest first. Ids are row numbers behind a prefix, so a longer one is a later one. */
export function byNewest(a: string, b: string): number {
  return b.length - a.length || (a < b ? 1 : a > b ? -1 : 0)
}

/** The list read anew from its top: what was held back is shown. Changes that came while the page was on its way have to be applied to it again. */
export function withFirstPage<T extends Item>(list: LiveList<T>, page: ListPage<T>): LiveList<T> {
  const known = list.items
  const fresh = page.items.map((item) => newer(known.get(item.id), item))
  return { ids: fresh.map((item) => item.id), items: new Map(fresh.map((item) => [item.id, item])), nextCursor: page.nextCursor, held: new Set() }
}

/** The list with one more page at its end; of the changes that came meanwhile the same is true. */
export function withNextPage<T extends Item>(list: LiveList<T>, page: ListPage<T>): LiveList<T> {
  const items = new Map(list.items)
  const ids = [...list.ids]
  for (const item of page.items) {
    if (!items.has(item.id)) ids.push(item.id)
    items.set(item.id, newer(items.get(item.id), item))
  }
  return { ...list, ids, items, nextCursor: page.nextCursor }
}

/** The list after a batch of changes; the same object when none of them concerns it. */
export function withChanges<T extends Item>(list: LiveList<T>, changes: readonly Change<T>[], placing: Placing<T>): LiveList<T> {
  // Copied when the first change concerns them: mostly none does, and a list that was scrolled far is long.
  let items: Map<string, T> | undefined
  let held: Set<string> | undefined
  const added = new Set<string>()
  let removed = false

  const isHeld = (id: string) => (held ?? list.held).has(id)
  const known = (id: string) => (items ?? list.items).get(id)
  const set = (item: T) => void (items ??= new Map(list.items)).set(item.id, item)
  const drop = (id: string) => {
    if (isHeld(id)) (held ??= new Set(list.held)).delete(id)
    if (!known(id)) return
    ;(items ??= new Map(list.items)).delete(id)
    removed = true
  }
  for (const change of changes) {
    if (change.op === 'delete') {
      drop(change.id)
      continue
    }
    const { item } = change
    const before = known(item.id)
    if (before && before.seq >= item.seq) continue
    if (!placing.belongs(item, before !== undefined || isHeld(item.id))) drop(item.id)
    else if (before) set(item)
    else if (placing.place === 'newest' && isWithin(list, item.id)) {
      if (placing.holding && isAboveTop(list, item.id)) {
        if (!isHeld(item.id) && (held ?? list.held).size < HELD_MAX) (held ??= new Set(list.held)).add(item.id)
      } else {
        set(item)
        added.add(item.id)
      }
    }
  }
  if (!items && !held) return list
  // One that left and came back within the batch is both removed and added.
  let ids = removed ? list.ids.filter((id) => known(id) && !added.has(id)) : list.ids
  if (added.size > 0) ids = merged(ids, [...added].filter((id) => known(id)).sort(byNewest))
  return { ids, items: items ?? list.items, nextCursor: list.nextCursor, held: held ?? list.held }
}

function newer<T extends Item>(known: T | undefined, read: T): T {
  return known && known.seq > read.seq ? known : read
}

/** Below the last one that was read is the business of the pages still to come. */
function isWithin<T extends Item>(list: LiveList<T>, id: string): boolean {
  const last = list.ids.at(-1)
  return list.nextCursor === null || last === undefined || byNewest(id, last) < 0
}

function isAboveTop<T extends Item>(list: LiveList<T>, id: string): boolean {
  const top = list.ids[0]
  return top !== undefined && byNewest(id, top) < 0
}

function merged(ids: readonly string[], added: readonly string[]): string[] {
  const out: string[] = []
  let next = 0
  for (const id of ids) {
    for (let fresh = added[next]; fresh !== undefined && byNewest(fresh, id) < 0; fresh = added[next]) {
      out.push(fresh)
      next++
    }
    out.push(id)
  }
  return [...out, ...added.slice(next)]
}
