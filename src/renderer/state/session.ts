import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { LiveEvent } from '#client/live.ts'
import type { Status } from '#contract/live.ts'
import { ProblemError } from '#contract/problem.ts'
import { applyChanges } from './apply-changes.ts'
import type { Numbered } from './apply-changes.ts'
import { announce } from './bus.ts'
import { withAll } from './collection.ts'
import { createFrameQueue } from './frame-queue.ts'
import { reloadLists, trimFollowed } from './lists.ts'
import { noteRate, resetRate } from './rate.ts'
import { nothingTold, useStore } from './store.ts'
import type { Connection, Phase } from './store.ts'
import { forgetToken, keepToken } from './token.ts'

/** What goes on while a token is good: one feed, taken up again by itself. */
let running: { readonly token: string; readonly stop: AbortController } | undefined
/** Where the feed was last: what a new connection resumes after. */
let cursor: { workspace: string; seq: number } | undefined

const queue = createFrameQueue<Numbered>(
  ({ change }) => `${change.kind} ${change.id}`,
  (batch) => {
    useStore.setState((state) => applyChanges(state, batch))
    announce(batch)
    if (batch.some(({ change }) => change.kind === 'provider')) void readProviders()
    trimFollowed()
  },
)

/** Starts the page's conversation with the server, in place of the one before. */
export function openSession(token: string): void {
  running?.stop.abort()
  const client = createClient({ url: window.location.origin, token })
  running = { token, stop: new AbortController() }
  connection({ phase: 'starting', reason: null, client })
  void follow(client, running.stop.signal)
}

/** Lets nothing more in or out until a token is given. */
export function lock(reason: string | null): void {
  running?.stop.abort()
  running = undefined
  cursor = undefined
  queue.clear()
  forgetToken(window.localStorage)
  useStore.setState(nothingTold())
  connection({ phase: 'locked', reason, client: null })
}

/** Tries a token that a user gave; it is kept when the server takes it. Throws what the server said when not. */
export async function unlock(token: string): Promise<void> {
  await createClient({ url: window.location.origin, token }).call('getStatus')
  keepToken(window.localStorage, token)
  openSession(token)
}

/** Tries again at once instead of waiting out the pause between two tries. */
export function reconnectNow(): void {
  if (running) openSession(running.token)
}

async function follow(client: Client, signal: AbortSignal): Promise<void> {
  const lastEventId = cursor ? `${cursor.workspace}.${cursor.seq}` : undefined
  try {
    for await (const event of followLive(client, { signal, lastEventId, onState: (state) => state === 'lost' && connection({ phase: 'lost' }) })) {
      if (signal.aborted) return
      take(event, client, signal)
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof ProblemError && error.status === 401) return lock('That token is not valid here (any more).')
    connection({ phase: 'lost', reason: error instanceof Error ? error.message : String(error) })
  }
}

function take(event: LiveEvent, client: Client, signal: AbortSignal): void {
  if (event.event === 'status') return takeStatus(event.data)
  if (event.event === 'changes') {
    queue.push(event.data.changes.map((change) => ({ change, seq: event.data.seq })))
    if (cursor) cursor = { ...cursor, seq: event.data.seq }
    return
  }
  const { workspace, seq, reset } = event.data
  const again = cursor !== undefined && !reset
  if (cursor && cursor.workspace !== workspace) {
    queue.clear()
    useStore.setState(({ lists }) => ({ ...nothingTold(), lists }))
  }
  // A connection that resumes gets what it missed as changes; only a first one, or a gap, needs everything read.
  if (!again) cursor = { workspace, seq }
  connection({ phase: 'open', reason: null })
  if (!again) void readAll(client, signal)
}

/** Providers that are files come and go. They have no number of their own: the list that was read at the newest change wins. */
async function readProviders(): Promise<void> {
  const { client } = useStore.getState().connection
  if (!client) return
  try {
    const { items, seq } = await client.call('listProviders', { signal: running?.stop.signal })
    useStore.setState((state) => (seq >= state.providersSeq ? { providers: items, providersSeq: seq } : {}))
  } catch {
    // The connection is gone, or about to be: the next one that has a gap reads them all.
    cursor = undefined
  }
}

/** Reads everything that is held whole. The feed is open by then, so nothing falls between the two. */
async function readAll(client: Client, signal: AbortSignal): Promise<void> {
  reloadLists()
  try {
    const [status, providers, registrations, inboxes, syncs, replays] = await Promise.all([
      client.call('getStatus', { signal }),
      client.call('listProviders', { signal }),
      everything((page) => client.call('listRegistrations', { query: { limit: 500, cursor: page }, signal })),
      everything((page) => client.call('listInboxes', { query: { limit: 500, cursor: page }, signal })),
      everything((page) => client.call('listSyncs', { query: { limit: 500, cursor: page }, signal })),
      everything((page) => client.call('listReplays', { query: { limit: 500, cursor: page }, signal })),
    ])
    takeStatus(status)
    useStore.setState((state) => ({
      ...(providers.seq >= state.providersSeq && { providers: providers.items, providersSeq: providers.seq }),
      registrations: withAll(state.registrations, registrations.items, registrations.seq),
      inboxes: withAll(state.inboxes, inboxes.items, inboxes.seq),
      syncs: withAll(state.syncs, syncs.items, syncs.seq),
      replays: withAll(state.replays, replays.items, replays.seq),
      loaded: true,
    }))
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof ProblemError && error.status === 401) return lock('That token is not valid here (any more).')
    // Half of it may have come: the next connection must read it all.
    cursor = undefined
    connection({ phase: 'lost', reason: error instanceof Error ? error.message : String(error) })
  }
}

interface AnyPage<T> {
  readonly items: T[]
  readonly nextCursor: string | null
  readonly seq: number
}

async function everything<T>(read: (cursor: string | undefined) => Promise<AnyPage<T>>): Promise<{ items: T[]; seq: number }> {
  let page = await read(undefined)
  const { seq } = page
  const items = [...page.items]
  while (page.nextCursor !== null) {
    page = await read(page.nextCursor)
    items.push(...page.items)
  }
  return { items, seq }
}

function takeStatus(status: Status): void {
  noteRate(status, Date.now())
  useStore.setState({ status, clockOffsetMs: Date.parse(status.clock.now) - Date.now() })
}

function connection(change: Partial<Connection>): void {
  useStore.setState(({ connection: before }) => {
    const phase: Phase = change.phase ?? before.phase
    if (phase === 'locked') resetRate()
    return { connection: { ...before, ...change, since: phase === before.phase ? before.since : Date.now() } }
  })
}
