/** Requests that inboxes received, and what they were answered. */
import type { Headers } from '#contract/common.ts'
import type { Capture, CaptureSummary, Imported, Sent, Why } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'
import { firstAt } from './first-at.ts'
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
  readonly did: string | null
  readonly open: number
  /** Null: it was received here. */
  readonly imported_at: number | null
  /** JSON: `format` and `file`. */
  readonly imported_from: string | null
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
  readonly place: number | null
  readonly why: string | null
  readonly sent: string | null
  readonly sent_delivery: number | null
  readonly sent_attempt: number | null
}

/** An answer that left, or is about to. */
export interface AnswerBytes {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Those of an inbox, a method, a verdict (1: it holds) and a time, ms; null: whichever. */
export interface CaptureSelection {
  readonly inbox: number | null
  readonly method: string | null
  readonly verdict: number | null
  readonly from: number | null
  readonly to: number | null
}
export type SelectedCapture = Pick<CaptureRow, 'id' | 'received_at'>

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
  /** Null: nobody was there to be answered, or it is open. */
  readonly answer: AnswerBytes | null
  /** Which answer of the inbox it took, from 1; null: none. */
  readonly place: number | null
  /** Null: its place says it all. */
  readonly why: Why | null
  /** What is being done to it from now on, whose end follows in `finish`; null: it is answered, or never will be. */
  readonly opened: string | null
  /** Where it came from, as `imported_from` has it, when it was not received here; `at` in ms. */
  readonly imported?: { readonly at: number; readonly from: string }
  /** The attempt of ours that it is; absent: somebody else's, or nobody knows. */
  readonly call?: { readonly delivery: number; readonly attempt: number }
}

/** Of a plain answer at once only its place is kept: the words of it would cost more than all the rest. */
function whyOf({ why, place }: CaptureRow): Why | null {
  if (why !== null) return JSON.parse(why) as Why
  return place === null ? null : { rule: null, passed: [], place, of: null, turn: null, drawn: null, delayMs: null }
}

export type Captures = ReturnType<typeof createCaptures>

