/**
 * Fourth step: one HTTP request, and what came of it as a value. It never throws for what a receiver does, never follows
 * a redirect, and never waits longer than the deadline. What the outcome means for the delivery is `settle`'s business.
 */
import type { Headers } from '#contract/common.ts'
import type { AttemptOutcome } from '#contract/delivery.ts'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import { createConnect, type Trusted } from './connect.ts'
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
  close(): Promise<void>
}

/** Bytes of a response that are read and kept. What follows is not waited for: the status has already decided. */
const RESPONSE_BYTES = 256 * 1024
const RESPONSE_HEADER_BYTES = 64 * 1024
/** Calls that may stay open after their outcome was decided; beyond that the oldest is cut. */
const LATE_CALLS = 256

const pairs = (raw: readonly (Buffer | string)[]): Headers => {
  const text = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
  return Array.from({ length: text.length >> 1 }, (_, i) => [text[2 * i] ?? '', text[2 * i + 1] ?? ''])
}

/** Cuts a call on our side; the reason is the outcome. */
class Cut extends Error {
  readonly outcome: AttemptOutcome

  constructor(outcome: AttemptOutcome, message: string) {
    super(message)
    this.outcome = outcome
  }
}

/** Where undici says on which connection it writes: right after `onRequestStart`, before anything else runs. */
const SENDS = 'undici:client:sendHeaders'

export function createSender(clock: Clock, ownCalls: OwnCalls, trusted: Trusted): Sender {
  const createAgent = (): Agent =>
    new Agent({
      // What bounds the calls is the queue.
      connections: null,
      pipelining: 1,
      // Deadlines are the clock's: these would be a second opinion in another time.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: createConnect(trusted),
      maxHeaderSize: RESPONSE_HEADER_BYTES,
    })
  let agent = createAgent()
  const open = new Map<string, (cut: Cut) => void>()
  let over = false
  /** Calls that are open although their outcome is decided, oldest first. */
  const late = new Map<string, () => void>()
  /** The request that undici writes right now. */
  let starting: PreparedRequest | undefined
  const sends = (message: unknown): void => {
    if (starting) ownCalls.left((message as { socket: Socket }).socket, { delivery: starting.delivery.id, attempt: starting.attempt })
    starting = undefined
  }
  subscribe(SENDS, sends)

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
      let controller: Dispatcher.DispatchController | undefined
      let decided = false
      let lateStatus: number | null = null

      const cut = (reason: Cut): void => {
        if (controller) controller.abort(reason)
        else closed(reason.outcome, reason.message)
      }
      // The receiver is not told: it goes on with a call that nobody waits for, while the next attempt reaches it.
      const cancelDeadline = clock.at(request.deadlineAt, () => {
        decide('timed_out', noAnswer(request, statusCode))
        linger()
      })
      open.set(key, cut)

      function decide(outcome: AttemptOutcome, error: string | null): void {
        if (decided) return
        decided = true
        cancelDeadline()
        const response = statusCode > 0 ? { statusCode, interim, headers, body: Buffer.concat(chunks), size } : null
        resolve({ endedAt: clock.now(), outcome, error, response })
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

      const handler: Dispatcher.DispatchHandler = {
        onRequestStart(started) {
          controller = started
          if (decided && !late.has(key)) return started.abort(new Cut('timed_out', 'It was over before it began.'))
          options.begun()
          starting = request
        },
        onResponseStart(response, status) {
          if (decided) lateStatus = status >= 200 ? status : lateStatus
          else if (status >= 200) {
            statusCode = status
            headers = pairs(rawOf(response))
          } else {
            interim.push(status)
            if (!options.interimAckCodes.includes(status)) return
            statusCode = status
            headers = pairs(rawOf(response))
            decide('acknowledged', null)
            linger()
          }
        },
        onResponseData(response, chunk) {
          size += chunk.length
          const part = chunk.subarray(0, RESPONSE_BYTES - kept)
          kept += part.length
          if (part.length > 0 && !decided) chunks.push(Buffer.from(part))
          if (size === kept) return
          if (!decided) decide(options.judge({ statusCode, interim }), null)
          response.abort(new Cut('acknowledged', 'Enough was read.'))
        },
        onResponseEnd() {
          closed(options.judge({ statusCode, interim }), null)
        },
        onResponseError(_, error) {
          if (error instanceof Cut) return closed(error.outcome, error.message)
          const fault = faultOf(error, request.target.origin)
          closed(fault.outcome, fault.message)
        },
      }

      if (over) return closed('interrupted', STOPPED)
      const { origin, path } = request.target
      const sent = request.headers.filter(([name]) => name !== 'connection' && name !== 'content-length').flat()
      try {
        agent.dispatch({ origin, path, method: request.method, headers: sent, body: request.body }, handler)
      } catch (error) {
        const fault = faultOf(error as Error, origin)
        closed(fault.outcome, fault.message)
      }
    })
  }

  return {
    send,
    isOpen: (delivery, attempt) => open.has(keyOf(delivery, attempt)),
    reconnect() {
      void agent.close()
      agent = createAgent()
    },
    async close() {
      over = true
      unsubscribe(SENDS, sends)
      for (const cut of [...open.values()]) cut(new Cut('interrupted', STOPPED))
      await agent.destroy()
    },
  }
}

const STOPPED = 'Hookwright was stopped while it waited for the answer.'

const keyOf = (delivery: number, attempt: number): string => `${delivery}/${attempt}`

function noAnswer(request: PreparedRequest, statusCode: number): string {
  const seconds = (request.deadlineAt - request.startedAt) / 1000
  return statusCode > 0 ? `The answer was not complete after ${seconds} s.` : `No answer within ${seconds} s.`
}

/** Undici leaves the header list as it was on the wire here; its typings don't say so. */
function rawOf(controller: Dispatcher.DispatchController): readonly (Buffer | string)[] {
  const raw = (controller as { rawHeaders?: unknown }).rawHeaders
  return Array.isArray(raw) ? (raw as (Buffer | string)[]) : []
}
