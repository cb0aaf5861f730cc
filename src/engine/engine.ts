/**
 * The work, behind one door: control, gateway and host import this file and no other of the engine.
 * Calls go down from here; only change rows come up.
 */
import type { Status } from '#contract/live.ts'
import type { ProviderFileInfo } from '#contract/provider-file.ts'
import type { Provider, Workspace } from '#providers/provider.ts'
import { createCaptureFiles } from './capture/desk.ts'
import { createCatalog } from './catalog.ts'
import { createRealClock, type MovableClock } from './clock.ts'
import { createDeliveryDesk } from './deliver/delivery-desk.ts'
import { createFiring } from './deliver/fire.ts'
import { createHistory } from './deliver/history.ts'
import { createLanes } from './deliver/lanes.ts'
import { createPolicies } from './deliver/policies.ts'
import { createQueue } from './deliver/queue.ts'
import { createReplayDesk } from './deliver/replay-desk.ts'
import { createReplayRun } from './deliver/replay-run.ts'
import { createSender } from './deliver/send.ts'
import { createSendingDesk } from './deliver/sending.ts'
import { recover } from './deliver/settle.ts'
import { createSyncDesk } from './deliver/sync-desk.ts'
import { createSyncRun } from './deliver/sync.ts'
import { createThrough } from './deliver/through.ts'
import { createDiffDesk } from './diff/desk.ts'
import { createEntityDesk } from './entities.ts'
import { createEventDesk } from './event-desk.ts'
import { createExpectations } from './expect/expectations.ts'
import { createWait } from './expect/wait.ts'
import { createFeed } from './feed.ts'
import { createIndexer } from './indexer.ts'
import { knownSecrets, secretOf } from './known-secrets.ts'
import type { Log } from './log.ts'
import { createMeasures } from './measures.ts'
import { createOwnCalls } from './own-calls.ts'
import { createReceiver } from './receive/receiver.ts'
import { createRecorder } from './record/recorder.ts'
import { createRegistrationDesk } from './registrations.ts'
import { createSealingDesk } from './sealing.ts'
import { createRetention } from './retention.ts'
import { seedProviders } from './seeding.ts'
import { openStore } from './store/open.ts'
import type { Tx } from './store/write.ts'
import { createTime } from './time.ts'
import { createAuthority } from './tls/authority.ts'
import { createAuthorityDesk } from './tls/desk.ts'
import { createWorkspace } from './workspace.ts'
import { createWorld } from './world.ts'

export { createClock, watchEventLoop, type MovableClock } from './clock.ts'
export { BOUNDS as DURATION_BOUNDS } from './measures.ts'
export { verifyFile, type VerifiedRequest } from './verify-file.ts'

export interface EngineDeps {
  readonly dataDir: string
  readonly clock: MovableClock
  /** Go on at the time at which the workspace was left, had it been moved; false: the clock says when it is. */
  readonly resumeClock: boolean
  readonly providers: ReadonlyMap<string, Provider>
  /** Id of the provider that sends anything as it is: captured requests go out through it where no registration is named. */
  readonly carrier: string
  readonly log: Log
  readonly strict: boolean
  /** Fixes samples and message ids; absent: message ids differ between workspaces. */
  readonly seed: number | undefined
  /** Generated persons of a fresh workspace. */
  readonly persons: number
  /** Where the listeners answer, once they do. */
  readonly baseUrls: { provider(id: string): string | null; inbox(): string | null; inboxTls(): string | null }
  /** What secrets are encrypted with in the database; absent: they are not, and a workspace where they are is refused. */
  readonly dataKey?: Uint8Array | undefined
  /** Host name or address of the listeners, which certificates name. */
  readonly host: string
}

export type Engine = ReturnType<typeof createEngine>

/** How long a stop waits for calls in flight, ms. */
const DRAIN_MS = 3_000

