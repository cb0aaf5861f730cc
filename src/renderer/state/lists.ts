import type { Client } from '#client/http.ts'
import type { ListPage } from './live-list.ts'
import { withChanges, withFirstPage, withNextPage } from './live-list.ts'
import type { ItemOf, ListedKind, OpenList } from './apply-changes.ts'
import { noList, useStore } from './store.ts'

/** What a screen needs to say to have a list read, and kept true from then on. */
export interface ListSpec<K extends ListedKind> {
  readonly kind: K
  /** Names list and filter: opening the same key again keeps what has been read. */
  readonly key: string
  readonly read: (client: Client, cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<ItemOf[K]>>
  /** The same filter for items that come by the live feed. */
  readonly belongs: (item: ItemOf[K], listed: boolean) => boolean
  /** Default `newest`; `known` for lists in another order than newest first. */
  readonly place?: 'newest' | 'known'
}

/** A list that follows the newest is read anew when it has grown to this, so that a flood cannot fill the memory. */
const FOLLOWED_MAX = 2000

const specs = new Map<ListedKind, unknown>()
const reading = new Map<ListedKind, AbortController>()
/** Kinds of which a further page was asked for while the first was on its way. */
const wanted = new Set<ListedKind>()
/** Kinds whose first page was asked for before the feed was open. */
const outdated = new Set<ListedKind>()
const specOf = <K extends ListedKind>(kind: K) => specs.get(kind) as ListSpec<K> | undefined

/** Opens a list in place of the one of its kind that was open; one of the same key stays as it is. */
export function openList<K extends ListedKind>(spec: ListSpec<K>): void {
  const open = get(spec.kind)
  specs.set(spec.kind, spec)
  const placing = { belongs: spec.belongs, place: spec.place ?? 'newest' }
  if (open.key === spec.key) return put(spec.kind, { ...open, placing })
  put(spec.kind, { ...noList<K>(), key: spec.key, list: open.list, placing, loading: 'first' })
  void readFirst(spec.kind)
}

/** Reads an open list from its top: what was held back is shown. */
export function reloadList(kind: ListedKind): void {
  void readFirst(kind)
}

/** Reads every open list anew, after a gap in the feed. One whose first page is on its way shows that meanwhile: rows are there sooner. */
export function reloadLists(): void {
  for (const kind of specs.keys()) {
    const { loading, ready } = useStore.getState().lists[kind]
    if (loading === 'first' && !ready) outdated.add(kind)
    else reloadList(kind)
  }
}

/** Reads one page further, unless the end has been reached or a page is on its way. */
export function loadMore<K extends ListedKind>(kind: K): void {
  const open = get(kind)
  // Whoever asks has seen the end of what there is, and may not ask again: it is done after the first page.
  if (open.loading === 'first') return void wanted.add(kind)
  if (open.loading !== null || open.list.nextCursor === null || !open.ready) return
  void readNext(kind, open.list.nextCursor)
}

/** Tells whether the reader looks at something below the top. Coming back to the top shows what was held back. */
export function setHolding<K extends ListedKind>(kind: K, holding: boolean): void {
  const open = get(kind)
  if (open.holding === holding) return
  put(kind, { ...open, holding })
  if (!holding && open.list.held.size > 0) reloadList(kind)
}

/** Called after each batch: keeps a followed list short. */
export function trimFollowed(): void {
  for (const kind of specs.keys()) {
    const open = useStore.getState().lists[kind]
    if (!open.holding && open.loading === null && open.placing.place === 'newest' && open.list.ids.length > FOLLOWED_MAX) reloadList(kind)
  }
}

async function readFirst<K extends ListedKind>(kind: K): Promise<void> {
  const { client } = useStore.getState().connection
  const spec = specOf(kind)
  if (!client || !spec) return
  const signal = restart(kind)
  outdated.delete(kind)
  put(kind, { ...get(kind), loading: 'first', meanwhile: [] })
  try {
    const page = await spec.read(client, undefined, signal)
    if (signal.aborted) return
    const open = get(kind)
    const list = withChanges(withFirstPage(open.list, page), open.meanwhile, { ...open.placing, holding: false })
    put(kind, { ...open, list, loading: null, error: null, ready: true, meanwhile: [] })
    if (outdated.has(kind)) reloadList(kind)
    else if (wanted.delete(kind)) loadMore(kind)
  } catch (error) {
    if (signal.aborted) return
    put(kind, { ...get(kind), loading: null, error, meanwhile: [] })
    if (outdated.has(kind)) reloadList(kind)
  }
}

async function readNext<K extends ListedKind>(kind: K, cursor: string): Promise<void> {
  const { client } = useStore.getState().connection
  const spec = specOf(kind)
  if (!client || !spec) return
  const signal = restart(kind)
  put(kind, { ...get(kind), loading: 'next', meanwhile: [] })
  try {
    const page = await spec.read(client, cursor, signal)
    if (signal.aborted) return
    const open = get(kind)
    const list = withChanges(withNextPage(open.list, page), open.meanwhile, { ...open.placing, holding: open.holding })
    put(kind, { ...open, list, loading: null, error: null, meanwhile: [] })
  } catch (error) {
    if (!signal.aborted) put(kind, { ...get(kind), loading: null, error, meanwhile: [] })
  }
}

function restart(kind: ListedKind): AbortSignal {
  reading.get(kind)?.abort()
  const next = new AbortController()
  reading.set(kind, next)
  return next.signal
}

function get<K extends ListedKind>(kind: K): OpenList<K> {
  return useStore.getState().lists[kind]
}

function put<K extends ListedKind>(kind: K, open: OpenList<K>): void {
  useStore.setState((state) => ({ lists: { ...state.lists, [kind]: open } }))
}
