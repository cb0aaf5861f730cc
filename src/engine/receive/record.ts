/** Puts a request on record together with the answer it gets: one row, committed before the answer leaves. */
import type { Store } from '../store/open.ts'
import type { NewCapture } from '../store/captures.ts'
import type { Fault } from './connection.ts'
import { inTurn, outgoing, sentence, type Outgoing } from './respond.ts'

export type Received = Omit<NewCapture, 'fault' | 'answer'>

const UNANSWERED: Fault = { status: null, text: 'The connection was closed before the request could be answered.' }

/**
 * Resolves once it is durable, with what to answer; null: nobody is there any more; undefined: the inbox is gone, and nothing is on record.
 * Only a whole request takes a turn of the inbox's answers.
 * @throws what `Writer.group` throws.
 */
export function record(store: Store, received: Received, incomplete: Fault | null, closed: () => boolean): Promise<Outgoing | null | undefined> {
  return store.group((tx) => {
    const fault = incomplete ?? (closed() ? UNANSWERED : null)
    const taken = store.inboxes.count(received.inbox, fault === null)
    if (taken === undefined) return undefined
    const answer = fault ? toFault(fault) : outgoing(inTurn(store.inboxes.get(received.inbox)?.respond ?? [], taken))
    const shown = answer && received.method === 'HEAD' ? { ...answer, body: Buffer.alloc(0) } : answer
    store.captures.insert(tx, { ...received, fault: fault?.text ?? null, answer: shown })
    return answer
  })
}

const toFault = ({ status, text }: Fault): Outgoing | null => (status === null ? null : sentence(status, text, true))
