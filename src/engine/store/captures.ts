/** Requests that inboxes received, and what they were answered. */
import type { Headers } from '#contract/common.ts'
import type { Capture, CaptureSummary } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'
import { idOf, isoTime } from './ids.ts'
import type { Tx } from './write.ts'

/** What a list shows. */
export interface CaptureSummaryRow {
  readonly id: number
  readonly inbox_id: number
  readonly received_at: number
  readonly size: number
  readonly answer_status: number | null
  readonly verdict_ok: number | null
  readonly verdict_summary: string | null
  readonly fault: string | null
  readonly method: string
  readonly target: string
}

export interface CaptureRow extends CaptureSummaryRow {
  readonly http_version: string
  readonly peer: string
  readonly duration_ms: number
  readonly body: number | null
  readonly answer_body: number | null
  readonly answer_headers: string | null
  readonly headers: string
  readonly verdict: string | null
}

export interface NewCapture {
  readonly inbox: number
  readonly receivedAt: number
  readonly method: string
  readonly target: string
  readonly httpVersion: string
  readonly headers: Headers
  readonly body: Uint8Array
  readonly peer: string
  readonly durationMs: number
  readonly fault: string | null
  readonly verdict: Verdict | null
  /** Null: nobody was there to be answered. */
  readonly answer: { readonly status: number; readonly headers: Headers; readonly body: Uint8Array } | null
}

export type Captures = ReturnType<typeof createCaptures>

export function createCaptures(db: Database, bodies: Bodies) {
  const insert = db.prepare(`INSERT INTO captures (inbox_id, received_at, size, answer_status, verdict_ok, verdict_summary, fault, method, target,
      http_version, peer, duration_ms, body, answer_body, answer_headers, headers, verdict)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const summaryColumns = 'id, inbox_id, received_at, size, answer_status, verdict_ok, verdict_summary, fault, method, target'
  const one = db.prepare<[number], CaptureRow>('SELECT * FROM captures WHERE id = ?')
  const summaryOf = db.prepare<[number], CaptureSummaryRow>(`SELECT ${summaryColumns} FROM captures WHERE id = ?`)
  const pageOf = db.prepare<[number, number, number], CaptureSummaryRow>(
    `SELECT ${summaryColumns} FROM captures WHERE inbox_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  )
  const afterOf = db.prepare<[number, number, number], CaptureRow>('SELECT * FROM captures WHERE inbox_id = ? AND id > ? ORDER BY id LIMIT ?')
  const bodiesOf = db.prepare<[number], { body: number | null; answer_body: number | null }>('SELECT body, answer_body FROM captures WHERE inbox_id = ?')
  const oldest = db.prepare<[number], Pick<CaptureRow, 'id' | 'inbox_id' | 'received_at' | 'body' | 'answer_body'>>('SELECT id, inbox_id, received_at, body, answer_body FROM captures ORDER BY id LIMIT ?')
  const remove = db.prepare<[number]>('DELETE FROM captures WHERE id = ?')
  const removeOf = db.prepare<[number]>('DELETE FROM captures WHERE inbox_id = ?')

  const summary = (row: CaptureSummaryRow, seq: number): CaptureSummary => ({
    seq,
    id: idOf('capture', row.id),
    inboxId: idOf('inbox', row.inbox_id),
    receivedAt: isoTime(row.received_at),
    method: row.method,
    target: row.target,
    size: row.size,
    verdict: row.verdict_ok === null ? null : { ok: row.verdict_ok === 1, summary: row.verdict_summary ?? '' },
    answerStatus: row.answer_status,
    fault: row.fault,
  })

  return {
    get: (id: number): CaptureRow | undefined => one.get(id),
    getSummary: (id: number): CaptureSummaryRow | undefined => summaryOf.get(id),
    /** Newest first. */
    page: (inbox: number, before: number, limit: number): CaptureSummaryRow[] => pageOf.all(inbox, before, limit),

    /** In the order in which they came. */
    after: (inbox: number, id: number, limit: number): CaptureRow[] => afterOf.all(inbox, id, limit),

    insert(tx: Tx, c: NewCapture): void {
      const result = insert.run(
        c.inbox, c.receivedAt, c.body.length, c.answer?.status ?? null, c.verdict && Number(c.verdict.ok), c.verdict?.summary ?? null, c.fault, c.method, c.target,
        c.httpVersion, c.peer, c.durationMs, bodies.keep(c.body), c.answer && bodies.keep(c.answer.body), c.answer && JSON.stringify(c.answer.headers),
        JSON.stringify(c.headers), c.verdict && JSON.stringify(c.verdict),
      )
      tx.changed('capture', Number(result.lastInsertRowid))
    },
    /** The first that were received. */
    oldest: (limit: number) => oldest.all(limit),
    /** With the bytes that nothing else has. */
    remove(tx: Tx, row: Pick<CaptureRow, 'id' | 'body' | 'answer_body'>): void {
      remove.run(row.id)
      bodies.release(row.body)
      bodies.release(row.answer_body)
      tx.changed('capture', row.id)
    },
    /** All captures of an inbox, with the bytes that nothing else has. Call inside a transaction. */
    deleteOf(inbox: number): void {
      for (const { body, answer_body } of bodiesOf.all(inbox)) {
        bodies.release(body)
        bodies.release(answer_body)
      }
      removeOf.run(inbox)
    },

    summary,
    show(row: CaptureRow, seq: number): Capture {
      return {
        ...summary(row, seq),
        httpVersion: row.http_version,
        headers: JSON.parse(row.headers) as Headers,
        body: bodies.show(row.body),
        peer: row.peer,
        durationMs: row.duration_ms,
        answer:
          row.answer_status === null
            ? null
            : { status: row.answer_status, headers: JSON.parse(row.answer_headers ?? '[]') as Headers, body: bodies.show(row.answer_body) },
        verdict: row.verdict === null ? null : (JSON.parse(row.verdict) as Verdict),
      }
    },
  }
}
