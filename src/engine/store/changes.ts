/** Reads the feed: what changed after a cursor, each thing once, in the order of its last change. */
import type { Database } from 'better-sqlite3'
import type { ChangeKind } from './write.ts'

export interface ChangeRow {
  readonly seq: number
  readonly kind: ChangeKind
  readonly ref: number | string
}

export type Changes = ReturnType<typeof createChanges>

export function createChanges(db: Database) {
  const after = db.prepare<[number, number], ChangeRow>('SELECT seq, kind, ref FROM changes WHERE seq > ? ORDER BY seq LIMIT ?')
  const oldest = db.prepare<[], { seq: number | null }>('SELECT min(seq) AS seq FROM changes')

  return {
    /** At most `limit` rows from the table, so that one slow follower never reads without end. */
    since(cursor: number, limit: number): { changes: ChangeRow[]; seq: number } {
      const rows = after.all(cursor, limit)
      const last = new Map<string, ChangeRow>()
      for (const row of rows) {
        const key = `${row.kind}/${row.ref}`
        last.delete(key)
        last.set(key, row)
      }
      return { changes: [...last.values()], seq: rows.at(-1)?.seq ?? cursor }
    },
    /** Whether everything after `cursor` is still here. */
    reaches(cursor: number, newest: number): boolean {
      if (cursor > newest) return false
      const first = oldest.get()?.seq ?? null
      return first === null ? cursor === newest : cursor >= first - 1
    },
  }
}
