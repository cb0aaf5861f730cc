/** The walk of one request: match, read, verify, record, respond. Nothing is answered as received before it is durable. */
import type { Headers } from '#contract/common.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Measures } from '../measures.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import { isEarly, saysEarly } from './choose.ts'
import type { ReceiveLimits } from './limits.ts'
import { addressed } from '../inbox-path.ts'
import type { Performer, Scripted } from './perform.ts'
import { readBody, tooLarge, type Held, type ReadBody } from './read-body.ts'
import { record } from './record.ts'
import { send, sentence, type Exchange, type Outgoing } from './respond.ts'
import type { Verify } from './verify.ts'

const WELCOME = sentence(200, 'Webhooks are received here: each inbox has a path of its own, such as /orders.')
const UNKNOWN = sentence(404, 'There is no inbox at this path.')
const NOT_KEPT = sentence(503, 'The request could not be put on record, so it counts as not received. Try again later.', true)

const UNREAD = 'It was answered before its body was read, as the inbox was told to.'
const NOTHING: ReadBody = { bytes: Buffer.alloc(0), fault: null }

export function createExchange(deps: { store: Store; clock: Clock; log: Log; verify: Verify; limits: ReceiveLimits; performer: Performer; ownCalls: OwnCalls; measures: Measures }) {
  const { store, clock, log, verify, limits, performer, ownCalls, measures } = deps
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

  /** Why its body is not read: the answer comes before it. Null: it is read, as nearly always. */
  function unread(exchange: Exchange, inbox: InboxRow, method: string, target: string, pairsOf: Headers): string | null {
    if (!saysEarly(inbox)) return null
    const { headers } = exchange.request
    if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return null
    return isEarly(inbox, { method, target, headers: pairsOf, body: null }, store.inboxes.turns(inbox)) ? UNREAD : null
  }

  /** What to answer or else to do; null: nobody is there to be answered. */
  async function capture(exchange: Exchange, inbox: InboxRow, method: string, target: string): Promise<Outgoing | Scripted | null> {
    const { request, connection } = exchange
    const { peer, socket } = connection
    const receivedAt = clock.now()
    const headers = pairs(request.rawHeaders)
    const call = ownCalls.on(socket)
    const early = unread(exchange, inbox, method, target, headers)
    const { bytes: body, fault } = early === null ? await read(exchange) : NOTHING
    try {
      const durationMs = Math.max(0, clock.now() - receivedAt)
      // It may have changed while the body came.
      const scheme = store.inboxes.get(inbox.id)?.verify
      const verdict = scheme && !fault && early === null ? verify(scheme, { method, target, headers, body }, { now: receivedAt, reveal: false }) : null
      const received = { inbox: inbox.id, receivedAt, durationMs, method, target, httpVersion: request.httpVersion, headers, body, peer, verdict, call, unread: early }
      const answer = await record(store, received, fault, () => socket.destroyed || !socket.writable, performer.expectHand)
      measures.captured(verdict?.ok ?? null)
      log.debug({ inbox: inbox.name, method, verified: verdict?.ok, fault }, 'a request was captured')
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
    if (!answer) exchange.connection.socket.destroy()
    else if ('capture' in answer) await performer.perform(exchange, answer)
    else send(exchange, answer)
  }
}

/** Node gives them flat. One character is one byte (latin1). */
function pairs(raw: readonly string[]): Headers {
  const headers: Headers = []
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i] ?? '', raw[i + 1] ?? ''])
  return headers
}
