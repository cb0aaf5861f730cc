/** The walk of one request: match, read, verify, record, respond. Nothing is answered as received before it is durable. */
import type { Headers } from '#contract/common.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import type { ReceiveLimits } from './limits.ts'
import { addressed } from './match.ts'
import { readBody, tooLarge, type Held, type ReadBody } from './read-body.ts'
import { record } from './record.ts'
import { send, sentence, type Exchange, type Outgoing } from './respond.ts'
import type { Verify } from './verify.ts'

const WELCOME = sentence(200, 'Webhooks are received here: each inbox has a path of its own, such as /orders.')
const UNKNOWN = sentence(404, 'There is no inbox at this path.')
const NOT_KEPT = sentence(503, 'The request could not be put on record, so it counts as not received. Try again later.', true)

export function createExchange(deps: { store: Store; clock: Clock; log: Log; verify: Verify; limits: ReceiveLimits; ownCalls: OwnCalls }) {
  const { store, clock, log, verify, limits, ownCalls } = deps
  const held: Held = { bytes: 0 }

  function read(exchange: Exchange): Promise<ReadBody> | ReadBody {
    const { request, response, connection } = exchange
    if (exchange.waits) {
      if (Number(request.headers['content-length']) > limits.bodyBytes) return { bytes: Buffer.alloc(0), fault: tooLarge(limits) }
      response.writeContinue()
      exchange.waits = false
    }
    return readBody(request, connection, limits, held)
  }

  /** What to answer; null: nobody is there to be answered. */
  async function capture(exchange: Exchange, inbox: InboxRow, method: string, target: string): Promise<Outgoing | null> {
    const { request, connection } = exchange
    const { peer, socket } = connection
    const receivedAt = clock.now()
    const sent = ownCalls.on(socket)
    const { bytes: body, fault } = await read(exchange)
    try {
      const durationMs = Math.max(0, clock.now() - receivedAt)
      const headers = pairs(request.rawHeaders)
      // It may have changed while the body came.
      const scheme = store.inboxes.get(inbox.id)?.verify
      const verdict = scheme && !fault ? verify(scheme, { headers, body }, { now: receivedAt, reveal: false }) : null
      const received = { inbox: inbox.id, receivedAt, durationMs, method, target, httpVersion: request.httpVersion, headers, body, peer, verdict, sent }
      const answer = await record(store, received, fault, () => socket.destroyed)
      return answer === undefined ? UNKNOWN : answer
    } catch (error) {
      log.error({ err: error, inbox: inbox.name }, 'a request could not be put on record')
      return NOT_KEPT
    } finally {
      held.bytes -= body.length
    }
  }

  return async (exchange: Exchange): Promise<void> => {
    const { method = '', url: target = '' } = exchange.request
    const name = addressed(target)
    const inbox = store.inboxes.named(name)
    if (!inbox) return send(exchange, name === '' && (method === 'GET' || method === 'HEAD') ? WELCOME : UNKNOWN)
    const answer = await capture(exchange, inbox, method, target)
    if (answer) send(exchange, answer)
    else exchange.connection.socket.destroy()
  }
}

/** Node gives them flat. One character is one byte (latin1). */
function pairs(raw: readonly string[]): Headers {
  const headers: Headers = []
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i] ?? '', raw[i + 1] ?? ''])
  return headers
}
