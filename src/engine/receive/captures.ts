/** Reads captures as the API shows them. */
import type { Answer } from '#contract/answer.ts'
import type { Headers } from '#contract/common.ts'
import type { Explanation } from '#contract/explanation.ts'
import type { Capture, CaptureSummary } from '#contract/inbox.ts'
import type { CaptureRow } from '../store/captures.ts'
import { notFound, rowOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import { cursorOf, rowBefore } from '../store/page.ts'
import { checkAnswers } from './check.ts'
import type { Performer } from './perform.ts'
import { diffBodies } from '../diff/body.ts'
import { explain, type ExplainDeps } from './explain/explain.ts'
import type { KnownSecret } from './explain/keys.ts'

export type CaptureDesk = ReturnType<typeof createCaptureDesk>

/** @throws (all of them) `ProblemError('not_found')`. */
export interface CaptureDeskDeps extends ExplainDeps {
  readonly store: Store
  readonly findInbox: (idOrName: string) => InboxRow
  readonly performer: Performer
  /** Others than an inbox's own that a sender may have used. */
  readonly secrets: () => readonly KnownSecret[]
}

export function createCaptureDesk(deps: CaptureDeskDeps) {
  const { store, verify, findInbox, performer } = deps

  function find(id: string): CaptureRow {
    const number = rowOf('capture', id)
    const row = number === undefined ? undefined : store.captures.get(number)
    if (!row) throw notFound('capture', id)
    return row
  }

  return {
    list(inbox: string, query: { cursor?: string; limit: number }): { items: CaptureSummary[]; nextCursor: string | null; seq: number } {
      const { limit } = query
      const seq = store.seq()
      const rows = store.captures.page(findInbox(inbox).id, rowBefore(query.cursor), limit + 1)
      return { items: rows.slice(0, limit).map((row) => store.captures.summary(row, seq)), nextCursor: cursorOf(rows, limit), seq }
    },
    /** For the live feed, by row number. */
    show(number: number): CaptureSummary | undefined {
      const row = store.captures.getSummary(number)
      return row && store.captures.summary(row, store.seq())
    },
    /** `reveal` goes through the verification again, to show the secret in its steps. A secret that judges otherwise by now is not the one that was used. */
    get(id: string, { reveal }: { reveal: boolean }): Capture {
      const row = find(id)
      const capture = store.captures.show(row, store.seq())
      const scheme = store.inboxes.get(row.inbox_id)?.verify
      if (!reveal || !capture.verdict || scheme?.scheme !== capture.verdict.scheme) return capture
      const request = { method: row.method, target: row.target, headers: JSON.parse(row.headers) as Headers, body: store.bodies.read(row.body) }
      const verdict = verify(scheme, request, { now: row.received_at, reveal })
      return verdict?.ok === capture.verdict.ok ? { ...capture, verdict } : capture
    },
    /** Goes by what its inbox verifies with now. */
    async explain(id: string): Promise<Explanation> {
      const row = find(id)
      const scheme = store.inboxes.get(row.inbox_id)?.verify
      const nothing = { verdict: null, mistakes: [], secret: null, body: null, tried: 0, looked: [], complete: true }
      if (row.fault !== null) return { ...nothing, summary: 'It did not come whole, so there is nothing to explain.' }
      if (!scheme) return { ...nothing, summary: 'Its inbox verifies nothing: choose a scheme for it first.' }
      const body = store.bodies.read(row.body)
      const request = { method: row.method, target: row.target, headers: JSON.parse(row.headers) as Headers, body }
      const { signed, ...why } = await explain(deps, request, scheme, deps.secrets(), row.received_at)
      const sides = signed && ([{ bytes: Buffer.from(signed), size: signed.length, isForm: false }, { bytes: body, size: body.length, isForm: false }] as const)
      return { ...why, body: sides && diffBodies(...sides) }
    },
    /** Gives an answer by hand. It is over in a moment, or goes on as it was told: the feed says when. @throws also `conflict`: it does not wait for one. */
    answer(id: string, answer: Answer): CaptureSummary {
      const { id: number } = find(id)
      checkAnswers([answer], 'answer')
      performer.answerByHand(number, answer)
      return store.captures.summary(find(id), store.seq())
    },
    /** All bytes that were kept. */
    body: (id: string): Buffer => store.bodies.read(find(id).body),
    /** Of all inboxes. */
    count: (): number => store.inboxes.captureCount(),
  }
}
