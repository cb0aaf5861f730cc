/** Attempts: written before the first byte leaves, completed when they are over. */
import type { Headers } from '#contract/common.ts'
import type { Attempt, AttemptOutcome } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'
import { firstAt } from './first-at.ts'
import { isoTime, isoTimeOrNull } from './ids.ts'

export interface AttemptRow {
  readonly delivery_id: number
  readonly number: number
  readonly started_at: number
  readonly deadline_at: number
  readonly ended_at: number | null
  readonly outcome: AttemptOutcome | null
  readonly error: string | null
  readonly method: string
  readonly url: string
  readonly request_headers: string
  readonly request_body: number | null
  readonly status_code: number | null
  readonly interim: string | null
  readonly response_headers: string | null
  readonly response_body: number | null
  readonly response_size: number | null
  readonly closed_at: number | null
  readonly late_status: number | null
}

export interface AttemptStart {
  readonly delivery: { readonly id: number; readonly sync_id: number | null }
  /** Its number, from 1. */
  readonly attempt: number
  readonly startedAt: number
  readonly deadlineAt: number
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** What came of an attempt. `response` null: nothing that counts as an answer came. */
export interface AttemptEnd {
  readonly endedAt: number
  readonly outcome: AttemptOutcome
  readonly error: string | null
  readonly response: {
    readonly statusCode: number
    readonly interim: readonly number[]
    readonly headers: Headers
    /** What was kept of it. */
    readonly body: Uint8Array
    /** Bytes that came. */
    readonly size: number
  } | null
}

/** Deliveries among which an attempt is looked for by its time alone. */
const NEWEST_DELIVERIES = 2_000

export type Attempts = ReturnType<typeof createAttempts>

export function createAttempts(db: Database, bodies: Bodies) {
  const insert = db.prepare(`INSERT INTO attempts (delivery_id, number, started_at, deadline_at, method, url, request_headers, request_body, sync_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const update = db.prepare(`UPDATE attempts SET ended_at = ?, outcome = ?, error = ?, status_code = ?, interim = ?, response_headers = ?,
      response_body = ?, response_size = ? WHERE delivery_id = ? AND number = ?`)
  // What nearly every answer is: a column that is bound costs about as much as one that is written.
  const answered = db.prepare('UPDATE attempts SET ended_at = ?, outcome = ?, status_code = ?, response_headers = ?, response_body = ?, response_size = ? WHERE delivery_id = ? AND number = ?')
  const close = db.prepare('UPDATE attempts SET closed_at = ?, late_status = ? WHERE delivery_id = ? AND number = ?')
  const bodiesOf = db.prepare<[number], Pick<AttemptRow, 'request_body' | 'response_body'>>('SELECT request_body, response_body FROM attempts WHERE delivery_id = ?')
  const remove = db.prepare<[number]>('DELETE FROM attempts WHERE delivery_id = ?')
  const of = db.prepare<[number], AttemptRow>('SELECT * FROM attempts WHERE delivery_id = ? ORDER BY number')
  const one = db.prepare<[number, number], AttemptRow>('SELECT * FROM attempts WHERE delivery_id = ? AND number = ?')
  const createdAt = db.prepare<[number], { id: number; at: number }>('SELECT id, created_at AS at FROM deliveries WHERE id >= ? ORDER BY id LIMIT 1')
  const newest = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM deliveries')
  const startedBetween = db.prepare<[number, number, number, number, number], AttemptRow & { readonly message_id: string }>(
    `SELECT attempts.*, message_id FROM attempts JOIN deliveries ON id = delivery_id
      WHERE delivery_id >= ? AND delivery_id < ? AND started_at BETWEEN ? AND ? ORDER BY delivery_id DESC, number DESC LIMIT ?`,
  )

  return {
    of: (delivery: number): AttemptRow[] => of.all(delivery),
    get: (delivery: number, number: number): AttemptRow | undefined => one.get(delivery, number),
    /** Of the newest deliveries that were there by then: attempts that began between two times, ms, with their message ids; at most `limit`. */
    between(since: number, until: number, limit: number) {
      const end = firstAt((id) => createdAt.get(id), newest.get()?.id ?? 0, until + 1)
      return startedBetween.all(end - NEWEST_DELIVERIES, end, since, until, limit)
    },
    /** Call inside a transaction. */
    start(a: AttemptStart): void {
      insert.run(a.delivery.id, a.attempt, a.startedAt, a.deadlineAt, a.method, a.url, JSON.stringify(a.headers), bodies.keep(a.body), a.delivery.sync_id)
    },
    /** Call inside a transaction. */
    end(delivery: number, number: number, end: AttemptEnd): void {
      const r = end.response
      if (r && end.error === null && r.interim.length === 0) {
        answered.run(end.endedAt, end.outcome, r.statusCode, JSON.stringify(r.headers), bodies.keep(r.body), r.size, delivery, number)
        return
      }
      update.run(
        end.endedAt, end.outcome, end.error,
        r?.statusCode ?? null, r && JSON.stringify(r.interim), r && JSON.stringify(r.headers),
        r && bodies.keep(r.body), r?.size ?? null,
        delivery, number,
      )
    },
    /** A call that went on after its outcome was decided is over. Call inside a transaction. */
    close(delivery: number, number: number, at: number, lateStatus: number | null): void {
      close.run(at, lateStatus, delivery, number)
    },
    /** All of a delivery, with the bytes that nothing else has. Call inside a transaction. */
    remove(delivery: number): void {
      for (const { request_body, response_body } of bodiesOf.all(delivery)) {
        bodies.release(request_body)
        bodies.release(response_body)
      }
      remove.run(delivery)
    },
    /** `open`: the call itself is not over yet. */
    show(row: AttemptRow, open: boolean): Attempt {
      return {
        number: row.number,
        startedAt: isoTime(row.started_at),
        endedAt: isoTimeOrNull(row.ended_at),
        deadlineAt: isoTime(row.deadline_at),
        outcome: row.outcome,
        closedAt: open ? null : isoTimeOrNull(row.closed_at ?? row.ended_at),
        lateStatusCode: row.late_status,
        error: row.error,
        request: { method: row.method, url: row.url, headers: JSON.parse(row.request_headers) as Headers, body: bodies.show(row.request_body) },
        response:
          row.status_code === null
            ? null
            : {
                statusCode: row.status_code,
                interim: JSON.parse(row.interim ?? '[]') as number[],
                headers: JSON.parse(row.response_headers ?? '[]') as Headers,
                body: bodies.show(row.response_body, row.response_size ?? 0),
              },
      }
    },
  }
}
