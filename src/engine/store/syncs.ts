/** Full syncs and their counts, kept by the same transactions that move their deliveries. */
import type { DeliveryStatus } from '#contract/delivery.ts'
import type { SyncStatus } from '#contract/sync.ts'
import type { Database } from 'better-sqlite3'
import { tally } from './tally.ts'
import type { Tx } from './write.ts'

export interface SyncRow {
  readonly id: number
  readonly registration_id: number
  readonly provider: string
  readonly status: SyncStatus
  readonly interval_ms: number
  readonly batch_size: number
  readonly total: number
  /** Id of the last document that was looked at; null before the first. */
  readonly cursor: string | null
  readonly exhausted: number
  readonly looked_at: number
  readonly skipped: number
  readonly messages: number
  readonly sent: number
  readonly acknowledged: number
  readonly failed: number
  readonly last_start_at: number | null
  readonly created_at: number
  readonly ended_at: number | null
}

export type NewSync = Pick<SyncRow, 'registration_id' | 'provider' | 'interval_ms' | 'batch_size' | 'total'>

/** How far feeding has come. */
export interface Fed {
  readonly cursor: string | null
  readonly lookedAt: number
  readonly skipped: number
  readonly exhausted: boolean
}

export type Syncs = ReturnType<typeof createSyncs>

export function createSyncs(db: Database) {
  const one = db.prepare<[number], SyncRow>('SELECT * FROM syncs WHERE id = ?')
  const pageOf = db.prepare<[number, number | null, number | null, number], SyncRow>(
    'SELECT * FROM syncs WHERE id < ? AND (? IS NULL OR registration_id = ?) ORDER BY id DESC LIMIT ?',
  )
  const open = db.prepare<[], SyncRow>("SELECT * FROM syncs WHERE status IN ('running', 'paused') ORDER BY id")
  const insert = db.prepare(
    "INSERT INTO syncs (registration_id, provider, status, interval_ms, batch_size, total, created_at) VALUES (?, ?, 'running', ?, ?, ?, ?)",
  )
  const count = db.prepare('UPDATE syncs SET messages = messages + ?, sent = sent + ?, acknowledged = acknowledged + ?, failed = failed + ? WHERE id = ?')
  const feed = db.prepare('UPDATE syncs SET cursor = ?, looked_at = looked_at + ?, skipped = skipped + ?, exhausted = ? WHERE id = ?')
  const setStatus = db.prepare('UPDATE syncs SET status = ?, ended_at = ? WHERE id = ?')
  const started = db.prepare('UPDATE syncs SET last_start_at = ? WHERE id = ?')
  const starts = db.prepare<[number, number], { started_at: number }>('SELECT started_at FROM attempts WHERE sync_id = ? ORDER BY started_at DESC LIMIT ?')

  return {
    get: (id: number): SyncRow | undefined => one.get(id),
    page: (before: number, registration: number | null, limit: number): SyncRow[] => pageOf.all(before, registration, registration, limit),
    /** Those that are not over, oldest first. */
    open: (): SyncRow[] => open.all(),
    /** When its newest attempts started, ms, in order; first attempts and retries alike. */
    starts: (id: number, limit: number): number[] => starts.all(id, limit).map((row) => row.started_at).reverse(),

    insert(tx: Tx, sync: NewSync, now: number): number {
      const id = Number(insert.run(sync.registration_id, sync.provider, sync.interval_ms, sync.batch_size, sync.total, now).lastInsertRowid)
      tx.changed('sync', id)
      return id
    },
    feed(tx: Tx, id: number, fed: Fed): void {
      feed.run(fed.cursor, fed.lookedAt, fed.skipped, Number(fed.exhausted), id)
      tx.changed('sync', id)
    },
    /** `endedAt` null: it goes on. */
    setStatus(tx: Tx, id: number, status: SyncStatus, endedAt: number | null): void {
      setStatus.run(status, endedAt, id)
      tx.changed('sync', id)
    },
    /** A request of it starts: what keeps its interval over a restart. Call inside a transaction. */
    started: (id: number, at: number): void => void started.run(at, id),
    /** One of its deliveries went from one status to another; from null: it was made. */
    moved(tx: Tx, id: number, from: DeliveryStatus | null, to: DeliveryStatus, attempts: number): void {
      const { made, sent, acknowledged, failed } = tally(from, to, attempts)
      if (made + sent + acknowledged + failed > 0) count.run(made, sent, acknowledged, failed, id)
      tx.changed('sync', id)
    },
  }
}
