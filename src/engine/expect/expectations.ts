/** Expectations of tests: what should come at an inbox, how a delivery should end, that nothing is left to do. */
import type { Answered, Parsed } from '#contract/api.ts'
import type { Headers } from '#contract/common.ts'
import type { Delivery } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import type { CaptureRow } from '../store/captures.ts'
import { idOf, notFound, rowOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import type { Seen } from './match.ts'
import { createTally } from './tally.ts'
import type { Wait } from './wait.ts'

export interface ExpectationDeps {
  readonly store: Store
  readonly wait: Wait
  readonly findInbox: (idOrName: string) => InboxRow
  readonly delivery: (id: string) => Delivery
  /** What a request to the inbox carries; null where its scheme reads nothing out of it. */
  readonly payload: (inbox: InboxRow, request: { headers: Headers; body: Uint8Array }) => string | null
  /** No new call is begun. */
  readonly paused: () => boolean
}

/** Captures looked at in one turn of the event loop. */
const CHUNK = 100

export function createExpectations({ store, wait, findInbox, delivery, payload, paused }: ExpectationDeps) {
  function seenOf(inbox: InboxRow, row: CaptureRow): Seen {
    const headers = JSON.parse(row.headers) as Headers
    const body = store.bodies.read(row.body)
    return {
      method: row.method,
      target: row.target,
      headers,
      body,
      payload: () => payload(inbox, { headers, body }),
      verified: row.verdict_ok === null ? null : row.verdict_ok === 1,
      answered: row.answer_status,
    }
  }

  const whyNot = (): string => (paused() ? ' Sending is paused.' : '')

  function firstAfter(id: string | undefined): number {
    if (id === undefined) return 0
    const row = rowOf('capture', id)
    if (row === undefined) throw notFound('capture', id)
    return row
  }

  return {
    async expect(input: Parsed<'expect'>['body'], signal: AbortSignal): Promise<Answered<'expect'>> {
      const inbox = findInbox(input.inbox)
      const { sequence, where = {} } = input
      const { min, max } = range(input.count, sequence)
      const tally = createTally({ inbox: inbox.name, where, sequence, min, max })
      let cursor = firstAfter(input.after)
      const look = async (): Promise<boolean | undefined> => {
        for (;;) {
          const rows = store.captures.after(inbox.id, cursor, CHUNK)
          for (const row of rows) tally.take(idOf('capture', row.id), seenOf(inbox, row))
          cursor = rows.at(-1)?.id ?? cursor
          if (rows.length < CHUNK) return tally.decided()
          signal.throwIfAborted()
          await new Promise((resolve) => void setImmediate(resolve))
        }
      }
      const { withinMs, patienceMs } = input
      const decided = await wait({ withinMs, patienceMs, fromOutside: true, whole: min === 0, look }, signal)
      return tally.result(decided ?? tally.met())
    },

    async settle(id: string, { withinMs, patienceMs }: Parsed<'settleDelivery'>['body'], signal: AbortSignal): Promise<Answered<'settleDelivery'>> {
      const look = (): Promise<boolean | undefined> => Promise.resolve(SETTLED.has(delivery(id).status) ? true : undefined)
      const settled = (await wait({ withinMs, patienceMs, fromOutside: false, whole: false, look }, signal)) ?? false
      const end = delivery(id)
      return { settled, message: settled ? null : waits(end) + whyNot(), delivery: end }
    },

    async idle({ withinMs, patienceMs }: Parsed<'awaitIdle'>['body'], signal: AbortSignal): Promise<Answered<'awaitIdle'>> {
      const look = (): Promise<boolean | undefined> => {
        const { queued, sending } = store.deliveries.counts()
        return Promise.resolve(queued + sending === 0 ? true : undefined)
      }
      const idle = (await wait({ withinMs, patienceMs, fromOutside: false, whole: false, look }, signal)) ?? false
      const { queued, sending } = store.deliveries.counts()
      return { idle, message: idle ? null : `${queued} deliveries wait for their first attempt and ${sending} for an answer.${whyNot()}` }
    },
  }
}

function range(count: Parsed<'expect'>['body']['count'], sequence: readonly unknown[] | undefined): { min: number; max: number } {
  if (sequence) return { min: sequence.length, max: Infinity }
  if (typeof count === 'number') return { min: count, max: count }
  return { min: count?.min ?? (count?.max === undefined ? 1 : 0), max: count?.max ?? Infinity }
}

/** How a delivery stands, and what would bring it on. */
function waits({ id, status, attemptCount, lastOutcome, lastStatusCode, lastError, nextAttemptAt }: Delivery): string {
  const last = attemptCount === 0 ? 'it has not been sent yet' : `attempt ${attemptCount} was ${lastOutcome ?? 'sent'}${lastStatusCode === null ? '' : ` with ${lastStatusCode}`}${lastError === null ? '' : ` (${lastError})`}`
  const next = nextAttemptAt === null ? '' : `; its next attempt is due at ${nextAttemptAt}: move the clock there, or wait longer`
  return `${id} is ${status}: ${last}${next}.`
}
