/** Puts a request on record together with the answer it gets: one row, committed before the answer leaves. */
import { placeOf } from '#contract/answer.ts'
import type { Store } from '../store/open.ts'
import type { NewCapture } from '../store/captures.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Tx } from '../store/write.ts'
import { choose, didText, isPlain, type Chosen } from './choose.ts'
import type { Fault } from './connection.ts'
import type { Scripted } from './perform.ts'
import { outgoing, sentence, type Outgoing } from './respond.ts'

/** `unread`: it is answered before its body is read, and why that is said. */
export type Received = Omit<NewCapture, 'fault' | 'answer' | 'place' | 'why' | 'opened' | 'body'> & { readonly body: Buffer; readonly unread: string | null }

const UNANSWERED: Fault = { status: null, text: 'The connection was closed before the request could be answered.' }

/**
 * Resolves once it is durable, with what to answer or what else to do; null: nobody is there any more; undefined: the inbox is gone, and
 * nothing is on record. Only a whole request takes a turn of the inbox's answers, or one that is meant to be answered before it is whole.
 * @param hold told of a capture that is to be answered by hand, before anybody else hears of it.
 * @throws what `Writer.group` throws.
 */
export function record(store: Store, received: Received, incomplete: Fault | null, closed: () => boolean, hold: (capture: number) => void): Promise<Outgoing | Scripted | null | undefined> {
  return store.group((tx) => {
    const inbox = store.inboxes.get(received.inbox)
    if (!inbox) return undefined
    const fault = incomplete ?? (closed() ? UNANSWERED : null)
    if (fault) {
      store.inboxes.count(inbox.id, false)
      const answer = toFault(fault)
      store.captures.insert(tx, { ...received, fault: fault.text, answer: shown(received, answer), place: null, why: null, opened: null })
      return answer
    }
    if (inbox.rules.length === 0) return ofStrip(store, tx, received, inbox, hold)
    const take = (rule: number | null): number => (rule === null ? (store.inboxes.count(inbox.id, true) ?? 0) : store.inboxes.countRule(inbox.id, rule))
    return script(store, tx, received, choose(inbox, received, store.inboxes.turns(inbox), take), hold)
  })
}

/** Nearly every request: no rules, and a plain answer. */
function ofStrip(store: Store, tx: Tx, received: Received, inbox: InboxRow, hold: (capture: number) => void): Outgoing | Scripted {
  const taken = store.inboxes.count(inbox.id, true) ?? 0
  const place = placeOf(inbox.respond, taken)
  const next = inbox.respond[place] ?? { status: 200 }
  if (!isPlain(next) || received.unread !== null) return script(store, tx, received, choose(inbox, received, taken, () => taken), hold)
  const answer = outgoing(next)
  store.captures.insert(tx, { ...received, fault: null, answer: shown(received, answer), place: place + 1, why: null, opened: null })
  return answer
}

function script(store: Store, tx: Tx, received: Received, { answer, why }: Chosen, hold: (capture: number) => void): Outgoing | Scripted {
  if (isPlain(answer) && received.unread === null) {
    const plain = outgoing(answer)
    store.captures.insert(tx, { ...received, fault: null, answer: shown(received, plain), place: why.place, why, opened: null })
    return plain
  }
  const capture = store.captures.insert(tx, { ...received, fault: received.unread, answer: null, place: why.place, why, opened: didText(answer) })
  if (answer.do === 'hold') tx.onCommit(() => hold(capture))
  return { inbox: received.inbox, capture, answer, why }
}

/** Nothing is sent of the body to whoever asked for the head alone. */
const shown = (received: Received, answer: Outgoing | null): Outgoing | null => (answer && received.method === 'HEAD' ? { ...answer, body: Buffer.alloc(0) } : answer)

const toFault = ({ status, text }: Fault): Outgoing | null => (status === null ? null : sentence(status, text, true))
