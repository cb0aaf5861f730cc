/** Opens a workspace's database: lock, pragmas, migrations, then one object with everything in it. */
import { randomInt, randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ProblemError } from '#contract/problem.ts'
import Sqlite, { type Database } from 'better-sqlite3'
import { createAttempts, type Attempts } from './attempts.ts'
import { createBodies, type Bodies } from './bodies.ts'
import { createCaptures, type Captures } from './captures.ts'
import { createChanges, type Changes } from './changes.ts'
import { createCheckpoints } from './checkpoints.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEntities, type Entities } from './entities.ts'
import { createEvents, type Events } from './events.ts'
import { createInboxes, type Inboxes } from './inboxes.ts'
import { MIGRATIONS, migrate } from './migrate.ts'
import { createRegistrations, type Registrations } from './registrations.ts'
import { createRemoval, type Removal } from './removal.ts'
import { createSeal, type Seal } from './seal.ts'
import { createReplays, type Replays } from './replays.ts'
import { createSearch, type Search } from './search.ts'
import { createSettings, type Settings } from './settings.ts'
import { steady } from './steady.ts'
import { createSyncs, type Syncs } from './syncs.ts'
import { createWaiting, type Waiting } from './waiting.ts'
import { createWriter, storeProblem, type Writer } from './write.ts'

/** Another process has this data directory. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse'
}

export interface Store extends Writer {
  readonly db: Database
  readonly bodies: Bodies
  readonly settings: Settings
  readonly seal: Seal
  readonly search: Search
  readonly removal: Removal
  /** Of the file's pages, how many hold nothing; from 0 to 1. */
  freeShare(): number
  /** Makes the file shorter, by that many pages at most. */
  giveBack(pages: number): void
  readonly changes: Changes
  readonly entities: Entities
  readonly registrations: Registrations
  readonly events: Events
  readonly deliveries: Deliveries
  readonly waiting: Waiting
  readonly attempts: Attempts
  readonly syncs: Syncs
  readonly replays: Replays
  readonly inboxes: Inboxes
  readonly captures: Captures
  /** Names this workspace, so that a follower's cursor of another one is recognised. */
  readonly workspace: string
  /** Makes message ids differ between workspaces, as a receiver that remembers ids would otherwise take them for duplicates. */
  readonly salt: number
  /** A database of its own with everything that is committed, in a directory that has none. */
  copyInto(directory: string): void
  close(): void
}

const FILE = 'hookwright.db'
/** What SQLite calls it when free pages are given back on request. */
const INCREMENTAL = 2
/** A message or two fill a page of half that size, and each page that is written costs as much again for its place in the log. */
const PAGE_BYTES = 8192
/** How long a start waits for another program that is writing, ms. */
const OPEN_BUSY_MS = 2_000
/** The same for each write from then on: everything else here stands still meanwhile, and whoever was refused can come again. */
const BUSY_MS = 50

/**
 * One process per data directory. An exclusive transaction on a file of its own is a lock that the operating system
 * gives back however the process ends, on every platform, with no stale file to judge.
 */
function lock(dataDir: string): Database {
  const db = new Sqlite(join(dataDir, 'lock.db'), { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DirectoryInUse(`The data directory ${dataDir} is in use by another Hookwright.`, { cause: error })
    }
    throw error
  }
}

/** Before SQLite sees it: it opens what may only be read without a word, and gives the files beside it the same permissions. */
function refuseReadOnly(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      accessSync(file, constants.W_OK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw new ProblemError('store_readonly', `The database file ${file} can't be written: check its permissions.`, undefined, { cause: error })
    }
  }
}

/** One level after the other: Node's own recursion never ends below a folder that takes none, such as /proc. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/**
 * @param now ms, stamped on migrations.
 * @param key what secrets are encrypted with, 32 bytes; undefined: they are not.
 * @throws `DirectoryInUse`, `MigrationRefused`, `SecretsSealed`, or a `ProblemError` (read-only, full, locked by another program).
 */
export function openStore(dataDir: string, now: number, wake: () => void, key?: Uint8Array): Store {
  const path = join(dataDir, FILE)
  const opened: Database[] = []
  try {
    makeDirectory(dataDir)
    opened.push(lock(dataDir))
    refuseReadOnly(path)
    const db = new Sqlite(path, { timeout: OPEN_BUSY_MS })
    opened.push(db)
    // Only a database without tables takes these two. One from before gets the second below, and keeps its pages.
    db.pragma(`page_size = ${PAGE_BYTES}`)
    db.pragma('auto_vacuum = INCREMENTAL')
    // With WAL, NORMAL syncs at checkpoints: a killed process loses nothing that was committed.
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('cache_size = -32768')
    const applied = migrate(db, MIGRATIONS, now, (from) => db.prepare('VACUUM INTO ?').run(join(dataDir, `backup-schema-${from}-${now}.db`)))
    if (db.pragma('auto_vacuum', { simple: true }) !== INCREMENTAL) {
      db.pragma('auto_vacuum = INCREMENTAL')
      db.exec('VACUUM')
    }
    db.pragma(`busy_timeout = ${BUSY_MS}`)
    steady(db)
    return createStore(db, wake, opened, createSeal(db, key, applied.length === MIGRATIONS.length))
  } catch (error) {
    for (const db of opened.reverse()) db.close()
    throw storeProblem(error, path)
  }
}

const pages = (db: Database, which: 'freelist_count' | 'page_count'): number => Number(db.pragma(which, { simple: true }))

function createStore(db: Database, wake: () => void, opened: Database[], seal: Seal): Store {
  const bodies = createBodies(db)
  const inboxes = createInboxes(db, seal)
  const checkpoints = createCheckpoints(db)
  const writer = createWriter(db, [bodies.participant, inboxes.participant], checkpoints.committed, wake)
  const settings = createSettings(db, writer, seal)
  const syncs = createSyncs(db)
  const replays = createReplays(db, bodies)
  const events = createEvents(db, bodies)
  const deliveries = createDeliveries(db, syncs, replays)
  const attempts = createAttempts(db, bodies)
  const captures = createCaptures(db, bodies)
  const search = createSearch(db, bodies, settings)
  return {
    db,
    ...writer,
    bodies,
    settings,
    seal,
    search,
    changes: createChanges(db),
    entities: createEntities(db),
    registrations: createRegistrations(db, seal),
    events,
    deliveries,
    waiting: createWaiting(db),
    attempts,
    syncs,
    replays,
    inboxes,
    captures,
    removal: createRemoval(db, { attempts, bodies, captures, deliveries, events, inboxes, search }),
    freeShare: () => pages(db, 'freelist_count') / Math.max(1, pages(db, 'page_count')),
    giveBack(count) {
      try {
        db.pragma(`incremental_vacuum(${count})`)
      } catch (error) {
        throw storeProblem(error, db.name)
      }
    },
    workspace: settings.ensure('workspace', () => randomUUID()),
    salt: settings.ensure('salt', () => randomInt(2 ** 31)),
    copyInto(directory) {
      try {
        db.prepare('VACUUM INTO ?').run(join(directory, FILE))
      } catch (error) {
        throw storeProblem(error, directory)
      }
    },
    close(): void {
      checkpoints.close()
      for (const open of opened.reverse()) open.close()
    },
  }
}
