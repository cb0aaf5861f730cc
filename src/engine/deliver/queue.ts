/**
 * Second step of the walk. Woken by a commit or by the clock, it claims what is due and sees each through
 * prepare -> send -> settle. All it knows is in the store; between two wakes it remembers only what is in flight.
 *
 * States: idle (nothing may start) -> claiming (one transaction: `sending` and the attempt, before a byte leaves) -> in flight.
 * Held (after the store refused a write): claims nothing until the pause is over, so that no call is made that could
 * not be put on record.
 */
import { SETTLED } from '#contract/delivery.ts'
import type { Policy } from '#contract/policy.ts'
import type { Provider } from '#providers/provider.ts'
import { createRealClock, type Cancel, type Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import type { Store } from '../store/open.ts'
import type { Lane, Lanes } from './lanes.ts'
import { prepare, type NotPrepared, type PreparedRequest } from './prepare.ts'
import { judge } from './retry-policy.ts'
import type { Sender } from './send.ts'
import { settle } from './settle.ts'

export interface Queue {
  /** Something may be due. Cheap: many calls in one turn are one look. */
  wake(): void
  /** Calls whose outcome is not durable yet. */
  inFlight(): number
  /** Those of them that have no outcome yet. */
  unanswered(): number
  /** The first deadline among these, ms; Infinity when there is none. */
  nextDeadline(): number
  /** Attempts that ended since the start. */
  ended(): number
  /** Whether it would start something now, or is about to look. */
  busy(): boolean
  /** Called whenever a call has ended and its outcome is durable. */
  onEnded(listener: () => void): () => void
  /** Claims nothing more; resolves when what is in flight has settled, or after `capMs` of real waiting, when it is cut as interrupted. */
  stop(capMs: number): Promise<void>
}

export interface QueueDeps {
  readonly store: Store
  readonly clock: Clock
  readonly providers: ReadonlyMap<string, Provider>
  readonly sender: Sender
  readonly lanes: Lanes
  readonly salt: number
  readonly log: Log
  /** Of a registration, as it is now. */
  policyOf(registration: number): Policy | undefined
}

/** Calls in flight at once, all registrations together. */
const CONCURRENCY = 512
/** Claimed in one transaction: bounds how long it takes. */
const BATCH = 64
/** Claimed of one lane before the next has its turn. */
const SHARE = 16
/** How long to leave a store alone that refused a write, ms. */
const HOLD_MS = 1_000

export function createQueue(deps: QueueDeps): Queue {
  const { store, clock, providers, sender, lanes, log } = deps
  /** What a refused write or a shutdown waits for happens in the world, not in the time that deliveries live in. */
  const wall = createRealClock()
  const flights = new Set<Promise<void>>()
  /** Of the calls in flight, by their delivery. */
  const deadlines = new Map<number, number>()
  const listeners = new Set<() => void>()
  let scheduled = false
  let stopped = false
  /** A stop is over: what could not be written by now is left to the next start. */
  let over = false
  /** While held: resolves when the pause is over. */
  let held: Promise<void> | undefined
  let goOn = (): void => undefined
  let ended = 0
  let cancelTimer: Cancel = () => undefined
  let timerAt = Infinity

  store.deliveries.onWaiting((lane, dueAt) => {
    lanes.waiting(lane, dueAt)
    wake()
  })

  function wake(): void {
    if (scheduled || stopped || held) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (!stopped && !held) look()
    })
  }

  function look(): void {
    try {
      while (flights.size < CONCURRENCY) {
        const picked = pick(lanes.ready(clock.precise()), Math.min(BATCH, CONCURRENCY - flights.size))
        if (picked.length === 0) break
        for (const { lane, request } of claim(picked)) {
          lane.lastStartAt = clock.precise()
          track(see(request))
        }
      }
      armTimer()
    } catch (error) {
      void hold(error)
    }
  }

  /** A fair share of what the lanes may start, up to `room`. */
  function pick(ready: readonly Lane[], room: number): { lane: Lane; row: DeliveryRow }[] {
    const now = clock.now()
    const picked: { lane: Lane; row: DeliveryRow }[] = []
    const taken = new Map<number, number>()
    for (const lane of ready) {
      const already = taken.get(lane.registration) ?? 0
      const most = Math.min(lane.intervalMs > 0 ? 1 : SHARE, lanes.room(lane) - already, room - picked.length)
      if (most <= 0) continue
      const rows = lanes.ordered(lane.registration) ? inOrder(lane, now) : store.deliveries.due(lane, now, most)
      // Nothing there after all: the hint is set right.
      if (rows.length === 0) lane.dueAt = dueAfter(lane)
      for (const row of rows) picked.push({ lane, row })
      taken.set(lane.registration, already + rows.length)
    }
    return picked
  }

  /** Strict order: the oldest that waits, if it stands in this lane and is due. */
  function inOrder(lane: Lane, now: number): DeliveryRow[] {
    const row = headOf(lane.registration)
    return row?.sync_id === lane.sync && row.due_at !== null && row.due_at <= now ? [row] : []
  }

  /** The delivery that all others of the registration wait behind. */
  function headOf(registration: number): DeliveryRow | undefined {
    const gate = lanes.gateOf(registration)
    const known = gate.head === null ? undefined : store.deliveries.get(gate.head)
    if (known && !SETTLED.has(known.status)) return known
    gate.head = store.deliveries.oldestWaiting(registration)
    return gate.head === null ? undefined : store.deliveries.get(gate.head)
  }

  /** When the lane's next delivery is due, ms; Infinity when it has none, or none whose turn it is. */
  function dueAfter(lane: Lane): number {
    if (!lanes.ordered(lane.registration)) return store.deliveries.nextDueAt(lane) ?? Infinity
    const head = headOf(lane.registration)
    return head?.sync_id === lane.sync ? (head.due_at ?? Infinity) : Infinity
  }

  /** One transaction: what is claimed is `sending` with its attempt on record, or stands as given up. */
  function claim(picked: readonly { lane: Lane; row: DeliveryRow }[]): { lane: Lane; request: PreparedRequest }[] {
    const now = clock.now()
    const claimed = store.write((tx) =>
      picked.flatMap(({ lane, row }) => {
        if (now >= row.expires_at) {
          store.deliveries.stand(tx, row, { status: 'expired', due_at: null, at: now }, null)
          return []
        }
        const made = tryPrepare(row, now)
        if ('givenUp' in made) {
          store.deliveries.stand(tx, row, { status: made.givenUp, due_at: null, at: now }, made.reason)
          return []
        }
        store.deliveries.start(tx, row, made.url)
        store.attempts.start({ ...made, delivery: row.id, number: made.attempt, sync: row.sync_id })
        if (lane.intervalMs > 0 && lane.sync !== null) store.syncs.started(lane.sync, Math.ceil(clock.precise()))
        return [{ lane, request: made }]
      }),
    )
    for (const { lane, request } of claimed) {
      const gate = lanes.gateOf(lane.registration)
      gate.inFlight++
      gate.head = request.delivery.id
    }
    for (const { lane } of picked) lane.dueAt = dueAfter(lane)
    return claimed
  }

  /** Strict order: the head is settled, and may have held back another lane. */
  function release(registration: number): void {
    for (const lane of store.deliveries.lanes()) if (lane.registration === registration) lanes.waiting(lane, lane.due_at)
  }

  /** One delivery that can't be built must not stop the others that were claimed with it. */
  function tryPrepare(row: DeliveryRow, now: number): PreparedRequest | NotPrepared {
    try {
      return prepare(store, providers.get(row.provider), row, now)
    } catch (error) {
      log.error({ err: error, delivery: row.id }, 'a delivery could not be prepared')
      return { givenUp: 'failed', reason: `The request could not be built: ${error instanceof Error ? error.message : String(error)}` }
    }
  }

  async function see(request: PreparedRequest): Promise<void> {
    const { delivery } = request
    const registration = delivery.registration_id
    const policy = deps.policyOf(registration)
    if (!policy) return
    deadlines.set(delivery.id, request.deadlineAt)
    const end = await sender.send(request, {
      judge: (answer) => judge(policy, answer),
      interimAckCodes: policy.interimAckCodes,
      late: (statusCode) => void closeLate(request, statusCode),
    })
    deadlines.delete(delivery.id)
    lanes.ended(registration, end.outcome)
    ended++
    for (;;) {
      try {
        const next = await settle(store, deps.policyOf(registration) ?? policy, deps.salt, request, end)
        const gate = lanes.gateOf(registration)
        if (next.holdUntil !== null) gate.holdUntil = Math.max(gate.holdUntil, next.holdUntil)
        if (lanes.ordered(registration) && next.dueAt === null) release(registration)
        return
      } catch (error) {
        // The outcome is known and must not be lost: it is kept here until the store takes it, or the process ends and
        // the attempt, on record since its claim, is recovered as interrupted.
        const pause = hold(error)
        if (over) return
        await pause
      }
    }
  }

  /** The outcome stands; that the call went on beyond it is history, and not worth holding anything for. */
  async function closeLate({ delivery, attempt }: PreparedRequest, statusCode: number | null): Promise<void> {
    if (stopped) return
    try {
      await store.group((tx) => {
        store.attempts.close(delivery.id, attempt, clock.now(), statusCode)
        tx.changed('delivery', delivery.id)
      })
    } catch (error) {
      log.warn({ err: error, delivery: delivery.id }, 'the end of a late call could not be recorded')
    }
  }

  function track(flight: Promise<void>): void {
    flights.add(flight)
    void flight.catch((error: unknown) => log.error({ err: error }, 'a delivery was dropped from the queue by a fault')).finally(() => {
      flights.delete(flight)
      wake()
      for (const listener of listeners) listener()
    })
  }

  /** Wakes the queue when the next lane may start something. */
  function armTimer(): void {
    const next = flights.size < CONCURRENCY ? lanes.nextReadyAt() : Infinity
    if (next === timerAt) return
    cancelTimer()
    timerAt = next
    if (next === Infinity) return
    cancelTimer = clock.at(next, () => {
      timerAt = Infinity
      wake()
    })
  }

  function hold(error: unknown): Promise<void> {
    return (held ??= new Promise((resolve) => {
      log.error({ err: error }, 'the store refused a write: sending pauses until it takes one again')
      goOn = () => {
        held = undefined
        resolve()
        wake()
      }
      wall.at(wall.now() + HOLD_MS, goOn)
    }))
  }

  return {
    wake,
    inFlight: () => flights.size,
    unanswered: () => deadlines.size,
    nextDeadline: () => Math.min(...deadlines.values()),
    ended: () => ended,
    busy: () => scheduled || (!stopped && lanes.nextReadyAt() <= clock.precise() && flights.size < CONCURRENCY),
    onEnded(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async stop(capMs) {
      stopped = true
      cancelTimer()
      const drained = Promise.all([...flights]).then(() => undefined)
      let cancelCap: Cancel = () => undefined
      await Promise.race([drained, new Promise<void>((resolve) => void (cancelCap = wall.at(wall.now() + capMs, resolve)))])
      cancelCap()
      over = true
      goOn()
      await sender.close()
      await drained
    },
  }
}
