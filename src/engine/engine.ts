/**
 * The work, behind one door: control, gateway and host import this file and no other of the engine.
 * Calls go down from here; only change rows come up.
 */
import type { Parsed } from '#contract/api.ts'
import type { ImportReport } from '#contract/capture-file.ts'
import type { EventCreate, Fired, Preview, DeliverySummary } from '#contract/delivery.ts'
import type { Status } from '#contract/live.ts'
import type { Policy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Registration } from '#contract/registration.ts'
import type { ReplayRequest } from '#contract/replay.ts'
import { SETTLED } from '#contract/delivery.ts'
import type { Provider, Workspace } from '#providers/provider.ts'
import type { z } from 'zod'
import { exportCaptures } from './capture/export.ts'
import { importCaptures } from './capture/import.ts'
import { createCatalog } from './catalog.ts'
import { createRealClock, type MovableClock } from './clock.ts'
import { createFiring } from './deliver/fire.ts'
import { createHistory } from './deliver/history.ts'
import { createLanes } from './deliver/lanes.ts'
import { policyOf } from './deliver/policy.ts'
import { createQueue } from './deliver/queue.ts'
import { replay } from './deliver/replay.ts'
import { createReplayDesk } from './deliver/replay-desk.ts'
import { createReplayRun } from './deliver/replay-run.ts'
import { createSender } from './deliver/send.ts'
import { recover } from './deliver/settle.ts'
import { createSyncDesk } from './deliver/sync-desk.ts'
import { createSyncRun } from './deliver/sync.ts'
import { createDiffDesk } from './diff/desk.ts'
import { createEntityDesk } from './entities.ts'
import { createExpectations } from './expect/expectations.ts'
import { createWait } from './expect/wait.ts'
import { createFeed } from './feed.ts'
import { createIndexer } from './indexer.ts'
import type { Log } from './log.ts'
import { createOwnCalls } from './own-calls.ts'
import { createReceiver } from './receive/receiver.ts'
import { createRegistrationDesk } from './registrations.ts'
import { idOf } from './store/ids.ts'
import { createRetention } from './retention.ts'
import { openStore } from './store/open.ts'
import type { RegistrationRow } from './store/registrations.ts'
import type { Tx } from './store/write.ts'
import { createTime } from './time.ts'
import { createWorkspace } from './workspace.ts'
import { createWorld, registrationData } from './world.ts'

export { createClock, type MovableClock } from './clock.ts'

export interface EngineDeps {
  readonly dataDir: string
  readonly clock: MovableClock
  /** Go on at the time at which the workspace was left, had it been moved; false: the clock says when it is. */
  readonly resumeClock: boolean
  readonly providers: ReadonlyMap<string, Provider>
  readonly log: Log
  readonly strict: boolean
  /** Fixes samples and message ids; absent: message ids differ between workspaces. */
  readonly seed: number | undefined
  /** Generated persons of a fresh workspace. */
  readonly persons: number
  /** Where the listeners answer, once they do. */
  readonly baseUrls: { provider(id: string): string | null; inbox(): string | null }
}

export type Engine = ReturnType<typeof createEngine>

/** How long a stop waits for calls in flight, ms. */
const DRAIN_MS = 3_000

