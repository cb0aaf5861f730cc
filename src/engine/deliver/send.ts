/**
 * Fourth step: one HTTP request, and what came of it as a value. It never throws for what a receiver does, never follows
 * a redirect, and never waits longer than the deadline. What the outcome means for the delivery is `settle`'s business.
 */
import type { Headers } from '#contract/common.ts'
import type { AttemptOutcome } from '#contract/delivery.ts'
import type { Clock } from '../clock.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import { createConnect, type Trusted } from './connect.ts'
import type { Call } from './http/connection.ts'
import { createConnections } from './http/connections.ts'
import { requestBytes } from './http/request.ts'
import type { PreparedRequest } from './prepare.ts'
import { faultOf } from './transport-fault.ts'

export interface SendOptions {
  /** Whether an answer acknowledges; asked for each interim status too, before the final one. */
  judge(answer: { statusCode: number; interim: readonly number[] }): AttemptOutcome
  /** Interim statuses at which the call counts as acknowledged without waiting for the final one. */
  readonly interimAckCodes: readonly number[]
  /** There is a connection, and the first byte leaves now. */
  begun(): void
  /** The call itself is over, later than its outcome; the final status it brought then, if any. */
  late(statusCode: number | null): void
}

export interface Sender {
  send(request: PreparedRequest, options: SendOptions): Promise<AttemptEnd>
  /** Whether a call is still open; it may be so when its outcome is decided. */
  isOpen(delivery: number, attempt: number): boolean
  /** The next call gets a new connection: whom we trust has changed. */
  reconnect(): void
  /** Cuts every open call; one without an outcome is `interrupted`. */
  close(): void
}

/** Bytes of a response that are read and kept. What follows is not waited for: the status has already decided. */
const RESPONSE_BYTES = 256 * 1024
/** Calls that may stay open after their outcome was decided; beyond that the oldest is cut. */
const LATE_CALLS = 256

/** Cuts a call on our side; the reason is the outcome. */
class Cut extends Error {
  readonly outcome: AttemptOutcome

  constructor(outcome: AttemptOutcome, message: string) {
    super(message)
    this.outcome = outcome
  }
}

export function createSender(clock: Clock, ownCalls: OwnCalls, trusted: Trusted): Sender {
  const connections = createConnections(createConnect(trusted))
  const open = new Map<string, (cut: Cut) => void>()
  let over = false
  /** When what is read in this turn of the event loop had come. */
  let turn: number | undefined
  /** Calls that are open although their outcome is decided, oldest first. */
  const late = new Map<string, () => void>()

  /** What is read in one turn had come, or begun to come, before it: that is nearer to the truth than when the last of it is got to, and the same for all of it. */
  function cameAt(): number {
    if (clock.mode === 'virtual') return clock.now()
    if (turn === undefined) setImmediate(() => (turn = undefined))
    return (turn ??= clock.now())
  }

  function send(request: PreparedRequest, options: SendOptions): Promise<AttemptEnd> {
    const key = keyOf(request.delivery.id, request.attempt)
    return new Promise((resolve) => {
      const interim: number[] = []
      const chunks: Buffer[] = []
      /** Bytes that came, and those of them that are kept. */
      let size = 0
      let kept = 0
      let statusCode = 0
      let headers: Headers = []
      let end: ((reason: Error) => void) | undefined
      let decided = false
      let lateStatus: number | null = null

      const cut = (reason: Cut): void => {
        if (end) end(reason)
        else closed(reason.outcome, reason.message)
      }
      // The receiver is not told: it goes on with a call that nobody waits for, while the next attempt reaches it.
      const cancelDeadline = clock.at(request.deadlineAt, () => {
        decide('timed_out', noAnswer(request, statusCode), clock.now())
        linger()
      })
      open.set(key, cut)

      function decide(outcome: AttemptOutcome, error: string | null, at = cameAt()): void {
        if (decided) return
        decided = true
        cancelDeadline()
        const response = statusCode > 0 ? { statusCode, interim, headers, body: Buffer.concat(chunks), size } : null
        resolve({ endedAt: Math.max(at, request.startedAt), outcome, error, response })
      }
      function linger(): void {
        late.set(key, () => cut(new Cut('timed_out', 'There are too many late calls.')))
        const [oldest] = late.values()
        if (late.size > LATE_CALLS) oldest?.()
      }
      function closed(outcome: AttemptOutcome, error: string | null): void {
        open.delete(key)
        if (late.delete(key)) options.late(lateStatus)
        else decide(outcome, error)
      }

      const call = (bytes: Buffer): Call => ({
        method: request.method,
        bytes,
        begun(socket) {
          if (decided && !late.has(key)) return cut(new Cut('timed_out', 'It was over before it began.'))
          options.begun()
          ownCalls.left(socket, { delivery: request.delivery.id, attempt: request.attempt })
        },
        head(status, received) {
          if (decided) lateStatus = status >= 200 ? status : lateStatus
          else if (status >= 200) {
            statusCode = status
            headers = received
          } else {
            interim.push(status)
            if (!options.interimAckCodes.includes(status)) return
            statusCode = status
            headers = received
            decide('acknowledged', null)
            linger()
          }
        },
        data(bytes) {
          size += bytes.length
          const part = bytes.subarray(0, RESPONSE_BYTES - kept)
          kept += part.length
          if (part.length > 0 && !decided) chunks.push(Buffer.from(part))
          if (size === kept) return
          if (!decided) decide(options.judge({ statusCode, interim }), null)
          cut(new Cut('acknowledged', 'Enough was read.'))
        },
        over(error) {
          if (error === null) return closed(options.judge({ statusCode, interim }), null)
          if (error instanceof Cut) return closed(error.outcome, error.message)
          broken(error)
        },
      })
      const broken = (error: Error): void => {
        const fault = faultOf(error, request.target.origin)
        closed(fault.outcome, fault.message)
      }

      if (over) return closed('interrupted', STOPPED)
      try {
        end = connections.call(request.target.origin, call(requestBytes(request)))
      } catch (error) {
        broken(error as Error)
      }
    })
  }

  return {
    send,
    isOpen: (delivery, attempt) => open.has(keyOf(delivery, attempt)),
    reconnect: connections.renew,
    close() {
      over = true
      for (const cut of [...open.values()]) cut(new Cut('interrupted', STOPPED))
      connections.destroy()
    },
  }
}

const STOPPED = 'Hookwright was stopped while it waited for the answer.'

const keyOf = (delivery: number, attempt: number): string => `${delivery}/${attempt}`

function noAnswer(request: PreparedRequest, statusCode: number): string {
  const seconds = (request.deadlineAt - request.startedAt) / 1000
  return statusCode > 0 ? `The answer was not complete after ${seconds} s.` : `No answer within ${seconds} s.`
}
