/**
 * Which call of ours is on which connection right now. The sender says so when a request leaves, an inbox asks when one comes in: as both ends
 * of a connection have the same four numbers and nobody else has them, what comes in is certainly what was sent, whatever it says.
 */
import type { Socket } from 'node:net'

/** A delivery's attempt, by row number. */
export interface OwnCall {
  readonly delivery: number
  readonly attempt: number
}

export type OwnCalls = ReturnType<typeof createOwnCalls>

export function createOwnCalls() {
  const calls = new Map<string, OwnCall>()
  /** Of connections that were asked for: one serves many requests. */
  const keys = new WeakMap<Socket, string>()

  return {
    /** A request leaves on this connection of ours. What was sent on it before is answered by then. */
    left(socket: Socket, call: OwnCall): void {
      let key = keys.get(socket)
      if (key === undefined) {
        const made = keyOf(socket.localAddress, socket.localPort, socket.remoteAddress, socket.remotePort)
        keys.set(socket, (key = made))
        socket.once('close', () => void calls.delete(made))
      }
      calls.set(key, call)
    },
    /** What was sent on the connection that this is the other end of; undefined when it is none of ours. */
    on(socket: Socket): OwnCall | undefined {
      let key = keys.get(socket)
      if (key === undefined) keys.set(socket, (key = keyOf(socket.remoteAddress, socket.remotePort, socket.localAddress, socket.localPort)))
      return calls.get(key)
    },
  }
}

/** A listener on all addresses sees IPv4 as part of IPv6. */
const plain = (address = ''): string => address.replace(/^::ffff:/, '')

const keyOf = (from: string | undefined, fromPort = 0, to: string | undefined, toPort = 0): string => `${plain(from)} ${fromPort} ${plain(to)} ${toPort}`
