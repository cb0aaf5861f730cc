import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { MIGRATIONS, migrate } from './migrate.ts'
import { steady } from './steady.ts'

function open(isSteady: boolean) {
  const db = new Sqlite(':memory:')
  onTestFinished(() => void db.close())
  migrate(db, MIGRATIONS, 0, () => undefined)
  if (isSteady) steady(db)
  db.exec("INSERT INTO registrations (provider, account, url, settings, policy, enabled, created_at, updated_at) VALUES ('members', '1', 'http://here', '{}', '{}', 1, 0, 0)")
  db.exec(`INSERT INTO deliveries (event_id, registration_id, provider, trigger, origin, subject, url, message_id, published_at, payload, status, deadline_ms, created_at, due_at, expires_at)
    VALUES (1, 1, 'members', 'person.updated', 'api', '1', 'http://here', 'm', 0, 1, 'queued', 10, 0, 5, 10)`)
  db.exec("INSERT INTO entities (provider, kind, id, number, title, data, updated_at) VALUES ('members', 'person', '1', 1, 'a', '{}', 0)")
  return db
}

/** How often a statement is planned anew in ten calls: the driver compiles a function that makes its rows whenever SQLite has. */
function plannedAnew(db: Sqlite.Database, sql: string, ...values: unknown[]): number {
  const statement = db.prepare(sql)
  for (let call = 0; call < 10; call++) statement.all(...values)
  const compiled = vi.spyOn(globalThis, 'Function')
  for (let call = 0; call < 10; call++) statement.all(...values)
  const { length } = compiled.mock.calls
  compiled.mockRestore()
  return length
}

const STATEMENTS: [string, ...unknown[]][] = [
  ['SELECT * FROM registrations WHERE provider = ? ORDER BY id', 'members'],
  ['SELECT * FROM deliveries WHERE registration_id = ? AND due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?', 1, 10, 5],
  ['SELECT * FROM entities WHERE provider = @provider AND kind = @kind ORDER BY number, id LIMIT @limit OFFSET @offset', { provider: 'members', kind: 'person', limit: 10, offset: 0 }],
]

describe('a statement', () => {
  it.each(STATEMENTS)('is planned once: %s', (sql, ...values) => {
    expect(plannedAnew(open(false), sql, ...values), 'else it is planned with each call').toBe(10)
    expect(plannedAnew(open(true), sql, ...values)).toBe(0)
  })

  it.each(STATEMENTS)('has the same plan: %s', (sql, ...values) => {
    const plan = (db: Sqlite.Database) => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    expect(plan(open(true))).toEqual(plan(open(false)))
  })

  it('says the same, whatever is bound and wherever', () => {
    const db = open(true)
    const settings = { text: 'ä', bytes: Buffer.from([0, 255]), number: 1.5, nothing: null }
    db.exec('CREATE TABLE kept (key, value)')
    for (const [key, value] of Object.entries(settings)) db.prepare('INSERT INTO kept VALUES (?, ?)').run(key, value)
    for (const [key, value] of Object.entries(settings)) {
      db.prepare('UPDATE kept SET value = ? WHERE key = ?').run(value, key)
      expect(db.prepare('SELECT value FROM kept WHERE value IS ? LIMIT ?').get(value, 1)).toEqual({ value })
    }
    expect(db.prepare('SELECT key FROM kept WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ? OFFSET ?').all('a', 'o', 2, 1)).toEqual([{ key: 'nothing' }, { key: 'number' }])
    expect(db.prepare('SELECT id FROM registrations WHERE id = ? AND account = ? AND url <> ?').all('1', '1', 'http://there')).toEqual([{ id: 1 }])
  })
})
