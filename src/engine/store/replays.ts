/** Runs of replays, what is in them, and their counts, kept by the same transactions that move their deliveries. */
import { hash } from 'node:crypto'
import type { AttemptOutcome, DeliveryStatus } from '#contract/delivery.ts'
import { ReplayVerdict, type ReplayStatus } from '#contract/replay.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'
import { tally } from './tally.ts'
import type { Tx } from './write.ts'

export type ReplaySource = 'deliveries' | 'captures'

export interface ReplayRow {
  readonly id: number
  readonly status: ReplayStatus
  /** What the items name: deliveries, or captures. */
  readonly source: ReplaySource
  readonly registration_id: number | null
  readonly filter: string
  readonly options: string
  readonly pacing: string
  readonly cursor: number
  readonly selected: number
  readonly fed: number
  readonly next_at: number
  readonly allowed: number
  readonly total: number
  readonly made: number
  readonly skipped: number
  readonly sent: number
  readonly unsent: number
  readonly acknowledged: number
  readonly failed: number
  readonly same: number
  readonly fixed: number
  readonly worse: number
  readonly different: number
  readonly created_at: number
  readonly ended_at: number | null
}

export interface ReplayItemRow {
  readonly replay_id: number
  readonly original_id: number
  readonly original_at: number
  readonly delivery_id: number | null
  readonly reason: string | null
  readonly was_outcome: AttemptOutcome | null
  readonly was_status: number | null
  readonly was_body: string | null
  readonly now_outcome: AttemptOutcome | null
  readonly now_status: number | null
  readonly verdict: ReplayVerdict | null
}

/** How an attempt ended, as far as it is compared. */
export interface Ending {
  readonly outcome: AttemptOutcome | null
  readonly status: number | null
  /** SHA-256 of the answer's body. */
  readonly body: string | null
}

/** What moving a delivery of a run needs to know of it. */
export interface Replaying {
  readonly id: number
  readonly replay_id: number | null
  readonly replay_of: number | null
  readonly capture_id: number | null
  readonly attempt_count: number
}

/** Pure: how the end of a replay compares with that of the old delivery. */
export function compare(was: Ending, now: Ending): ReplayVerdict {
  const [then, today] = [was.outcome === 'acknowledged', now.outcome === 'acknowledged']
  if (then !== today) return today ? 'fixed' : 'worse'
  return was.outcome === now.outcome && was.status === now.status && was.body === now.body ? 'same' : 'different'
}

export type Replays = ReturnType<typeof createReplays>

