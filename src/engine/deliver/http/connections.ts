/**
 * Connections to receivers, kept open between calls for as long as they allow. As many as there are calls: what bounds those is the queue.
 * Answers are not waited for here: deadlines are the clock's, and whoever makes a call cuts it.
 */
import { createRealClock, type Cancel, type Clock } from '../../clock.ts'
import { createConnection, type Call, type Connection, type Opening } from './connection.ts'

/** Who opens a socket; what comes over it goes to `received`, in memory that may be used again afterwards. */
export type Open = (origin: string, received: (bytes: Buffer) => void) => Opening | Promise<Opening>

export interface Connections {
  /** @param origin scheme and authority. Answers how to end the call, and its connection with it. */
  call(origin: string, call: Call): (reason: Error) => void
  /** The next call gets a new connection. */
  renew(): void
  /** Ends all that is open. */
  destroy(): void
}

interface Idle {
  readonly connection: Connection
  /** Real time, ms. */
  readonly until: number
}

/** How often those that waited long enough are let go, ms. */
const SWEEP_MS = 1_000

/** @param wall how long a connection can wait is up to the receiver's real patience, whatever time the deliveries live in. */
export function createConnections(open: Open, wall: Clock = createRealClock()): Connections {
  const all = new Set<Connection>()
  /** By origin, the one used last at the end: the others are let go when less is sent. */
  const idle = new Map<string, Idle[]>()
  let generation = 0
  let cancelSweep: Cancel | undefined

  function sweep(): void {
    cancelSweep = undefined
    const now = wall.precise()
    for (const [origin, waiting] of idle) {
      for (const { connection, until } of waiting) if (until <= now) connection.destroy()
      const left = waiting.filter(({ connection }) => connection.idleMs() > 0)
      if (left.length === 0) idle.delete(origin)
      else idle.set(origin, left)
    }
    if (idle.size > 0) armSweep()
  }

  function armSweep(): void {
    cancelSweep ??= wall.at(wall.precise() + SWEEP_MS, sweep)
  }

  function take(origin: string): Connection | undefined {
    const waiting = idle.get(origin)
    const now = wall.precise()
    for (let last = waiting?.pop(); last; last = waiting?.pop()) {
      if (last.until > now && last.connection.idleMs() > 0) return last.connection
      last.connection.destroy()
    }
    return undefined
  }

  function put(origin: string, connection: Connection): void {
    const waiting = idle.get(origin)
    const entry = { connection, until: wall.precise() + connection.idleMs() }
    if (waiting) waiting.push(entry)
    else idle.set(origin, [entry])
    armSweep()
  }

  function connect(origin: string, opening: Opening): Connection {
    const born = generation
    const free = (): void => (born === generation ? put(origin, connection) : connection.destroy())
    const connection = createConnection(opening, free, () => void all.delete(connection))
    all.add(connection)
    return connection
  }

  function renew(): void {
    generation++
    for (const waiting of idle.values()) for (const { connection } of waiting) connection.destroy()
    idle.clear()
  }

  return {
    call(origin, call) {
      const kept = take(origin)
      if (kept) {
        kept.make(call)
        return (reason) => kept.cut(call, reason)
      }
      let made: Connection | undefined
      let over = false
      const begin = (opening: Opening): void => {
        if (over) return void opening.socket.destroy()
        made = connect(origin, opening)
        made.make(call)
      }
      const end = (error: Error): void => {
        if (over) return
        over = true
        call.over(error)
      }
      const opening = open(origin, (bytes) => made?.received(bytes))
      if ('then' in opening) opening.then(begin, end)
      else begin(opening)
      return (reason) => (made ? made.cut(call, reason) : end(reason))
    },
    renew,
    destroy() {
      renew()
      cancelSweep?.()
      for (const connection of [...all]) connection.destroy()
    },
  }
}
