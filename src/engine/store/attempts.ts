/** Attempts: written before the first byte leaves, completed when they are over. */
import type { Headers } from '#contract/common.ts'
import type { Attempt, AttemptOutcome } from '#contract/delivery.ts'
import type { Database } from 'better-sqlite3'
import { alike } from './alike.ts'
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
  const insert = db.prepare(`INSERT INTO attempts (delivery_id, request_body, number, started_at, deadline_at, method, url, request_headers, sync_id)
      SELECT value ->> 0, value ->> 1, ?, ?, ?, ?, ?, ?, ? FROM json_each(?)`)
  const end = db.prepare(`UPDATE attempts SET ended_at = ?, outcome = ?, error = ?, status_code = ?, interim = ?, response_headers = ?, response_body = ?, response_size = ?
      WHERE number = ? AND delivery_id IN (SELECT value FROM json_each(?))`)
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
    start(started: readonly AttemptStart[]): void {
      const rows = started.map((of) => ({ of, headers: JSON.stringify(of.headers) }))
      for (const group of alike(rows, ({ of, headers }) => `${of.attempt} ${of.startedAt} ${of.deadlineAt} ${of.delivery.sync_id} ${of.method} ${of.url} ${headers}`)) {
        const [{ of, headers }] = group as [(typeof rows)[number]]
        const each = group.map(({ of }) => [of.delivery.id, bodies.keep(of.body)])
        insert.run(of.attempt, of.startedAt, of.deadlineAt, of.method, of.url, headers, of.delivery.sync_id, JSON.stringify(each))
      }
    },
    /** Attempts with this number of these deliveries, which all ended in the same way. Call inside a transaction. */
    end(deliveries: readonly number[], number: number, { endedAt, outcome, error, response: r }: AttemptEnd): void {
      const body = r && bodies.keep(r.body)
      bodies.share(body, deliveries.length - 1)
      const interim = r && r.interim.length > 0 ? JSON.stringify(r.interim) : null
      end.run(endedAt, outcome, error, r?.statusCode ?? null, interim, r && JSON.stringify(r.headers), body, r?.size ?? null, number, JSON.stringify(deliveries))
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
