/**
 * Who may send next. Waiting deliveries stand in lanes: one for each registration, and one for each of its syncs, which has a pace of
 * its own. A registration's gate bounds all its lanes together. No lane waits for another's receiver: a slow or dead one fills its
 * own gate and nobody else's. What is known here is a hint that may be too early, never too late; the store decides.
 */
import type { AttemptOutcome } from '#contract/delivery.ts'
import type { Policy } from '#contract/policy.ts'
import type { Clock } from '../clock.ts'
import type { LaneId } from '../store/deliveries.ts'

export interface Lane extends LaneId {
  /** When its first delivery is due, ms; Infinity: none waits. */
  dueAt: number
  /** Least time between the starts of two requests, ms. */
  intervalMs: number
  /** When the last one started, ms with fractions. */
  lastStartAt: number
  paused: boolean
}

/** What bounds a registration's calls. */
export interface Gate {
  inFlight: number
  /** Calls at once: fixed, or grown and shrunk by the answers. */
  window: number
  /** Nothing more before then, ms: a receiver asked for less. */
  holdUntil: number
  /** Strict order: the delivery that those behind it wait for; it may be settled by now. */
  head: number | null
}

/** What a commit takes, with some room. */
const LEAD_MS = 5

export type Lanes = ReturnType<typeof createLanes>

const keyOf = ({ registration, sync }: LaneId): string => `${registration}/${sync ?? ''}`

/**
 * @param policyOf of a registration, as it is now; undefined when it is gone: then its deliveries are cancelled without a call.
 */
export function createLanes(clock: Pick<Clock, 'mode'>, policyOf: (registration: number) => Policy | undefined) {
  const lanes = new Map<string, Lane>()
  const gates = new Map<number, Gate>()
  let paused = false

  const initialWindow = (policy: Policy | undefined): number => (policy?.window.kind === 'adaptive' ? policy.window.initial : (policy?.window.size ?? 1))

  function gateOf(registration: number): Gate {
    let gate = gates.get(registration)
    if (!gate) {
      gate = { inFlight: 0, window: initialWindow(policyOf(registration)), holdUntil: 0, head: null }
      gates.set(registration, gate)
    }
    return gate
  }

  function laneOf(id: LaneId): Lane {
    const key = keyOf(id)
    let lane = lanes.get(key)
    if (!lane) {
      lane = { ...id, dueAt: Infinity, intervalMs: 0, lastStartAt: -Infinity, paused: false }
      lanes.set(key, lane)
    }
    return lane
  }

  /** How many calls a registration may have open now. */
  function most(registration: number, gate: Gate): number {
    const policy = policyOf(registration)
    if (policy?.ordered) return 1
    return policy?.window.kind === 'fixed' ? policy.window.size : gate.window
  }

  /** When a lane may start its next call, ms; Infinity: something else has to happen first. */
  function readyAt(lane: Lane): number {
    if (paused || lane.paused || lane.dueAt === Infinity) return Infinity
    const gate = gateOf(lane.registration)
    if (gate.inFlight >= most(lane.registration, gate)) return Infinity
    return Math.max(lane.dueAt, startAt(lane) - leadOf(lane), gate.holdUntil)
  }

  /** The pace lets its next call start then, ms; in the past where it has none. */
  const startAt = (lane: Lane): number => lane.lastStartAt + lane.intervalMs

  /** How long before its start the next call of a paced lane is put on record, ms, so that it leaves on time. Virtual time stands still meanwhile. */
  const leadOf = ({ intervalMs }: Lane): number => (clock.mode === 'real' ? Math.min(LEAD_MS, intervalMs / 2) : 0)

  return {
    laneOf,
    gateOf,
    readyAt,
    startAt,
    /** Free calls of a lane's registration. */
    room(lane: Lane): number {
      const gate = gateOf(lane.registration)
      return Math.max(0, most(lane.registration, gate) - gate.inFlight)
    },
    ordered: (registration: number): boolean => policyOf(registration)?.ordered ?? false,

    waiting(id: LaneId, dueAt: number): void {
      const lane = laneOf(id)
      lane.dueAt = Math.min(lane.dueAt, dueAt)
    },
    /** Those that may start by `now`, the longest waiting first. */
    ready: (now: number): Lane[] => [...lanes.values()].filter((lane) => readyAt(lane) <= now).sort((a, b) => a.lastStartAt - b.lastStartAt || a.dueAt - b.dueAt),
    /** When the next lane may start something, ms. */
    nextReadyAt(): number {
      let next = Infinity
      for (const lane of lanes.values()) next = Math.min(next, readyAt(lane))
      return next
    },
    /** When the next call of a paced lane may be claimed, ms; Infinity: none is paced, or time stands still. */
    nextPacedAt(): number {
      let next = Infinity
      if (clock.mode === 'real') for (const lane of lanes.values()) if (lane.intervalMs > 0) next = Math.min(next, readyAt(lane))
      return next
    },
    /** Nothing may start, in any lane; what is in flight goes on. */
    pause: (on: boolean): void => void (paused = on),
    /** When the next delivery is due, whatever holds it back; null: none waits, or nothing may start. */
    nextDueAt(): number | null {
      if (paused) return null
      let next = Infinity
      for (const lane of lanes.values()) if (!lane.paused) next = Math.min(next, Math.max(lane.dueAt, startAt(lane)))
      return next === Infinity ? null : Math.ceil(next)
    },

    /** A call of a registration is over: what its window becomes. */
    ended(registration: number, outcome: AttemptOutcome): void {
      const gate = gateOf(registration)
      gate.inFlight--
      const policy = policyOf(registration)
      if (policy?.window.kind !== 'adaptive') return
      const { min, max } = policy.window
      gate.window = outcome === 'acknowledged' ? Math.min(max, gate.window + 1) : Math.max(min, Math.floor(gate.window / 2))
    },
    /** A registration was changed or removed: its gate is made anew, calls in flight aside. */
    changed(registration: number): void {
      const gate = gates.get(registration)
      if (!gate) return
      gate.window = initialWindow(policyOf(registration))
    },
    /** A sync is over: its lane is not needed any more. */
    forget(id: LaneId): void {
      lanes.delete(keyOf(id))
    },
  }
}