export function createReplays(db: Database, bodies: Bodies) {
  const one = db.prepare<[number], ReplayRow>('SELECT * FROM replays WHERE id = ?')
  const page = db.prepare<[number, number], ReplayRow>('SELECT * FROM replays WHERE id < ? ORDER BY id DESC LIMIT ?')
  const open = db.prepare<[], ReplayRow>("SELECT * FROM replays WHERE status IN ('running', 'paused') ORDER BY id")
  const insert = db.prepare("INSERT INTO replays (status, source, registration_id, filter, options, pacing, cursor, next_at, created_at) VALUES ('running', ?, ?, ?, ?, ?, ?, ?, ?)")
  const add = db.prepare('INSERT INTO replay_items (replay_id, original_id, original_at) VALUES (?, ?, ?)')
  const select = db.prepare('UPDATE replays SET cursor = ?, total = total + ?, selected = ? WHERE id = ?')
  const fed = db.prepare('UPDATE replays SET fed = ?, next_at = ?, skipped = skipped + ? WHERE id = ?')
  const taken = db.prepare('UPDATE replay_items SET delivery_id = ?, reason = ?, was_outcome = ?, was_status = ?, was_body = ? WHERE replay_id = ? AND original_id = ?')
  const setStatus = db.prepare('UPDATE replays SET status = ?, ended_at = ? WHERE id = ?')
  const allow = db.prepare('UPDATE replays SET allowed = min(allowed, made + skipped) + ? WHERE id = ?')
  const count = db.prepare('UPDATE replays SET made = made + ?, sent = sent + ?, unsent = unsent + ?, acknowledged = acknowledged + ?, failed = failed + ? WHERE id = ?')
  const item = db.prepare<[number, number], ReplayItemRow>('SELECT * FROM replay_items WHERE replay_id = ? AND original_id = ?')
  const next = db.prepare<[number, number, number], ReplayItemRow>('SELECT * FROM replay_items WHERE replay_id = ? AND original_id > ? ORDER BY original_id LIMIT ?')
  const lastItem = db.prepare<[number], { original_at: number }>('SELECT original_at FROM replay_items WHERE replay_id = ? ORDER BY original_id DESC LIMIT 1')
  const results = db.prepare<[number, number, number], ReplayItemRow>('SELECT * FROM replay_items WHERE replay_id = ? AND original_id < ? ORDER BY original_id DESC LIMIT ?')
  const resultsOf = db.prepare<[number, string, number, number], ReplayItemRow>('SELECT * FROM replay_items WHERE replay_id = ? AND verdict = ? AND original_id < ? ORDER BY original_id DESC LIMIT ?')
  const judged = db.prepare('UPDATE replay_items SET now_outcome = ?, now_status = ?, verdict = ? WHERE replay_id = ? AND original_id = ?')
  const verdict = Object.fromEntries(ReplayVerdict.options.map((name) => [name, db.prepare(`UPDATE replays SET ${name} = ${name} + 1 WHERE id = ?`)]))
  const lastEnd = db.prepare<[number], { outcome: AttemptOutcome | null; status_code: number | null; response_body: number | null }>(
    'SELECT outcome, status_code, response_body FROM attempts WHERE delivery_id = ? AND outcome IS NOT NULL ORDER BY number DESC LIMIT 1',
  )
  const answer = db.prepare<[number], { answer_status: number | null; answer_body: number | null }>('SELECT answer_status, answer_body FROM captures WHERE id = ?')
  const starts = db.prepare<[number, number], { started_at: number }>(
    `SELECT a.started_at FROM (SELECT id FROM deliveries WHERE replay_id = ? ORDER BY id DESC LIMIT ?) d
       JOIN attempts a ON a.delivery_id = d.id AND a.number = 1 ORDER BY a.started_at`,
  )

  const digest = (body: number): string => hash('sha256', bodies.read(body), 'hex')

  function endOf(delivery: number): Ending {
    const row = lastEnd.get(delivery)
    return { outcome: row?.outcome ?? null, status: row?.status_code ?? null, body: row?.response_body == null ? null : digest(row.response_body) }
  }

  /** What a captured request was answered, and whether that is an acknowledgement. */
  function answerOf(capture: number, ackCodes: readonly number[]): Ending {
    const row = answer.get(capture)
    if (!row || row.answer_status === null) return { outcome: null, status: null, body: null }
    const outcome = ackCodes.includes(row.answer_status) ? 'acknowledged' : 'rejected'
    return { outcome, status: row.answer_status, body: row.answer_body === null ? null : digest(row.answer_body) }
  }

  /** A cancelled one has not been tried to the end: it says nothing. */
  function judge(replay: number, row: Replaying): void {
    const original = row.replay_of ?? row.capture_id
    const found = original === null ? undefined : item.get(replay, original)
    if (!found) return
    const now = endOf(row.id)
    const result = compare({ outcome: found.was_outcome, status: found.was_status, body: found.was_body }, now)
    judged.run(now.outcome, now.status, result, replay, found.original_id)
    verdict[result]?.run(replay)
  }

  return {
    get: (id: number): ReplayRow | undefined => one.get(id),
    page: (before: number, limit: number): ReplayRow[] => page.all(before, limit),
    /** Those that are not over, oldest first. */
    open: (): ReplayRow[] => open.all(),
    /** Items after an original, in the order in which they are taken up. */
    itemsAfter: (id: number, original: number, limit: number): ReplayItemRow[] => next.all(id, original, limit),
    itemOf: (id: number, original: number): ReplayItemRow | undefined => item.get(id, original),
    /** When the newest original was made, ms. */
    lastOriginalAt: (id: number): number | undefined => lastItem.get(id)?.original_at,
    /** Newest original first. */
    results: (id: number, of: ReplayVerdict | undefined, before: number, limit: number): ReplayItemRow[] =>
      of === undefined ? results.all(id, before, limit) : resultsOf.all(id, of, before, limit),
    /** When first attempts of its newest deliveries started, ms, in order. */
    starts: (id: number, limit: number): number[] => starts.all(id, limit).map((row) => row.started_at),
    endOf,
    answerOf,

    insert(tx: Tx, run: { source: ReplaySource; registration: number | null; filter: object; options: object; pacing: object; cursor: number }, now: number): number {
      const id = Number(insert.run(run.source, run.registration, JSON.stringify(run.filter), JSON.stringify(run.options), JSON.stringify(run.pacing), run.cursor, now, now).lastInsertRowid)
      tx.changed('replay', id)
      return id
    },
    /** What belongs to it; what is below `cursor` is still to be looked at, unless that was all. */
    select(tx: Tx, id: number, rows: readonly { readonly id: number; readonly at: number }[], cursor: number, all: boolean): void {
      for (const row of rows) add.run(id, row.id, row.at)
      select.run(cursor, rows.length, Number(all), id)
      tx.changed('replay', id)
    },
    /** An item was taken up: a delivery was made of it, or there is a reason why not. Call inside a transaction. */
    taken(id: number, original: number, made: { delivery: number | null; reason: string | null; was: Ending }): void {
      taken.run(made.delivery, made.reason, made.was.outcome, made.was.status, made.was.body, id, original)
    },
    fed(tx: Tx, id: number, to: { fed: number; nextAt: number; skipped: number }): void {
      fed.run(to.fed, to.nextAt, to.skipped, id)
      tx.changed('replay', id)
    },
    /** `endedAt` null: it goes on. */
    setStatus(tx: Tx, id: number, status: ReplayStatus, endedAt: number | null): void {
      setStatus.run(status, endedAt, id)
      tx.changed('replay', id)
    },
    /** Step by step: so many more than were taken up. */
    allow(tx: Tx, id: number, steps: number): void {
      allow.run(steps, id)
      tx.changed('replay', id)
    },
    /** One of its deliveries went from one status to another; from null: it was made. */
    moved(tx: Tx, id: number, row: Replaying, from: DeliveryStatus | null, to: DeliveryStatus): void {
      const counted = tally(from, to, row.attempt_count)
      const unsent = Number(counted.settled === 1 && from !== 'sending' && row.attempt_count === 0)
      if (counted.made + counted.sent + counted.settled > 0) count.run(counted.made, counted.sent, unsent, counted.acknowledged, counted.failed, id)
      if (counted.settled === 1 && to !== 'cancelled') judge(id, row)
      tx.changed('replay', id)
    },
  }
}