/** @throws what `openStore` throws; nothing is left open then. */
export function createEngine(deps: EngineDeps) {
  const { clock, log, strict } = deps
  const listeners = new Set<() => void>()
  const wake = (): void => {
    for (const listener of listeners) listener()
  }
  const store = openStore(deps.dataDir, clock.now(), wake, deps.dataKey)
  const left = store.settings.get('clockOffsetMs')
  if (deps.resumeClock && typeof left === 'number') clock.resume(left)
  const catalog = createCatalog(deps.providers, (id) => deps.baseUrls.provider(id))
  const world = (provider: string) => createWorld({ store, clock, strict }, provider)
  const salt = deps.seed ?? store.salt
  const ownCalls = createOwnCalls()
  let files: ReadonlyMap<string, ProviderFileInfo> = new Map()
  const authority = createAuthority({ dataDir: deps.dataDir, host: deps.host, log })
  const certificateAuthority = createAuthorityDesk({ store, authority, handshakes: () => receiver.handshakes(), trustChanged: () => sender.reconnect() })
  const measures = createMeasures()
  const sender = createSender(clock, ownCalls, certificateAuthority.trusted)
  const policies = createPolicies(store, catalog.providers)
  const lanes = createLanes(clock, policies.of)
  const queue = createQueue({ store, clock, providers: catalog.providers, sender, lanes, salt, log, measures, policyOf: policies.of })
  const sending = createSendingDesk({ store, lanes, changed: wake })
  const indexer = createIndexer({ store, log, quietMs: queue.quietMs })
  const retention = createRetention({ store, clock, log })
  const history = createHistory({ store, providers: catalog.providers, salt, policyOf: policies.of, isOpen: sender.isOpen, catchUp: indexer.catchUp })
  const firing = createFiring({ store, seed: deps.seed, salt, policyOf: policies.of, show: history.show })
  const registrations = createRegistrationDesk({ store, clock, catalog, strict, changed: reconsider })
  const entities = createEntityDesk({ store, catalog, firing, world })
  const seed = (tx: Tx): void => seedProviders({ store, clock, entities, strict, seed: deps.seed ?? 1, persons: deps.persons }, tx, catalog.providers.values())
  const events = createEventDesk({ store, catalog, firing, registrations, world })
  const through = createThrough({ store, carrier: deps.carrier, register: registrations.create })
  const deliveries = createDeliveryDesk({ store, clock, catalog, history, salt, through, reconsider })
  const receiver = createReceiver({
    store, clock, providers: catalog.providers, log, measures, ownCalls, authority, baseUrl: deps.baseUrls.inbox, tlsUrl: deps.baseUrls.inboxTls,
    secrets: () => knownSecrets(store, catalog),
    secretOf: (registration) => secretOf(store, catalog, registration),
  })
  const syncRun = createSyncRun({ store, clock, catalog, firing, lanes, world, log })
  const syncs = createSyncDesk({ store, run: syncRun, registrations })
  const replayRun = createReplayRun({ store, clock, catalog, salt, log, policyOf: policies.of })
  const replays = createReplayDesk({ store, run: replayRun, through, catchUp: indexer.catchUp })
  const time = createTime({ store, clock, queue, lanes, feeders: [syncRun, replayRun], waits: receiver.waits, changed: wake })
  const wait = createWait({
    clock,
    time,
    onWake(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  })
  const expectations = createExpectations({ store, wait, findInbox: receiver.inboxes.find, delivery: history.detail, payload: receiver.payload, paused: () => sending.get().paused })
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
      'provider-file': (name) => files.get(name),
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
    for (const lane of store.waiting.lanes()) if (lane.registration === registration) lanes.waiting(lane, lane.due_at)
    queue.wake()
  }

  /** The part of the status that the engine knows. */
  function status(): Pick<Status, 'workspace' | 'dataDir' | 'strict' | 'clock' | 'queue' | 'deliveries' | 'captures'> {
    const counts = store.deliveries.counts()
    return {
      workspace: store.workspace,
      dataDir: deps.dataDir,
      strict,
      clock: time.state(),
      queue: { waiting: counts.queued + counts.retrying, inFlight: counts.sending, ...sending.get() },
      deliveries: { ...counts },
      captures: receiver.captures.count(),
    }
  }

  /** Which user-made providers there are from now on, and the files that they are made of. What waits for one that is gone is cancelled when it falls due. */
  function provide(userMade: readonly Provider[], from: readonly ProviderFileInfo[]): void {
    const changed = catalog.provide(userMade)
    const before = files
    // The workspace's come first, and hide shipped ones of their name.
    files = new Map(from.toReversed().map((file) => [file.name, file]))
    const otherFiles = [...new Set([...before.keys(), ...files.keys()])].filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(files.get(name)))
    if (changed.length + otherFiles.length === 0) return
    policies.forget()
    store.write((tx) => {
      seed(tx)
      for (const id of changed) tx.changed('provider', id)
      for (const name of otherFiles) tx.changed('provider-file', name)
    })
    for (const id of changed) for (const { id: registration } of store.registrations.ofProvider(id)) reconsider(registration)
  }

  return {
    catalog,
    registrations,
    entities,
    ...events,
    deliveries,
    inboxes: receiver.inboxes,
    captures: {
      ...receiver.captures,
      ...createCaptureFiles({ store, clock, checkInbox: receiver.inboxes.check, base: deps.baseUrls.inbox }),
    },
    diffs: createDiffDesk(store),
    record: createRecorder({ store, catalog, now: clock.now, inboxes: () => [deps.baseUrls.inbox(), deps.baseUrls.inboxTls()], providerFiles: () => files.values() }),
    certificateAuthority,
    feed,
    provide,
    time,
    expectations,
    syncs,
    replays,
    status,
    sending,
    sealing: createSealingDesk(store),
    retention: { get: retention.get, change: retention.change },
    settings: store.settings,
    /** Every secret of the workspace as text. */
    secrets: () => knownSecrets(store, catalog).map(({ text }) => text),
    measures,
    snapshot: store.copyInto,
    /** Real time, whatever the engine's clock is: for what paces the outside, such as the feed. */
    wall: createRealClock(),
    workspace(provider: string): Workspace {
      return createWorkspace({ store, clock, strict, registrations, entities, runAction: events.runAction, syncs }, catalog.get(provider))
    },
    /** The inbox listener, not listening yet; `stop` closes it. */
    inboxServer: () => receiver.listener(),
    /** The same over TLS. */
    inboxTlsServer: () => receiver.secureListener(),

    /** Fills a fresh workspace, takes up what an ended process left, and begins to send. */
    start(): void {
      store.write(seed)
      const recovered = recover(store, clock.now())
      if (recovered > 0) log.warn({ recovered }, 'deliveries that were being sent when the last process ended are queued again')
      const unanswered = receiver.start()
      if (unanswered > 0) log.warn({ unanswered }, 'requests that were being answered when the last process ended have no answer')
      for (const lane of store.waiting.lanes()) lanes.waiting(lane, lane.due_at)
      listeners.add(queue.wake)
      listeners.add(indexer.wake)
      listeners.add(retention.wake)
      listeners.add(syncRun.wake)
      listeners.add(replayRun.wake)
      retention.wake()
      indexer.wake()
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