/** @throws what `openStore` throws; nothing is left open then. */
export function createEngine(deps: EngineDeps) {
  const { clock, log, strict, seed } = deps
  const listeners = new Set<() => void>()
  const wake = (): void => {
    for (const listener of listeners) listener()
  }
  const store = openStore(deps.dataDir, clock.now(), wake)
  const left = store.settings.get('clockOffsetMs')
  if (deps.resumeClock && typeof left === 'number') clock.resume(left)
  const catalog = createCatalog(deps.providers, (id) => deps.baseUrls.provider(id))
  const world = (provider: string) => createWorld({ store, clock, strict }, provider)
  const salt = seed ?? store.salt
  const ownCalls = createOwnCalls()
  const sender = createSender(clock, ownCalls)
  /** Asked for with every call, so made once for each state of a registration. */
  let policies = new WeakMap<RegistrationRow, Policy>()
  const policyOfRegistration = (row: number): Policy | undefined => {
    const registration = store.registrations.get(row)
    const provider = registration && catalog.providers.get(registration.provider)
    if (!provider) return undefined
    const known = policies.get(registration)
    if (known) return known
    const policy = policyOf(provider.policy, registration.policy)
    policies.set(registration, policy)
    return policy
  }
  const lanes = createLanes(clock, policyOfRegistration)
  const queue = createQueue({ store, clock, providers: catalog.providers, sender, lanes, salt, log, policyOf: policyOfRegistration })
  const indexer = createIndexer({ store, log })
  const retention = createRetention({ store, clock, log })
  const history = createHistory({ store, providers: catalog.providers, salt, policyOf: policyOfRegistration, isOpen: sender.isOpen, catchUp: indexer.catchUp })
  const firing = createFiring({ store, seed, salt, show: history.show })
  const registrations = createRegistrationDesk({ store, clock, catalog, strict, changed: reconsider })
  const entities = createEntityDesk({ store, catalog, firing, world })
  const receiver = createReceiver({ store, clock, providers: catalog.providers, log, ownCalls, baseUrl: () => deps.baseUrls.inbox() })
  const syncRun = createSyncRun({ store, clock, catalog, firing, lanes, world, log })
  const syncs = createSyncDesk({ store, run: syncRun, registrations })
  const replayRun = createReplayRun({ store, clock, catalog, salt, log })
  const replays = createReplayDesk({ store, run: replayRun, catchUp: indexer.catchUp })
  const time = createTime({ store, clock, queue, lanes, feeders: [syncRun, replayRun], waits: receiver.waits, changed: wake })
  const wait = createWait({
    clock,
    time,
    onWake(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  const expectations = createExpectations({ store, wait, findInbox: receiver.inboxes.find, delivery: history.detail, payload: receiver.payload })
  const feed = createFeed(
    store,
    {
      delivery: history.show,
      registration(row) {
        const found = store.registrations.get(row)
        return found && registrations.show(found)
      },
      inbox: (row) => receiver.inboxes.show(row),
      capture: (row) => receiver.captures.show(row),
      sync: (row) => syncs.show(row),
      provider(id) {
        const found = catalog.providers.get(id)
        return found && catalog.describe(found)
      },
      replay: (row) => replays.show(row),
      entity(ref) {
        const [provider = '', kind = '', ...id] = ref.split('/')
        return entities.show({ provider, kind, id: id.join('/') })
      },
    },
    listeners,
  )

  /** A registration's policy may let more through than before, or less. */
  function reconsider(registration: number): void {
    lanes.changed(registration)
    for (const lane of store.deliveries.lanes()) if (lane.registration === registration) lanes.waiting(lane, lane.due_at)
    queue.wake()
  }

  function fire(providerId: string, input: z.output<typeof EventCreate>): Fired {
    const provider = catalog.get(providerId)
    const around = world(providerId)
    const raised = firing.complete(provider, input, around)
    const registration = input.registrationId === undefined ? undefined : firing.target(provider, input.registrationId)
    return store.write((tx) => firing.fire(tx, provider, { ...raised, origin: 'manual', registration, times: input.times }, around))
  }

  function preview(providerId: string, input: Omit<z.output<typeof EventCreate>, 'times'>): Preview {
    const provider = catalog.get(providerId)
    const around = world(providerId)
    const only = input.registrationId === undefined ? undefined : firing.target(provider, input.registrationId)
    return firing.preview(provider, firing.complete(provider, input, around), around, only)
  }

  function runAction(registrationId: string, action: string): { registration: Registration; fired: Fired | null } {
    const registration = registrations.find(registrationId)
    const provider = catalog.get(registration.provider)
    const known = provider.actions.find((a) => a.id === action)
    if (!known) {
      throw new ProblemError('not_found', `${provider.title} has no action ${JSON.stringify(action)}. It has: ${provider.actions.map((a) => a.id).join(', ')}.`)
    }
    if (known.raises && !registration.enabled) throw new ProblemError('conflict', `${registrationId} is disabled: enable it first.`)
    const around = world(provider.id)
    const pressed = provider.runAction(action, registrationData(registration), around)
    if ('change' in pressed) return { registration: registrations.show(registrations.change(registrationId, pressed.change)), fired: null }
    const fired = store.write((tx) => firing.fire(tx, provider, { ...pressed.raised, origin: 'action', registration, times: 1 }, around))
    return { registration: registrations.show(registration), fired }
  }

  function replayDelivery(id: string, options: ReplayRequest): DeliverySummary {
    const old = history.find(id)
    const provider = catalog.get(old.provider)
    const row = store.write((tx) => replay({ store, salt, now: clock.now(), run: null }, tx, provider, old, options))
    return history.summary(history.find(idOf('delivery', row)))
  }

  /** What is in flight ends as it ends: only what waits can be cancelled. */
  function cancelDelivery(id: string): DeliverySummary {
    const row = history.find(id)
    if (SETTLED.has(row.status)) throw new ProblemError('conflict', `${id} is ${row.status} already.`)
    if (row.status === 'sending') throw new ProblemError('conflict', `${id} is being sent: cancel it when this attempt is over.`)
    store.write((tx) => store.deliveries.stand(tx, row, { status: 'cancelled', due_at: null, at: clock.now() }, 'Cancelled by hand.'))
    // In strict order, others may have stood behind it.
    reconsider(row.registration_id)
    return history.summary(history.find(id))
  }

  /** The part of the status that the engine knows. */
  function status(): Pick<Status, 'workspace' | 'dataDir' | 'strict' | 'clock' | 'queue' | 'deliveries' | 'captures'> {
    const counts = store.deliveries.counts()
    return {
      workspace: store.workspace,
      dataDir: deps.dataDir,
      strict,
      clock: time.state(),
      queue: { waiting: counts.queued + counts.retrying, inFlight: counts.sending },
      deliveries: { ...counts },
      captures: receiver.captures.count(),
    }
  }

  /** A provider that the workspace has not met gets its documents; those that a user removed later stay away. */
  function seedProviders(tx: Tx): void {
    const met = new Set((store.settings.get('seededProviders') ?? []) as string[])
    const fresh = [...catalog.providers.values()].filter(({ id }) => !met.has(id))
    for (const provider of fresh) {
      // Workspaces of before this was kept per provider have theirs.
      const there = store.entities.list(provider.id, provider.account.kind, { limit: 1, offset: 0 }).total > 0
      const groups = there ? [] : provider.seedEntities({ seed: seed ?? 1, persons: deps.persons, strict, now: clock.now() })
      for (const { kind, items } of groups) for (const entity of items) entities.put(tx, provider, kind, entity)
    }
    if (fresh.length > 0) store.settings.set('seededProviders', [...met, ...fresh.map(({ id }) => id)])
  }

  /** Which user-made providers there are from now on. What waits for one that is gone is cancelled when it falls due. */
  function provide(userMade: readonly Provider[]): void {
    const changed = catalog.provide(userMade)
    if (changed.length === 0) return
    policies = new WeakMap()
    store.write((tx) => {
      seedProviders(tx)
      for (const id of changed) tx.changed('provider', id)
    })
    for (const id of changed) for (const { id: registration } of store.registrations.ofProvider(id)) reconsider(registration)
  }

  return {
    catalog,
    registrations,
    entities,
    deliveries: { list: history.list, get: history.detail, inspect: history.inspect, replay: replayDelivery, cancel: cancelDelivery },
    inboxes: receiver.inboxes,
    captures: {
      ...receiver.captures,
      import: (file: Buffer, query: Parsed<'importCaptures'>['query']): Promise<ImportReport> =>
        importCaptures({ store, clock, checkInbox: receiver.inboxes.check }, file, query),
      export: (what: Parsed<'exportCaptures'>['body'], version: string): AsyncIterable<string | Uint8Array> =>
        exportCaptures({ store, now: clock.now(), version, base: deps.baseUrls.inbox() }, what),
    },
    diffs: createDiffDesk(store),
    feed,
    provide,
    fire,
    preview,
    runAction,
    time,
    expectations,
    syncs,
    replays,
    status,
    retention: { get: retention.get, change: retention.change },
    settings: store.settings,
    /** Real time, whatever the engine's clock is: for what paces the outside, such as the feed. */
    wall: createRealClock(),
    workspace(provider: string): Workspace {
      return createWorkspace({ store, clock, strict, registrations, entities, runAction, syncs }, catalog.get(provider))
    },
    /** The inbox listener, not listening yet; `stop` closes it. */
    inboxServer: () => receiver.listener(),

    /** Fills a fresh workspace, takes up what an ended process left, and begins to send. */
    start(): void {
      store.write(seedProviders)
      const recovered = recover(store, clock.now())
      if (recovered > 0) log.warn({ recovered }, 'deliveries that were being sent when the last process ended are queued again')
      const unanswered = receiver.start()
      if (unanswered > 0) log.warn({ unanswered }, 'requests that were being answered when the last process ended have no answer')
      for (const lane of store.deliveries.lanes()) lanes.waiting(lane, lane.due_at)
      listeners.add(queue.wake)
      listeners.add(indexer.wake)
      listeners.add(retention.wake)
      listeners.add(replayRun.wake)
      retention.wake()
      indexer.wake()
      queue.onEnded(syncRun.wake)
      syncRun.start()
      replayRun.wake()
      queue.wake()
    },

    /** Drains what is in flight within `drainMs` of real time, then cuts it as interrupted; closes the store last. */
    async stop(drainMs = DRAIN_MS): Promise<void> {
      syncRun.stop()
      replayRun.stop()
      indexer.stop()
      retention.stop()
      await queue.stop(drainMs)
      // Only then: what was in flight may have been on its way to one of our own inboxes.
      await receiver.stop()
      listeners.clear()
      store.close()
    },
  }
}
