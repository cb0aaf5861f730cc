/**
 * Second step of the walk. Woken by a commit or by the clock, it claims what is due and sees each through
 * prepare -> send -> settle. All it knows is in the store; between two wakes it remembers only what is in flight.
 *
 * States: idle (nothing may start) -> claiming (one transaction: `sending` and the attempt, before a byte leaves) -> in flight.
 * Held (after the store refused a write): claims nothing until the pause is over, so that no call is made that could
 * not be put on record.
 */
import { createRealClock, type Cancel } from '../clock.ts'
import { createClaim, type ClaimDeps, type Claimed } from './claim.ts'
import type { Measures } from '../measures.ts'
import { idOf } from '../store/ids.ts'
import type { PreparedRequest } from './prepare.ts'
import { judge } from './retry-policy.ts'
import type { Sender } from './send.ts'
import { createSettle } from './settle.ts'

export interface Queue {
  /** Something may be due. Cheap: many calls in one turn are one look. */
  wake(): void
  /** Calls whose outcome is not durable yet. */
  inFlight(): number
  /** Those of them that have no outcome yet. */
  unanswered(): number
  /** The first deadline among these, ms; Infinity when there is none. */
  nextDeadline(): number
  /** For how long no paced call is to be claimed or to leave, ms: what takes longer makes it late. Infinity where none is paced. */
  quietMs(): number
  /** Attempts that ended since the start. */
  ended(): number
  /** Whether it would start something now, or is about to look. */
  busy(): boolean
  /** Called whenever a call has ended and its outcome is durable. */
  onEnded(listener: () => void): () => void
  /** Claims nothing more; resolves when what is in flight has settled, or after `capMs` of real waiting, when it is cut as interrupted. */
  stop(capMs: number): Promise<void>
}

export interface QueueDeps extends ClaimDeps {
  readonly measures: Pick<Measures, 'attemptEnded'>
  readonly sender: Sender
  readonly salt: number
}

/** Calls in flight at once, all registrations together. */
const CONCURRENCY = 512
/** Of the wait for a paced call, this much at the end is spent looking at the clock, ms. */
const WATCHED_MS = 1.5
/** How long to leave a store alone that refused a write, ms. */
const HOLD_MS = 1_000

export function createQueue(deps: QueueDeps): Queue {
  const { store, clock, sender, lanes, log } = deps
  const claim = createClaim(deps)
  const settle = createSettle(store, deps.salt)
  /** What a refused write or a shutdown waits for happens in the world, not in the time that deliveries live in. */
  const wall = createRealClock()
  const flights = new Set<PreparedRequest>()
  /** When those leave that are on record and wait for it, ms. */
  const starts = new Map<PreparedRequest, number>()
  /** Of the calls in flight, by their delivery. */
  const deadlines = new Map<number, number>()
  const listeners = new Set<() => void>()
  let scheduled = false
  let claiming: Promise<void> | undefined
  let stopped = false
  /** A stop is over: what could not be written by now is left to the next start. */
  let over = false
  /** Called when nothing is in flight any more. */
  let drained = (): void => undefined
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

  /** Asks for what is due; the transaction is shared with the outcomes that end at the same time. */
  function look(): void {
    if (claiming) return
    if (flights.size >= CONCURRENCY || lanes.nextReadyAt() > clock.precise()) return armTimer()
    claiming = store
      .group((tx) => (stopped || held ? [] : claim(tx, CONCURRENCY - flights.size)))
      .then(begin, (error: unknown) => void hold(error))
      .finally(() => {
        claiming = undefined
        wake()
      })
  }

  /** What was claimed is on record: it leaves, now or when its pace lets it. */
  function begin(claimed: readonly Claimed[]): void {
    for (const one of claimed) {
      const { lane, startAt, request } = one
      const gate = lanes.gateOf(lane.registration)
      gate.inFlight++
      gate.head = request.delivery.id
      lane.lastStartAt = startAt
      flights.add(request)
      void see(one)
    }
  }

  /** Timers come up to a millisecond late, and more when the machine is busy: the last one is watched. */
  async function until(time: number): Promise<void> {
    await new Promise<void>((resolve) => void wall.at(time - WATCHED_MS, resolve))
    while (wall.precise() < time) await new Promise((resolve) => void setImmediate(resolve))
  }

  /** Strict order: the head is settled, and may have held back another lane. */
  function release(registration: number): void {
    for (const lane of store.waiting.lanes()) if (lane.registration === registration) lanes.waiting(lane, lane.due_at)
  }

  async function see(claimed: Claimed): Promise<void> {
    try {
      const early = claimed.startAt - clock.precise()
      if (early > 0) {
        starts.set(claimed.request, claimed.startAt)
        await until(wall.precise() + early)
        starts.delete(claimed.request)
      }
      await call(claimed)
    } catch (error) {
      log.error({ err: error }, 'a delivery was dropped from the queue by a fault')
    }
    flights.delete(claimed.request)
    if (flights.size === 0) drained()
    wake()
    for (const listener of listeners) listener()
  }

  async function call({ lane, request, policy }: Claimed): Promise<void> {
    const { delivery } = request
    const registration = delivery.registration_id
    deadlines.set(delivery.id, request.deadlineAt)
    const end = await sender.send(request, {
      judge: (answer) => judge(policy, answer),
      interimAckCodes: policy.interimAckCodes,
      // Making the connection may have taken time: what is kept apart is what the receiver sees.
      begun: () => void (lane.lastStartAt = Math.max(lane.lastStartAt, clock.precise())),
      late: (statusCode) => void closeLate(request, statusCode),
    })
    deadlines.delete(delivery.id)
    lanes.ended(registration, end.outcome)
    ended++
    // Its place is free while its outcome is being put on record.
    wake()
    for (;;) {
      try {
        const next = await settle(deps.policyOf(registration) ?? policy, request, end)
        deps.measures.attemptEnded(request.delivery.provider, end.outcome, end.endedAt - request.startedAt)
        log.debug({ delivery: idOf('delivery', request.delivery.id), attempt: request.attempt, outcome: end.outcome, status: end.response?.statusCode }, 'an attempt ended')
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
    quietMs: () => Math.min(lanes.nextPacedAt(), ...starts.values()) - clock.precise(),
    ended: () => ended,
    busy: () => scheduled || claiming !== undefined || (!stopped && lanes.nextReadyAt() <= clock.precise() && flights.size < CONCURRENCY),
    onEnded(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async stop(capMs) {
      stopped = true
      cancelTimer()
      await claiming
      const nothingLeft = new Promise<void>((resolve) => void (flights.size === 0 ? resolve() : (drained = resolve)))
      let cancelCap: Cancel = () => undefined
      await Promise.race([nothingLeft, new Promise<void>((resolve) => void (cancelCap = wall.at(wall.now() + capMs, resolve)))])
      cancelCap()
      over = true
      goOn()
      sender.close()
      await nothingLeft
    },
  }
}
