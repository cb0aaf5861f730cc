import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MIGRATIONS, MigrationRefused, migrate, type Migration } from '#engine/store/migrate.ts'
import { DirectoryInUse, openStore } from '#engine/store/open.ts'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'

const first: Migration = { number: 1, name: 'first', sql: 'CREATE TABLE one (x INTEGER) STRICT;' }
const second: Migration = { number: 2, name: 'second', sql: 'CREATE TABLE two (x INTEGER) STRICT;' }
const tables = (db: Sqlite.Database): string[] =>
  db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all().map((row) => row.name)

describe('migrating a database', () => {
  it('applies what is pending, once, in order', () => {
    const db = new Sqlite(':memory:')
    const backups: number[] = []
    expect(migrate(db, [first, second], 0, (from) => backups.push(from))).toEqual([1, 2])
    expect(migrate(db, [first, second], 0, (from) => backups.push(from))).toEqual([])
    expect(tables(db)).toEqual(['migrations', 'one', 'two'])
    expect(backups, 'an empty database needs no backup').toEqual([])
  })

  it('backs up before it changes a database that holds something', () => {
    const db = new Sqlite(':memory:')
    migrate(db, [first], 0, () => undefined)
    let before: string[] = []
    migrate(db, [first, second], 0, () => (before = tables(db)))
    expect(before).toEqual(['migrations', 'one'])
  })

  it('refuses a database of a newer program and leaves it as it is', () => {
    const db = new Sqlite(':memory:')
    migrate(db, [first, second], 0, () => undefined)
    expect(() => migrate(db, [first], 0, () => undefined)).toThrow(MigrationRefused)
    expect(tables(db)).toContain('two')
  })

  it('refuses a database whose applied migration is not the one it has', () => {
    const db = new Sqlite(':memory:')
    migrate(db, [first], 0, () => undefined)
    expect(() => migrate(db, [{ ...first, sql: `${first.sql} -- touched` }], 0, () => undefined)).toThrow(/migration 1 \(first\)/)
  })

  it('leaves nothing of a migration that fails half-way', () => {
    const db = new Sqlite(':memory:')
    const bad: Migration = { number: 2, name: 'bad', sql: 'CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE one (x INTEGER) STRICT;' }
    expect(() => migrate(db, [first, bad], 0, () => undefined)).toThrow(/already exists/)
    expect(tables(db)).toEqual(['migrations', 'one'])
    expect(migrate(db, [first, second], 0, () => undefined)).toEqual([2])
  })
})

describe("the program's own migrations", () => {
  it('are numbered without a gap', () => {
    expect(MIGRATIONS.map((m) => m.number)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })

  it('count what names a body or an event in a database from before, and let its file be shortened', () => {
    const dir = tempDir()
    const db = new Sqlite(join(dir, 'hookwright.db'))
    db.pragma('journal_mode = WAL')
    migrate(db, MIGRATIONS.slice(0, 1), 0, () => undefined)
    db.exec(`
      INSERT INTO bodies (id, hash, refs, bytes) VALUES (1, 11, 1, x'61'), (2, 12, 1, x'62'), (3, 13, 1000, x'63'), (4, 14, 1, x'64');
      INSERT INTO events (id, provider, trigger, origin, data, created_at) VALUES (1, 'p', 't', 'manual', 1, 0), (2, 'p', 't', 'manual', 1, 0);
      INSERT INTO deliveries (id, event_id, registration_id, sync_id, provider, trigger, origin, subject, url, message_id, published_at, payload, status, deadline_ms, created_at, expires_at)
        VALUES (1, 1, 1, NULL, 'p', 't', 'manual', '', '', '', 0, 2, 'acknowledged', 1, 0, 1), (2, 1, 1, 7, 'p', 't', 'sync', '', '', '', 0, 2, 'acknowledged', 1, 0, 1);
      INSERT INTO attempts (delivery_id, number, started_at, deadline_at, url, request_headers, response_body) VALUES (2, 1, 5, 9, '', '[]', 3);
    `)
    db.close()

    const store = openStore(dir, 0, () => undefined)
    onTestFinished(() => store.close())
    const all = (sql: string): unknown[] => store.db.prepare(sql).all()
    expect(all('SELECT id, refs FROM bodies ORDER BY id')).toEqual([{ id: 1, refs: 2 }, { id: 2, refs: 2 }, { id: 3, refs: 1 }])
    expect(all('SELECT id, refs FROM events ORDER BY id')).toEqual([{ id: 1, refs: 2 }, { id: 2, refs: 0 }])
    expect(all('SELECT sync_id FROM attempts')).toEqual([{ sync_id: 7 }])
    expect(store.db.pragma('auto_vacuum', { simple: true })).toBe(2)
    expect(readdirSync(dir).filter((name) => name.startsWith('backup-'))).toHaveLength(1)
  })

  it('are backed up to a file when a later one comes', () => {
    const dir = tempDir()
    openStore(dir, 0, () => undefined).close()
    const db = new Sqlite(join(dir, 'hookwright.db'))
    migrate(db, [...MIGRATIONS, { number: 9_999, name: 'later', sql: 'CREATE TABLE later (x INTEGER) STRICT;' }], 0, (from) =>
      db.prepare('VACUUM INTO ?').run(join(dir, `backup-${from}.db`)),
    )
    db.close()
    const backup = readdirSync(dir).find((name) => name.startsWith('backup-'))
    expect(backup).toBeDefined()
    expect(() => openStore(dir, 0, () => undefined)).toThrow(/newer Hookwright/)
    expect(existsSync(join(dir, 'hookwright.db')), 'a refused database stays').toBe(true)
  })
})

describe('opening a data directory', () => {
  it('is for one process at a time', () => {
    const dir = tempDir()
    const store = openStore(dir, 0, () => undefined)
    expect(() => openStore(dir, 0, () => undefined)).toThrow(DirectoryInUse)
    store.close()
    openStore(dir, 0, () => undefined).close()
  })

  it('keep what an inbox from before answers, and how far it is', () => {
    const dir = tempDir()
    const old = new Sqlite(join(dir, 'hookwright.db'))
    migrate(old, MIGRATIONS.slice(0, 5), 0, () => undefined)
    old.prepare("INSERT INTO inboxes (name, respond, answered, created_at) VALUES ('in', ?, 1, 0)").run('[{"status":503,"headers":[["Retry-After","5"]]},{"status":200}]')
    old.prepare("INSERT INTO captures (inbox_id, received_at, size, answer_status, method, target, http_version, peer, duration_ms, answer_headers, headers) VALUES (1, 0, 0, 503, 'GET', '/in', '1.1', 'x', 0, '[]', '[]')").run()
    old.close()
    const store = openStore(dir, 0, () => undefined)
    expect(store.inboxes.named('in')).toMatchObject({ respond: [{ status: 503, headers: [['Retry-After', '5']] }, { status: 200 }], answered: 1, rules: [], rules_answered: [], seed: 1 })
    const row = store.captures.get(1)
    expect(row && store.captures.show(row, 0)).toMatchObject({ answerStatus: 503, open: false, did: null, why: null, sent: null })
    store.close()
  })
})