export function createCaptures(db: Database, bodies: Bodies) {
  // A column that is bound costs about as much as one that is written, and few captures have more than these.
  const PLAIN = 'inbox_id, received_at, size, answer_status, method, target, http_version, peer, duration_ms, body, answer_body, answer_headers, headers, place'
  const insertPlain = db.prepare(`INSERT INTO captures (${PLAIN}, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`)
  const insert = db.prepare(`INSERT INTO captures (${PLAIN}, verdict_ok, verdict_summary, fault, verdict, did, open, why, imported_at, imported_from, sent_delivery, sent_attempt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const finish = db.prepare('UPDATE captures SET answer_status = ?, answer_headers = ?, answer_body = ?, did = ?, sent = ?, open = 0 WHERE id = ? AND open = 1')
  const openOnes = db.prepare<[], CaptureRow>('SELECT * FROM captures WHERE open = 1')
  const summaryColumns = 'id, inbox_id, received_at, size, answer_status, verdict_ok, verdict_summary, fault, method, target, did, open, imported_at, imported_from'
  const one = db.prepare<[number], CaptureRow>('SELECT * FROM captures WHERE id = ?')
  const summaryOf = db.prepare<[number], CaptureSummaryRow>(`SELECT ${summaryColumns} FROM captures WHERE id = ?`)
  const pageOf = db.prepare<[number, number, number], CaptureSummaryRow>(
    `SELECT ${summaryColumns} FROM captures WHERE inbox_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  )
  const allAfter = db.prepare<[number, number], CaptureRow>('SELECT * FROM captures WHERE id > ? ORDER BY id LIMIT ?')
  const after = db.prepare<[number, number, number], CaptureRow>('SELECT * FROM captures WHERE inbox_id = ? AND id > ? ORDER BY id LIMIT ?')
  const bodiesOf = db.prepare<[number], { body: number | null; answer_body: number | null }>('SELECT body, answer_body FROM captures WHERE inbox_id = ?')
  const oldest = db.prepare<[number], Pick<CaptureRow, 'id' | 'inbox_id' | 'received_at' | 'body' | 'answer_body'>>('SELECT id, inbox_id, coalesce(imported_at, received_at) AS received_at, body, answer_body FROM captures ORDER BY id LIMIT ?')
  const sentAs = db.prepare<[number, number], { id: number }>('SELECT id FROM captures WHERE sent_delivery = ? AND sent_attempt = ? ORDER BY id')
  // An imported one is as old as its import here, so that time grows with the row number.
  const keptAt = db.prepare<[number], { id: number; at: number }>('SELECT id, coalesce(imported_at, received_at) AS at FROM captures WHERE id >= ? ORDER BY id LIMIT 1')
  const newest = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM captures')
  const range = db.prepare<[number, number, number], CaptureRow>('SELECT * FROM captures WHERE id >= ? AND id < ? AND imported_at IS NULL ORDER BY id LIMIT ?')
  // Of one inbox its index is walked, else the rows.
  const selectWhere = 'id < @before AND (@method IS NULL OR method = @method) AND (@verdict IS NULL OR verdict_ok = @verdict) AND (@from IS NULL OR received_at >= @from) AND (@to IS NULL OR received_at < @to) ORDER BY id DESC LIMIT @limit'
  const selectAll = db.prepare<[object], SelectedCapture>(`SELECT id, received_at FROM captures WHERE ${selectWhere}`)
  const selectOf = db.prepare<[object], SelectedCapture>(`SELECT id, received_at FROM captures WHERE inbox_id = @inbox AND ${selectWhere}`)
  const remove = db.prepare<[number]>('DELETE FROM captures WHERE id = ?')
  const removeOf = db.prepare<[number]>('DELETE FROM captures WHERE inbox_id = ?')

  function importedOf(row: CaptureSummaryRow): Imported | null {
    if (row.imported_at === null || row.imported_from === null) return null
    return { at: isoTime(row.imported_at), ...(JSON.parse(row.imported_from) as Omit<Imported, 'at'>) }
  }

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
    did: row.did,
    open: row.open === 1,
    fault: row.fault,
    imported: importedOf(row),
  })

  return {
    get: (id: number): CaptureRow | undefined => one.get(id),
    getSummary: (id: number): CaptureSummaryRow | undefined => summaryOf.get(id),
    /** Newest first. */
    page: (inbox: number, before: number, limit: number): CaptureSummaryRow[] => pageOf.all(inbox, before, limit),

    /** Oldest first, whole; of one inbox, or of all. */
    after: (inbox: number | undefined, id: number, limit: number): CaptureRow[] => (inbox === undefined ? allAfter.all(id, limit) : after.all(inbox, id, limit)),
    importedOf,
    /** Newest first, below a row number. */
    select: (which: CaptureSelection, before: number, limit: number): SelectedCapture[] => (which.inbox === null ? selectAll : selectOf).all({ ...which, before, limit }),
    newestId: (): number => newest.get()?.id ?? 0,

    /** Its row number. */
    insert(tx: Tx, c: NewCapture): number {
      const { answer, verdict, fault, opened, why, imported, call } = c
      const plain = [
        c.inbox, c.receivedAt, c.body.length, answer && answer.status, c.method, c.target, c.httpVersion, c.peer, c.durationMs,
        bodies.keep(c.body), answer && bodies.keep(answer.body), answer && JSON.stringify(answer.headers), JSON.stringify(c.headers), c.place,
      ]
      const isPlain = verdict === null && fault === null && opened === null && why === null && !imported && !call
      const result = isPlain
        ? insertPlain.run(...plain)
        : insert.run(
            ...plain, verdict && Number(verdict.ok), verdict && verdict.summary, fault, verdict && JSON.stringify(verdict), opened, opened === null ? 0 : 1,
            why && JSON.stringify(why), imported?.at ?? null, imported?.from ?? null, call?.delivery ?? null, call?.attempt ?? null,
          )
      const id = Number(result.lastInsertRowid)
      tx.changed('capture', id)
      return id
    },
    /** What an open one was answered in the end. Nothing happens when it has gone meanwhile, or is not open. */
    finish(tx: Tx, id: number, { did, answer, sent }: { did: string; answer: AnswerBytes | null; sent: Sent }): void {
      const row = one.get(id)
      if (row?.open !== 1) return
      finish.run(answer && answer.status, answer && JSON.stringify(answer.headers), answer && bodies.keep(answer.body), did, JSON.stringify(sent), id)
      tx.changed('capture', id)
    },
    openOnes: (): CaptureRow[] => openOnes.all(),
    /** What an attempt certainly came in as, by row number. */
    ofAttempt: (delivery: number, attempt: number): number[] => sentAs.all(delivery, attempt).map(({ id }) => id),
    /** Those that came in between two times, ms, the first first; at most `limit` of them. */
    between(since: number, until: number, limit: number): CaptureRow[] {
      const at = (time: number): number => firstAt((id) => keptAt.get(id), newest.get()?.id ?? 0, time)
      return range.all(at(since), at(until + 1), limit)
    },
    /** The first that were received or imported, each with that time. */
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
        why: whyOf(row),
        sent: row.sent === null ? null : (JSON.parse(row.sent) as Sent),
      }
    },
  }
}
