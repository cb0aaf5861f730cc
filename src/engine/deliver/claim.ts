/**
 * Takes what is due out of the lanes, within the transaction that puts it on record: a delivery is `sending` and its attempt stands
 * there, with the exact request, before a byte leaves. What can't be sent any more is given up instead.
 */
import { SETTLED } from '#contract/delivery-status.ts'
import type { Policy } from '#contract/policy.ts'
import type { Provider } from '#providers/provider.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import type { WaitingRow } from '../store/waiting.ts'
import type { Tx } from '../store/write.ts'
import type { Lane, Lanes } from './lanes.ts'
import { prepare, type NotPrepared, type PreparedRequest } from './prepare.ts'

export interface Claimed {
  readonly lane: Lane
  /** Its pace lets it leave then, ms, which may be a little later than now. */
  readonly startAt: number
  readonly request: PreparedRequest
  /** What its registration promised when it was claimed, should that be gone by then. */
  readonly policy: Policy
}

export interface ClaimDeps {
  readonly store: Store
  readonly clock: Clock
  readonly providers: ReadonlyMap<string, Provider>
  readonly lanes: Lanes
  readonly log: Log
  /** Of a registration, as it is now. */
  policyOf(registration: number): Policy | undefined
}

/** What a lane may start now. `next`: when the one behind is due, ms; undefined where that was not seen. */
interface Pick {
  readonly lane: Lane
  readonly rows: readonly WaitingRow[]
  readonly next: number | undefined
}

/** Claimed in one transaction, shared evenly by the lanes that are ready: bounds how long it takes. */
const BATCH = 128

/** Answers what `claim(tx, room)` answers: at most `room` requests that are now on record, in fair shares of the lanes that are ready. */
export function createClaim({ store, clock, providers, lanes, log, policyOf }: ClaimDeps): (tx: Tx, room: number) => Claimed[] {
  function pick(now: number, most: number): Pick[] {
    const ready = lanes.ready(clock.precise())
    const share = Math.max(1, Math.floor(most / ready.length))
    const taken = new Map<number, number>()
    let room = most
    const picks: Pick[] = []
    for (const lane of ready) {
      const already = taken.get(lane.registration) ?? 0
      const size = Math.min(lane.intervalMs > 0 ? 1 : share, lanes.room(lane) - already, room)
      if (size <= 0) continue
      const found = lanes.ordered(lane.registration) ? inOrder(lane, now) : store.waiting.due(lane, now, size + 1)
      const rows = found.slice(0, size)
      picks.push({ lane, rows, next: found[size]?.due_at ?? undefined })
      taken.set(lane.registration, already + rows.length)
      room -= rows.length
    }
    return picks
  }

  /** Strict order: the oldest that waits, if it stands in this lane and is due. */
  function inOrder(lane: Lane, now: number): WaitingRow[] {
    const row = headOf(lane.registration)
    return row?.sync_id === lane.sync && row.due_at !== null && row.due_at <= now ? [row] : []
  }

  /** The delivery that all others of the registration wait behind. */
  function headOf(registration: number): WaitingRow | undefined {
    const gate = lanes.gateOf(registration)
    const known = gate.head === null ? undefined : store.deliveries.get(gate.head)
    if (known && !SETTLED.has(known.status)) return known
    gate.head = store.waiting.oldestWaiting(registration)
    return gate.head === null ? undefined : store.deliveries.get(gate.head)
  }

  /** When the lane's next delivery is due, ms; Infinity when it has none, or none whose turn it is. */
  function dueAfter(lane: Lane): number {
    if (!lanes.ordered(lane.registration)) return store.waiting.nextDueAt(lane) ?? Infinity
    const head = headOf(lane.registration)
    return head?.sync_id === lane.sync ? (head.due_at ?? Infinity) : Infinity
  }

  /** Undefined: it was given up. */
  function start(tx: Tx, lane: Lane, row: WaitingRow, now: number): Claimed | undefined {
    const giveUp = (status: 'expired' | 'cancelled' | 'failed', reason: string | null): void =>
      store.deliveries.stand(tx, row, { status, due_at: null, at: now }, reason)
    if (now >= row.expires_at) return void giveUp('expired', null)
    const startAt = Math.max(clock.precise(), lanes.startAt(lane))
    const request = tryPrepare(row, Math.floor(startAt))
    if ('givenUp' in request) return void giveUp(request.givenUp, request.reason)
    const policy = policyOf(lane.registration)
    if (!policy) return void giveUp('cancelled', 'The registration was removed.')
    if (lane.intervalMs > 0 && lane.sync !== null) store.syncs.started(lane.sync, Math.ceil(startAt))
    return { lane, startAt, request, policy }
  }

  /** One delivery that can't be built must not stop the others that were claimed with it. */
  function tryPrepare(row: WaitingRow, now: number): PreparedRequest | NotPrepared {
    try {
      return prepare(store, providers.get(row.provider), row, now)
    } catch (error) {
      log.error({ err: error, delivery: row.id }, 'a delivery could not be prepared')
      return { givenUp: 'failed', reason: `The request could not be built: ${error instanceof Error ? error.message : String(error)}` }
    }
  }

  return (tx, room) => {
    const now = clock.now()
    const picks = pick(now, Math.min(BATCH, room))
    const claimed = picks.flatMap(({ lane, rows }) => rows.flatMap((row) => start(tx, lane, row, now) ?? []))
    if (claimed.length > 0) {
      const requests = claimed.map(({ request }) => request)
      store.deliveries.start(tx, requests)
      store.attempts.start(requests)
    }
    for (const { lane, next } of picks) {
      const dueAt = next ?? dueAfter(lane)
      tx.onCommit(() => (lane.dueAt = dueAt))
    }
    return claimed
  }
}
