/** Brings a database to this program's schema: numbered, hashed, each in its own transaction, backed up first, never backwards. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

const files = import.meta.glob<string>('./migrations/*.sql', { eager: true, query: '?raw', import: 'default' })

/** This program's migrations, in order. */
export const MIGRATIONS: readonly Migration[] = Object.entries(files)
  .map(([file, sql]) => {
    const match = /(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
    if (!match) throw new Error(`Migration file "${file}" is not named NNNN-name.sql.`)
    return { number: Number(match[1]), name: match[2] ?? '', sql }
  })
  .sort((a, b) => a.number - b.number)

/** The database can't be used as it is; the message says why and what to do, and nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

const hashOf = (m: Migration): string => createHash('sha256').update(m.sql).digest('hex')

/**
 * @param backup called with the version found, before the first change to a database that holds anything.
 * @returns numbers applied now.
 */
export function migrate(db: Database, migrations: readonly Migration[], now: number, backup: (from: number) => void): number[] {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT')
  const applied = db.prepare<[], { number: number; name: string; hash: string }>('SELECT number, name, hash FROM migrations ORDER BY number').all()
  const latest = migrations.at(-1)?.number ?? 0
  const found = applied.at(-1)?.number ?? 0
  if (found > latest) {
    throw new MigrationRefused(`The database is of a newer Hookwright (schema ${found}, this one knows ${latest}). Use that version, or another data directory.`)
  }
  for (const row of applied) {
    const known = migrations.find((m) => m.number === row.number)
    if (!known || hashOf(known) !== row.hash) {
      throw new MigrationRefused(`The database was made by another build: its migration ${row.number} (${row.name}) is not the one this program has. Use another data directory.`)
    }
  }
  const pending = migrations.filter((m) => m.number > found)
  if (pending.length > 0 && found > 0) backup(found)
  const record = db.prepare('INSERT INTO migrations (number, name, hash, applied_at) VALUES (?, ?, ?, ?)')
  for (const m of pending) {
    db.transaction(() => {
      record.run(m.number, m.name, hashOf(m), now)
      db.exec(m.sql)
    }).immediate()
  }
  return pending.map((m) => m.number)
}
