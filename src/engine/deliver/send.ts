/**
 * Fourth step: one HTTP request, and what came of it as a value. It never throws for what a receiver does, never follows
 * a redirect, and never waits longer than the deadline. What the outcome means for the delivery is `settle`'s business.
 */
import type { Headers } from '#contract/common.ts'
import type { AttemptOutcome } from '#contract/delivery.ts'
import { Agent, type Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import type { PreparedRequest } from './prepare.ts'
import { faultOf } from './transport-fault.ts'

export interface SendOptions {
  /** Whether an answer acknowledges; asked for each interim status too, before the final one. */
  judge(answer: { statusCode: number; interim: readonly number[] }): AttemptOutcome
  /** Interim statuses at which the call counts as acknowledged without waiting for the final one. */
  readonly interimAckCodes: readonly number[]
}

export interface Sender {
  send(request: PreparedRequest, options: SendOptions): Promise<AttemptEnd>
  /** Ends calls that were acknowledged by an interim status and are still open, and cuts what is in flight: `interrupted`. */
  close(): Promise<void>
}

/** Bytes of a response that are read and kept. What follows is not waited for: the status has already decided. */
const RESPONSE_BYTES = 256 * 1024
const RESPONSE_HEADER_BYTES = 64 * 1024
/** To one origin at a time. */
const CONNECTIONS = 128

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

export function createSender(clock: Clock): Sender {
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    // Deadlines are the clock's: these would be a second opinion in another time.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0 },
    maxHeaderSize: RESPONSE_HEADER_BYTES,
  })
  const open = new Set<(cut: Cut) => void>()

  function send(request: PreparedRequest, options: SendOptions): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      const interim: number[] = []
      const chunks: Buffer[] = []
      /** Bytes that came, and those of them that are kept. */
      let size = 0
      let kept = 0
      let statusCode = 0
      let headers: Headers = []
      let controller: Dispatcher.DispatchController | undefined
      let over = false

      const cut = (reason: Cut): void => {
        if (controller) controller.abort(reason)
        else end(reason.outcome, reason.message)
      }
      const cancelDeadline = clock.at(request.deadlineAt, () => cut(new Cut('timed_out', noAnswer(request, statusCode))))
      open.add(cut)

      function end(outcome: AttemptOutcome, error: string | null): void {
        if (over) return
        over = true
        const answered = statusCode > 0
        resolve({
          endedAt: clock.now(),
          outcome,
          error,
          response: answered ? { statusCode, interim, headers, body: Buffer.concat(chunks), size } : null,
        })
      }
      function close(): void {
        cancelDeadline()
        open.delete(cut)
      }

      const handler: Dispatcher.DispatchHandler = {
        onRequestStart(started) {
          controller = started
          if (over) started.abort(new Cut('timed_out', 'over'))
        },
        onResponseStart(response, status) {
          if (status < 200) {
            interim.push(status)
            if (!options.interimAckCodes.includes(status)) return
            statusCode = status
            headers = pairs(rawOf(response))
            end('acknowledged', null)
            return
          }
          if (over) return
          statusCode = status
          headers = pairs(rawOf(response))
        },
        onResponseData(response, chunk) {
          if (over) return
          const part = chunk.subarray(0, RESPONSE_BYTES - kept)
          if (part.length > 0) chunks.push(Buffer.from(part))
          kept += part.length
          size += chunk.length
          if (size === kept) return
          end(options.judge({ statusCode, interim }), null)
          response.abort(new Cut('acknowledged', 'enough was read'))
        },
        onResponseEnd() {
          end(options.judge({ statusCode, interim }), null)
          close()
        },
        onResponseError(_, error) {
          if (error instanceof Cut) end(error.outcome, error.message)
          else {
            const fault = faultOf(error, request.target.origin)
            end(fault.outcome, fault.message)
          }
          close()
        },
      }

      const { origin, path } = request.target
      const sent = request.headers.filter(([name]) => name !== 'connection' && name !== 'content-length').flat()
      try {
        agent.dispatch({ origin, path, method: 'POST', headers: sent, body: request.body }, handler)
      } catch (error) {
        handler.onResponseError?.(controller as never, error as Error)
      }
    })
  }

  return {
    send,
    async close() {
      for (const cut of [...open]) cut(new Cut('interrupted', 'Hookwright was stopped while it waited for the answer.'))
      await agent.destroy()
    },
  }
}

function noAnswer(request: PreparedRequest, statusCode: number): string {
  const seconds = (request.deadlineAt - request.startedAt) / 1000
  return statusCode > 0 ? `The answer was not complete after ${seconds} s.` : `No answer within ${seconds} s.`
}

/** Undici leaves the header list as it was on the wire here; its typings don't say so. */
function rawOf(controller: Dispatcher.DispatchController): readonly (Buffer | string)[] {
  const raw = (controller as { rawHeaders?: unknown }).rawHeaders
  return Array.isArray(raw) ? (raw as (Buffer | string)[]) : []
}
