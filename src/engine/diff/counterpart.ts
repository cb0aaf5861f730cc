/**
 * What was sent as it was received, or the other way round. It is certain where an inbox saw the request come in on the very connection on
 * which it left (`own-calls.ts`). With a proxy or tunnel in between there are two connections: then it is the one that is alike, close in time.
 */
import type { Headers } from '#contract/common.ts'
import type { Counterpart } from '#contract/diff.ts'
import { messageRefText } from '#contract/message-ref.ts'
import type { AttemptRow } from '../store/attempts.ts'
import type { CaptureRow } from '../store/captures.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { Origin } from './messages.ts'

/** How long what is sent may be on its way, and clocks may lie between the two, ms. */
const ON_ITS_WAY_MS = 60_000
const EARLY_MS = 1_000
/** Attempts or captures that are looked at, and bytes of a body in which a message id is looked for. */
const CANDIDATES = 200
const SEARCHED_BYTES = 256 * 1024

type Likeness = Counterpart['likeness']

/** Null: there is none, or it is not kept any more. */
export function counterpartOf(store: Store, origin: Origin): Counterpart | null {
  return origin.of === 'delivery' ? received(store, origin.row, origin.part === 'request' ? 'request' : 'answer') : sent(store, origin.row, origin.part === 'request' ? 'request' : 'response')
}

function received(store: Store, attempt: AttemptRow, part: 'request' | 'answer'): Counterpart | null {
  const told = (row: Pick<CaptureRow, 'id' | 'inbox_id'>, likeness: Likeness): Counterpart => ({
    ref: messageRefText({ of: 'capture', id: idOf('capture', row.id), part }),
    inboxId: idOf('inbox', row.inbox_id),
    certain: likeness.length === 0,
    likeness,
  })
  const certain = store.captures.ofAttempt(attempt.delivery_id, attempt.number).flatMap((id) => store.captures.getSummary(id) ?? [])[0]
  if (certain) return told(certain, [])
  const messageId = store.deliveries.get(attempt.delivery_id)?.message_id ?? ''
  const candidates = store.captures.between(attempt.started_at - EARLY_MS, attempt.started_at + ON_ITS_WAY_MS, CANDIDATES).filter((row) => row.sent_delivery === null)
  const best = mostAlike(candidates, (row) => ({ likeness: likenessOf(store, attempt, messageId, row), distance: Math.abs(row.received_at - attempt.started_at) }))
  return best && told(best.item, best.likeness)
}

function sent(store: Store, capture: CaptureRow, part: 'request' | 'response'): Counterpart | null {
  const told = (row: AttemptRow, likeness: Likeness): Counterpart => ({
    ref: messageRefText({ of: 'delivery', id: idOf('delivery', row.delivery_id), attempt: row.number, part }),
    inboxId: null,
    certain: likeness.length === 0,
    likeness,
  })
  if (capture.sent_delivery !== null) {
    const row = store.attempts.get(capture.sent_delivery, capture.sent_attempt ?? 0)
    return row ? told(row, []) : null
  }
  const candidates = store.attempts
    .between(capture.received_at - ON_ITS_WAY_MS, capture.received_at + EARLY_MS, CANDIDATES)
    .filter((row) => store.captures.ofAttempt(row.delivery_id, row.number).length === 0)
  const best = mostAlike(candidates, (row) => ({ likeness: likenessOf(store, row, row.message_id, capture), distance: Math.abs(row.started_at - capture.received_at) }))
  return best && told(best.item, best.likeness)
}

/** What is alike in most ways, and of several the closest in time. */
function mostAlike<T>(items: readonly T[], judge: (item: T) => { likeness: Likeness; distance: number }): { item: T; likeness: Likeness } | null {
  const alike = items.map((item) => ({ item, ...judge(item) })).filter(({ likeness }) => likeness.length > 0)
  alike.sort((one, other) => other.likeness.length - one.likeness.length || one.distance - other.distance)
  return alike[0] ?? null
}

function likenessOf(store: Store, attempt: AttemptRow, messageId: string, capture: CaptureRow): Likeness {
  const likeness: Likeness = []
  const body = capture.size <= SEARCHED_BYTES ? store.bodies.read(capture.body) : undefined
  // An empty body is like any other empty one.
  if (capture.body !== null && (capture.body === attempt.request_body || body?.equals(store.bodies.read(attempt.request_body)))) likeness.push('body')
  const inHeaders = (): boolean => (JSON.parse(capture.headers) as Headers).some(([, value]) => value.includes(messageId))
  if (messageId !== '' && (body?.includes(messageId) || inHeaders())) likeness.push('message id')
  return likeness
}
