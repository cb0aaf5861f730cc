/** Finds what a reference names, and makes it comparable. */
import type { Headers } from '#contract/common.ts'
import type { DiffSide } from '#contract/diff.ts'
import { MESSAGE_REF_FORMS, messageRefText, parseMessageRef } from '#contract/message-ref.ts'
import { ProblemError } from '#contract/problem.ts'
import { targetOf } from '../deliver/prepare.ts'
import type { AttemptRow } from '../store/attempts.ts'
import type { CaptureRow } from '../store/captures.ts'
import { idOf, isoTime, isoTimeOrNull, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { Message } from './diff.ts'

export interface Found {
  readonly side: DiffSide
  readonly message: Message
}

/** What a reference is about: the attempt or the capture that has the message. */
export type Origin = { readonly of: 'delivery'; readonly part: 'request' | 'response'; readonly row: AttemptRow } | { readonly of: 'capture'; readonly part: 'request' | 'answer'; readonly row: CaptureRow }

/** @throws `ProblemError('bad_request')` for what is no reference, `('not_found')` for one that names nothing. */
export function originOf(store: Store, text: string): Origin {
  const ref = parseMessageRef(text)
  if (!ref) throw new ProblemError('bad_request', `${JSON.stringify(text)} names no message. Write ${MESSAGE_REF_FORMS}.`)
  if (ref.of === 'capture') {
    const row = store.captures.get(rowOf('capture', ref.id) ?? 0)
    if (!row) throw notFound('capture', ref.id)
    return { of: 'capture', part: ref.part, row }
  }
  const delivery = store.deliveries.get(rowOf('delivery', ref.id) ?? 0)
  if (!delivery) throw notFound('delivery', ref.id)
  if (delivery.attempt_count === 0) throw new ProblemError('not_found', `${ref.id} has no attempt yet: nothing of it has been sent.`)
  const row = store.attempts.get(delivery.id, ref.attempt ?? delivery.attempt_count)
  if (!row) throw notFound('attempt', String(ref.attempt), `${ref.id} has ${delivery.attempt_count}.`)
  return { of: 'delivery', part: ref.part, row }
}

/** @throws as `originOf`, and `('not_found')` for an answer that never came. */
export function messageOf(store: Store, origin: Origin): Found {
  return origin.of === 'capture' ? ofCapture(store, origin.row, origin.part) : ofAttempt(store, origin.row, origin.part)
}

const headersOf = (json: string | null): Headers => JSON.parse(json ?? '[]') as Headers

function ofAttempt(store: Store, row: AttemptRow, part: 'request' | 'response'): Found {
  const id = idOf('delivery', row.delivery_id)
  const ref = messageRefText({ of: 'delivery', id, attempt: row.number, part })
  const side = { ref, title: `${id}, attempt ${row.number}: ${part}`, at: part === 'request' ? isoTime(row.started_at) : isoTimeOrNull(row.ended_at), inboxId: null }
  if (part === 'request') {
    const body = store.bodies.read(row.request_body)
    const start = [['method', row.method], ['target', targetOf(row.url).path], ['version', 'HTTP/1.1']] as const
    return { side, message: { start, headers: headersOf(row.request_headers), body, size: body.length } }
  }
  if (row.status_code === null) throw new ProblemError('not_found', `Attempt ${row.number} of ${id} got no response${row.outcome === null ? ' yet' : ''}.`)
  const body = store.bodies.read(row.response_body)
  return { side, message: { start: [['status', String(row.status_code)]], headers: headersOf(row.response_headers), body, size: row.response_size ?? body.length } }
}

function ofCapture(store: Store, row: CaptureRow, part: 'request' | 'answer'): Found {
  const id = idOf('capture', row.id)
  const side = { ref: messageRefText({ of: 'capture', id, part }), title: `${id}: ${part}`, at: isoTime(row.received_at), inboxId: idOf('inbox', row.inbox_id) }
  if (part === 'request') {
    const start = [['method', row.method], ['target', row.target], ['version', `HTTP/${row.http_version}`]] as const
    return { side, message: { start, headers: headersOf(row.headers), body: store.bodies.read(row.body), size: row.size } }
  }
  if (row.answer_status === null) throw new ProblemError('not_found', `${id} got no answer.`)
  const body = store.bodies.read(row.answer_body)
  return { side, message: { start: [['status', String(row.answer_status)]], headers: headersOf(row.answer_headers), body, size: body.length } }
}
