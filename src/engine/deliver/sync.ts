/**
 * Full syncs: every document that a registration may see, fed into the queue a little ahead of what is sent, so that a large one costs no
 * more memory or start-up than a small one. Where it stands is in its row: a restart goes on there.
 *
 * States: running <-> paused, until `done` (all looked at, nothing waits) or `cancelled`.
 */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { SyncStatus } from '#contract/sync.ts'
import type { Provider, SyncDefinition, World } from '#providers/provider.ts'
import type { Catalog } from '../catalog.ts'
import { createRealClock, type Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { RegistrationRow } from '../store/registrations.ts'
import type { SyncRow } from '../store/syncs.ts'
import { registrationData } from '../world.ts'
import type { Firing } from './fire.ts'
import type { Lanes } from './lanes.ts'

export interface SyncDeps {
  readonly store: Store
  readonly clock: Clock
  readonly catalog: Catalog
  readonly firing: Firing
  readonly lanes: Lanes
  readonly world: (provider: string) => World
  readonly log: Log
}

export type SyncRun = ReturnType<typeof createSyncRun>

/** In messages: fed until so many are not sent, and so many in one transaction. Few where a pace is kept in real time, as a call that is due would wait for a long one. */
const FREELY = { ahead: 128, portion: 256 }
const PACED = { ahead: 16, portion: 4 }
/** How long to leave a store alone that refused a write, ms. */
const AGAIN_MS = 1_000
/** Waiting deliveries cancelled in one transaction. */
const CANCELLED = 500

/** The registration's own interval, ms. */
function intervalOf(registration: RegistrationRow, { intervalKey }: SyncDefinition<never>): number {
  const set = intervalKey === null ? undefined : registration.settings[intervalKey]
  return typeof set === 'number' ? set : 0
}

export function createSyncRun(deps: SyncDeps) {
  const { store, clock, catalog, firing, lanes, log } = deps
  /** A refused write waits for the world, not for the time that deliveries live in. */
  const wall = createRealClock()
  let scheduled = false
  let stopped = false
  /** Whether any may be running or paused. */
  let open = true

  const waitingOf = (sync: SyncRow): number => sync.messages - sync.acknowledged - sync.failed
  /** Those that wait for a retry do not hold back the others. */
  const unsentOf = (sync: SyncRow): number => sync.messages - sync.sent
  const feedingOf = (sync: SyncRow): typeof PACED => (sync.interval_ms > 0 && clock.mode === 'real' ? PACED : FREELY)
  /** Documents looked at in one transaction: no message is cut at its end. */
  const portionOf = (sync: SyncRow): number => sync.batch_size * Math.max(1, Math.floor(feedingOf(sync).portion / sync.batch_size))
  const laneOf = (sync: SyncRow) => lanes.laneOf({ registration: sync.registration_id, sync: sync.id })

  /** Something may have made room. Cheap: many calls in one turn are one look. */
  function wake(): void {
    if (scheduled || stopped || !open) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (!stopped) look()
    })
  }

  function look(): void {
    try {
      const syncs = store.syncs.open()
      open = syncs.length > 0
      for (const sync of syncs) {
        if (sync.status === 'running' && !sync.exhausted && unsentOf(sync) < feedingOf(sync).ahead) feed(sync)
        else if (sync.exhausted && waitingOf(sync) === 0) finish(sync)
      }
    } catch (error) {
      log.warn({ err: error }, 'a sync could not be fed')
      // There may be no call in flight whose end would look here again.
      wall.at(wall.now() + AGAIN_MS, wake)
    }
  }

  /** Looks at the next documents, and makes their deliveries. */
  function feed(sync: SyncRow): void {
    const registration = store.registrations.get(sync.registration_id)
    const provider = catalog.providers.get(sync.provider)
    if (!registration?.enabled || !provider?.sync) return end(sync, 'cancelled')
    const { kind } = provider.sync
    const world = deps.world(sync.provider)
    const limit = portionOf(sync)
    const items = world.entities(kind, { limit, offset: 0, ...(sync.cursor !== null && { after: sync.cursor }) })
    store.write((tx) => {
      let skipped = 0
      for (let at = 0; at < items.length; at += sync.batch_size) {
        const batch = items.slice(at, at + sync.batch_size)
        const addressed = (provider.sync as SyncDefinition<JsonObject>).address(batch, registrationData(registration), world)
        skipped += addressed.skipped
        if (addressed.message) make(tx, provider, registration, sync, batch.map(({ id }) => id), addressed.message)
      }
      store.syncs.feed(tx, sync.id, { cursor: items.at(-1)?.id ?? sync.cursor, lookedAt: items.length, skipped, exhausted: items.length < limit })
    })
  }

  function make(
    tx: Parameters<Parameters<Store['write']>[0]>[0],
    provider: Provider,
    registration: RegistrationRow,
    sync: SyncRow,
    ids: readonly string[],
    message: { payload: string; subject: string },
  ): void {
    const now = clock.now()
    const trigger = provider.sync?.trigger ?? ''
    const data = store.bodies.keepText(JSON.stringify({ [provider.sync?.kind ?? 'id']: ids }))
    const event = store.events.insert({ provider: provider.id, trigger, origin: 'sync', data, created_at: now, refs: 1 })
    const payload = store.bodies.keepText(message.payload)
    firing.deliver(tx, provider, { event, row: registration, subject: message.subject, payload, trigger, origin: 'sync', sync: sync.id }, now)
  }

  function end(sync: SyncRow, status: SyncStatus): void {
    store.write((tx) => store.syncs.setStatus(tx, sync.id, status, clock.now()))
    lanes.forget({ registration: sync.registration_id, sync: sync.id })
  }
  const finish = (sync: SyncRow): void => end(sync, 'done')

  function setPace(sync: SyncRow): void {
    const lane = laneOf(sync)
    lane.intervalMs = sync.interval_ms
    lane.paused = sync.status === 'paused'
    if (sync.last_start_at !== null) lane.lastStartAt = Math.max(lane.lastStartAt, sync.last_start_at)
  }

  function begin(registration: RegistrationRow, options: { intervalMs?: number; batchSize: number }): SyncRow {
    const provider = catalog.get(registration.provider)
    const id = idOf('registration', registration.id)
    if (!provider.sync) throw new ProblemError('invalid', `${provider.title} has no full sync.`)
    if (!registration.enabled) throw new ProblemError('conflict', `${id} is disabled: enable it first.`)
    const other = store.syncs.open().find((sync) => sync.registration_id === registration.id)
    if (other) throw new ProblemError('conflict', `${id} has a sync that is ${other.status}: ${idOf('sync', other.id)}. Cancel it, or let it end.`)
    const total = deps.world(provider.id).count(provider.sync.kind)
    const intervalMs = options.intervalMs ?? intervalOf(registration, provider.sync)
    const row = store.write((tx) =>
      store.syncs.insert(
        tx,
        {
          registration_id: registration.id,
          provider: provider.id,
          interval_ms: intervalMs,
          batch_size: options.batchSize,
          total,
        },
        clock.now(),
      ),
    )
    const sync = find(row)
    setPace(sync)
    open = true
    wake()
    return sync
  }

  function find(row: number): SyncRow {
    const sync = store.syncs.get(row)
    if (!sync) throw new Error(`Sync ${row} is gone.`)
    return sync
  }

  function pause(sync: SyncRow, paused: boolean): SyncRow {
    const [from, to] = paused ? (['running', 'paused'] as const) : (['paused', 'running'] as const)
    if (sync.status !== from) throw new ProblemError('conflict', `${idOf('sync', sync.id)} is ${sync.status}, not ${from}.`)
    store.write((tx) => store.syncs.setStatus(tx, sync.id, to, null))
    const changed = find(sync.id)
    setPace(changed)
    wake()
    return changed
  }

  /** What is in flight ends as it ends. */
  function cancel(sync: SyncRow): SyncRow {
    if (sync.status !== 'running' && sync.status !== 'paused') throw new ProblemError('conflict', `${idOf('sync', sync.id)} is ${sync.status} already.`)
    const at = clock.now()
    const lane = { registration: sync.registration_id, sync: sync.id }
    laneOf(sync).paused = true
    for (let rows = store.waiting.waitingFor(lane, CANCELLED); rows.length > 0; rows = store.waiting.waitingFor(lane, CANCELLED)) {
      store.write((tx) => {
        for (const row of rows) store.deliveries.stand(tx, row, { status: 'cancelled', due_at: null, at }, 'The sync was cancelled.')
      })
    }
    end(sync, 'cancelled')
    return find(sync.id)
  }

  return {
    wake,
    /** Whether a look is about to happen. */
    busy: (): boolean => scheduled,
    /** Its pace is kept by its lane: it never waits for a time itself. */
    nextAt: (): number => Infinity,
    begin,
    pause,
    cancel,
    /** Takes up what an ended process left. */
    start(): void {
      for (const sync of store.syncs.open()) setPace(sync)
      wake()
    },
    stop(): void {
      stopped = true
    },
  }
}
