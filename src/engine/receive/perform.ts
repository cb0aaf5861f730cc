/** Carries out what a request is to be done to, beyond a plain answer at once; and puts on record what came of it. */
import { once } from 'node:events'
import { ProblemError } from '#contract/problem.ts'
import { behaviourOf, type Answer, type Behaviour } from '#contract/answer.ts'
import type { Headers } from '#contract/common.ts'
import type { SentEnd, Why } from '#contract/inbox.ts'
import { createRealClock, type Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { BEHAVE } from './behaviours/all.ts'
import type { Behave } from './behaviours/behave.ts'
import { didText } from './choose.ts'
import { delayMs } from './draw.ts'
import type { ReceiveLimits } from './limits.ts'
import type { Exchange } from './respond.ts'
import type { Waits } from './waits.ts'
import { createWire, type Captured, type Wire } from './wire.ts'

/** A capture that is on record and open: what to do to it. */
export interface Scripted {
  readonly inbox: number
  readonly capture: number
  readonly answer: Answer
  readonly why: Why
}

/** A capture that is, or will be, waiting for an answer by hand: whichever comes first waits for the other. */
interface Held {
  answer: Answer | null
  give: ((answer: Answer) => void) | null
}

export type Performer = ReturnType<typeof createPerformer>

export function createPerformer(deps: { store: Store; clock: Clock; log: Log; waits: Waits; limits: ReceiveLimits }) {
  const { store, clock, log, waits, limits } = deps
  const wall = createRealClock()
  /** What is being done, with the inbox that it is done for. */
  const running = new Map<AbortController, number>()
  const held = new Map<number, Held>()
  let stopping = false

  function expectHand(capture: number): Held {
    const slot = { answer: null, give: null }
    held.set(capture, slot)
    return slot
  }

  function byHand(capture: number, signal: AbortSignal): Promise<Answer | null> {
    const slot = held.get(capture) ?? expectHand(capture)
    return new Promise((resolve) => {
      const over = (answer: Answer | null): void => {
        held.delete(capture)
        signal.removeEventListener('abort', gone)
        resolve(answer)
      }
      const gone = (): void => over(null)
      if (signal.aborted || slot.answer) return over(slot.answer)
      signal.addEventListener('abort', gone)
      slot.give = over
    })
  }

  function captured(number: number): Captured | null {
    const row = store.captures.get(number)
    if (!row) return null
    const { method, target, headers, body, inbox_id: inbox } = row
    return { method, target, headers: JSON.parse(headers) as Headers, body: store.bodies.read(body), pseudonym: `hookwright-${store.workspace}-${inbox}` }
  }

  async function act(wire: Wire, answer: Answer, wait: number | null): Promise<SentEnd> {
    if (answer.interim !== undefined) wire.interim(answer.interim)
    if (wait !== null) await wire.wait(wait)
    if (wire.signal.aborted) return wire.signal.reason as SentEnd
    // The table has each behaviour under its own name.
    return (BEHAVE[behaviourOf(answer)] as Behave<Behaviour>)(answer, wire)
  }

  async function perform(exchange: Exchange, { inbox, capture, answer, why }: Scripted): Promise<void> {
    const { socket } = exchange.connection
    const over = new AbortController()
    running.set(over, inbox)
    if (stopping) over.abort('stopped')
    if (!store.inboxes.get(inbox)) over.abort('closed')
    const startedAt = clock.precise()
    const lift = wall.at(wall.now() + limits.openMs, () => over.abort('limit'))
    // Silence is what may be asked for here.
    socket.setTimeout(0)
    await turnOf(exchange)
    let given = answer
    const { wire, account, release } = createWire(exchange, {
      now: clock.precise,
      wait: waits.wait,
      byHand: async (signal) => {
        const by = await byHand(capture, signal)
        given = by ?? given
        return by
      },
      act: (on, by) => act(on, by, by.delay ? delayMs(by.delay, capture, 0) : null),
      captured: () => captured(capture),
      limits,
      over,
    })
    let end: SentEnd
    try {
      end = await act(wire, answer, why.delayMs)
    } finally {
      lift()
      release()
      running.delete(over)
      held.delete(capture)
    }
    const endedAt = clock.precise()
    const ms = (time: number): number => Math.max(0, Math.round(time - startedAt))
    const sent = {
      end,
      bytes: account.bytes(),
      interim: account.interim,
      firstByteMs: account.firstByteAt === null ? null : ms(account.firstByteAt),
      endMs: ms(endedAt),
      byHand: given !== answer,
      ...(account.forwarded && { forwarded: account.forwarded }),
    }
    try {
      await store.group((tx) => store.captures.finish(tx, capture, { did: didText(given), answer: account.answer(), sent }))
    } catch (error) {
      log.error({ err: error, capture: idOf('capture', capture) }, 'how an answer ended could not be put on record')
    }
    if (over.signal.aborted && !socket.destroyed) socket.destroy()
  }

  return {
    perform,
    /** It is on record that this one is to be held. */
    expectHand,
    /** Answers what is held. @throws `ProblemError('conflict')` when it is not, or not any more. */
    answerByHand(capture: number, answer: Answer): void {
      const slot = held.get(capture)
      if (!slot || slot.answer) throw new ProblemError('conflict', `${idOf('capture', capture)} does not wait to be answered by hand: it has its answer, or the sender has gone.`)
      if (slot.give) slot.give(answer)
      else slot.answer = answer
    },
    /** The inbox is gone: nobody can answer for it any more. */
    forget(inbox: number): void {
      for (const [over, of] of running) if (of === inbox) over.abort('closed')
    },
    /** Ends all that waits, at once. */
    stop(): void {
      stopping = true
      for (const over of running.keys()) over.abort('stopped')
    },
  }
}

/** Resolves when the answers to the requests before it, on its connection, have left; or the connection is gone. */
async function turnOf({ previous, connection }: Exchange): Promise<void> {
  if (!previous || previous.writableFinished || connection.socket.destroyed) return
  const settled = new AbortController()
  await Promise.race([once(previous, 'finish', { signal: settled.signal }), once(connection.socket, 'close', { signal: settled.signal })]).finally(() => settled.abort())
}
