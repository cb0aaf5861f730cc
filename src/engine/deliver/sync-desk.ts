/** Syncs as the API shows and commands them. */
import type { Parsed } from '#contract/api.ts'
import type { Sync, SyncSpacing } from '#contract/sync.ts'
import type { RegistrationDesk } from '../registrations.ts'
import { idOf, isoTime, isoTimeOrNull, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { cursorOf, rowBefore } from '../store/page.ts'
import type { SyncRow } from '../store/syncs.ts'
import type { SyncRun } from './sync.ts'

export type SyncDesk = ReturnType<typeof createSyncDesk>

/** Starts that a rate is taken from. */
const RATE = 50

/** @throws (all of them) `ProblemError`: `not_found`, `conflict`, `invalid`, or the store's own. */
export function createSyncDesk(deps: { store: Store; run: SyncRun; registrations: RegistrationDesk }) {
  const { store, run, registrations } = deps

  function find(id: string): SyncRow {
    const number = rowOf('sync', id)
    const row = number === undefined ? undefined : store.syncs.get(number)
    if (!row) throw notFound('sync', id)
    return row
  }

  function rateOf(row: SyncRow): number | null {
    const starts = store.syncs.starts(row.id, RATE)
    const [first, last] = [starts[0], starts.at(-1)]
    return first === undefined || last === undefined || last <= first ? null : ((starts.length - 1) * 1000) / (last - first)
  }

  function show(row: SyncRow): Sync {
    const waiting = row.messages - row.acknowledged - row.failed
    const over = row.status === 'done' || row.status === 'cancelled'
    const dealtWith = row.total === 0 ? 1 : Math.max(0, row.looked_at - waiting * row.batch_size) / row.total
    const ratePerSecond = rateOf(row)
    const unsent = Math.max(0, row.total - row.looked_at) / row.batch_size + (row.messages - row.sent)
    return {
      seq: store.seq(),
      id: idOf('sync', row.id),
      registrationId: idOf('registration', row.registration_id),
      provider: row.provider,
      status: row.status,
      intervalMs: row.interval_ms,
      batchSize: row.batch_size,
      total: row.total,
      skipped: row.skipped,
      messages: row.messages,
      sent: row.sent,
      acknowledged: row.acknowledged,
      waiting,
      failed: row.failed,
      progress: row.status === 'done' ? 1 : Math.min(1, dealtWith),
      ratePerSecond,
      leftMs: over ? 0 : row.status === 'running' && ratePerSecond !== null ? Math.round((unsent / ratePerSecond) * 1000) : null,
      createdAt: isoTime(row.created_at),
      endedAt: isoTimeOrNull(row.ended_at),
    }
  }

  return {
    get: (id: string): Sync => show(find(id)),
    /** For the live feed, by row number. */
    show(number: number): Sync | undefined {
      const row = store.syncs.get(number)
      return row && show(row)
    },
    list(query: Parsed<'listSyncs'>['query']): { items: Sync[]; nextCursor: string | null; seq: number } {
      const registration = query.registrationId === undefined ? null : (rowOf('registration', query.registrationId) ?? -1)
      const rows = store.syncs.page(rowBefore(query.cursor), registration, query.limit + 1)
      return { items: rows.slice(0, query.limit).map(show), nextCursor: cursorOf(rows, query.limit), seq: store.seq() }
    },
    spacing(id: string, { limit }: Parsed<'getSyncSpacing'>['query']): SyncSpacing {
      const row = find(id)
      return { seq: store.seq(), intervalMs: row.interval_ms, starts: store.syncs.starts(row.id, limit).map(isoTime) }
    },
    create: (input: Parsed<'createSync'>['body']): Sync => show(run.begin(registrations.find(input.registrationId), input)),
    pause: (id: string): Sync => show(run.pause(find(id), true)),
    resume: (id: string): Sync => show(run.pause(find(id), false)),
    cancel: (id: string): Sync => show(run.cancel(find(id))),
  }
}
