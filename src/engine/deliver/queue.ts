/**
 * Second step of the walk. Woken by a commit or by the clock, it claims what is due and sees each through
 * prepare -> send -> settle. All it knows is in the store; between two wakes it remembers only what is in flight.
 *
 * States: idle (nothing due) -> claiming (one transaction: `sending` and the attempt, before a byte leaves) -> in flight.
 * `hold` (after the store refused a write): claims nothing until the pause is over, so that no call is made that could
 * not be put on record.
 */
import { SETTLED } from '#contract/delivery.ts'
import type { Provider } from '#providers/provider.ts'
import { createRealClock, type Cancel, type Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import type { Store } from '../store/open.ts'
import { prepare, type NotPrepared, type PreparedRequest } from './prepare.ts'
import { judge } from './retry-policy.ts'
import type { Sender } from './send.ts'
import { settle } from './settle.ts'

export interface Queue {
  /** Something may be due. Cheap: many calls in one turn are one look. */
  wake(): void
  inFlight(): number
  /** Claims nothing more; resolves when what is in flight has settled, or after `capMs` of real waiting, when it is cut as interrupted. */
  stop(capMs: number): Promise<void>
}

/** Calls in flight at once. */
const CONCURRENCY = 256
/** Claimed in one transaction: bounds how long it takes. */
const BATCH = 64
/** How long to leave a store alone that refused a write, ms. */
const HOLD_MS = 1_000

export function createQueue(deps: { store: Store; clock: Clock; providers: ReadonlyMap<string, Provider>; sender: Sender; log: Log }): Queue {
  const { store, clock, providers, sender, log } = deps
  /** What a refused write or a shutdown waits for happens in the world, not in the time that deliveries live in. */
  const wall = createRealClock()
  const flights = new Set<Promise<void>>()
  let scheduled = false
  let stopped = false
  let held = false
  let cancelTimer: Cancel = () => undefined
  let timerAt = Infinity

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
        const room = Math.min(BATCH, CONCURRENCY - flights.size)
        const due = store.deliveries.due(clock.now(), room)
        if (due.length === 0) break
        for (const request of claim(due)) track(see(request))
        if (due.length < room) break
      }
      armTimer()
    } catch (error) {
      hold(error)
    }
  }

  /** One transaction: what is claimed is `sending` with its attempt on record, or stands as given up. */
  function claim(due: readonly DeliveryRow[]): PreparedRequest[] {
    const now = clock.now()
    return store.write((tx) =>
      due.flatMap((row) => {
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
        store.attempts.start({ ...made, delivery: row.id, number: made.attempt })
        return [made]
      }),
    )
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
    const policy = providers.get(delivery.provider)?.policy
    if (!policy) return
    const end = await sender.send(request, { judge: (answer) => judge(policy, answer), interimAckCodes: policy.interimAckCodes.value })
    const ended = { delivery: delivery.id, attempt: request.attempt, startedAt: request.startedAt, expiresAt: delivery.expires_at, end }
    for (;;) {
      try {
        const standing = await settle(store, policy, ended)
        if (!SETTLED.has(standing.status)) log.debug({ delivery: delivery.id, outcome: end.outcome, standing }, 'attempt did not end the delivery')
        return
      } catch (error) {
        // The outcome is known and must not be lost: it is kept here until the store takes it, or the process ends and
        // the attempt, on record since its claim, is recovered as interrupted.
        hold(error)
        if (stopped) return
        await new Promise<void>((resolve) => void wall.at(wall.now() + HOLD_MS, resolve))
      }
    }
  }

  function track(flight: Promise<void>): void {
    flights.add(flight)
    void flight.catch((error: unknown) => log.error({ err: error }, 'a delivery was dropped from the queue by a fault')).finally(() => {
      flights.delete(flight)
      wake()
    })
  }

  /** Wakes the queue when the next waiting delivery is due. */
  function armTimer(): void {
    const next = flights.size < CONCURRENCY ? store.deliveries.nextDueAt() : null
    if (next === timerAt) return
    cancelTimer()
    timerAt = next ?? Infinity
    if (next !== null) {
      cancelTimer = clock.at(next, () => {
        timerAt = Infinity
        wake()
      })
    }
  }

  function hold(error: unknown): void {
    if (!held) log.error({ err: error }, 'the store refused a write: sending pauses until it takes one again')
    if (held) return
    held = true
    wall.at(wall.now() + HOLD_MS, () => {
      held = false
      wake()
    })
  }

  return {
    wake,
    inFlight: () => flights.size,
    async stop(capMs) {
      stopped = true
      cancelTimer()
      const drained = Promise.all([...flights]).then(() => undefined)
      let cancelCap: Cancel = () => undefined
      await Promise.race([drained, new Promise<void>((resolve) => void (cancelCap = wall.at(wall.now() + capMs, resolve)))])
      cancelCap()
      await sender.close()
      await drained
    },
  }
}
