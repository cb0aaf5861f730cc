/**
 * Third step of the walk: from a due delivery to the exact request of its next attempt. Pure but for what it reads;
 * it decides nothing about time or outcome.
 */
import { createHash } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import { withSpan, type Trace } from '#contract/trace.ts'
import type { Provider } from '#providers/provider.ts'
import { editHeaders } from './edit.ts'
import type { Store } from '../store/open.ts'
import type { WaitingRow } from '../store/waiting.ts'

export interface PreparedRequest {
  readonly delivery: WaitingRow
  readonly attempt: number
  readonly startedAt: number
  readonly deadlineAt: number
  readonly method: string
  readonly url: string
  readonly target: Target
  /** In wire order, every header that is sent. */
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Why there is nothing to send any more. */
export interface NotPrepared {
  readonly givenUp: 'cancelled' | 'failed'
  readonly reason: string
}

export interface Target {
  /** Scheme and authority. */
  readonly origin: string
  readonly host: string
  /** Path and query exactly as registered: nothing added, nothing removed. */
  readonly path: string
}

/** Of URLs, those that were taken apart: there are few, and each is called again and again. */
const targets = new Map<string, Target>()
const MOST_TARGETS = 1_000

/** @throws when the URL is not an absolute http(s) one. */
export function targetOf(url: string): Target {
  const known = targets.get(url)
  if (known) return known
  const target = parseTarget(url)
  if (targets.size >= MOST_TARGETS) targets.clear()
  targets.set(url, target)
  return target
}

function parseTarget(url: string): Target {
  const parsed = new URL(url)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') throw new TypeError(`${parsed.protocol} is not http or https`)
  const rest = /^[^:]+:\/\/[^/?#]*([^#]*)/.exec(url)?.[1] ?? ''
  // Characters that can't stand on a request line would be refused by the client: those alone are escaped.
  const path = rest.replace(/[^\x21-\x7e]+/g, (text) => encodeURI(text.toWellFormed()))
  return { origin: parsed.origin, host: parsed.host, path: path.startsWith('/') ? path : `/${path}` }
}

/** Methods whose requests say how long their body is even when there is none (RFC 9110, 8.6). */
const MEANS_A_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** The provider's headers among those that any HTTP/1.1 request has, as the client puts them on the wire. */
export function wireHeaders(method: string, target: Target, headers: Headers, body: Uint8Array): Headers {
  const length: Headers = body.length > 0 || MEANS_A_BODY.has(method) ? [['content-length', String(body.length)]] : []
  return [['host', target.host], ['connection', 'keep-alive'], ...headers, ...length]
}

/** Those of one connection or one hop: they belong to whoever sends. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect'])

/** A call that was made again is no part of the trace of the first. */
const OF_A_TRACE = new Set(['traceparent', 'tracestate'])

/** Each attempt is a span of its own, the same one whenever it is prepared. */
function traceHeaders(trace: Trace, delivery: number, attempt: number): Headers {
  const span = createHash('sha256').update(`${trace.traceparent} ${delivery} ${attempt}`).digest('hex').slice(0, 16)
  return [['traceparent', withSpan(trace, span)], ...(trace.tracestate === undefined ? [] : [['tracestate', trace.tracestate] as [string, string]])]
}

export function prepare(store: Store, provider: Provider | undefined, delivery: WaitingRow, now: number): PreparedRequest | NotPrepared {
  const registration = store.registrations.get(delivery.registration_id)
  if (!provider) return { givenUp: 'cancelled', reason: `The provider ${delivery.provider} is not here any more. Once its file is back, this can be replayed.` }
  if (!registration) return { givenUp: 'cancelled', reason: 'The registration was removed.' }
  if (!registration.enabled && delivery.target === null) return { givenUp: 'cancelled', reason: 'The registration is disabled.' }
  if (delivery.sync_id !== null && store.syncs.get(delivery.sync_id)?.status === 'cancelled') return { givenUp: 'cancelled', reason: 'The sync was cancelled.' }
  if (delivery.replay_id !== null && store.replays.get(delivery.replay_id)?.status === 'cancelled') return { givenUp: 'cancelled', reason: 'The replay was cancelled.' }
  const url = delivery.target ?? registration.url
  const target = targetOf(url)
  const envelope =
    delivery.kept_headers === null
      ? provider.build(
          {
            id: delivery.message_id,
            publishedAt: delivery.published_at,
            trigger: delivery.trigger,
            account: registration.account,
            payload: store.bodies.readText(delivery.payload),
          },
          registration.settings,
          now,
        )
      : {
          headers: (JSON.parse(delivery.kept_headers) as Headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()) && !(delivery.replay_of !== null && OF_A_TRACE.has(name.toLowerCase()))),
          body: store.bodies.read(delivery.kept_body),
        }
  const attempt = delivery.attempt_count + 1
  const headers = delivery.trace === null ? envelope.headers : [...envelope.headers, ...traceHeaders(JSON.parse(delivery.trace) as Trace, delivery.id, attempt)]
  return {
    delivery,
    attempt,
    startedAt: now,
    deadlineAt: now + delivery.deadline_ms,
    method: delivery.method,
    url,
    target,
    headers: wireHeaders(delivery.method, target, editHeaders(headers, delivery.header_edit), envelope.body),
    body: envelope.body,
  }
}
