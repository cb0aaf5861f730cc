/**
 * The one way to write. Whatever changes and the row that says so in `changes` commit together, so a reader of the feed
 * never hears of something that is not there, and never misses what is. After a commit `wake` is called, without data:
 * who wants to know reads the table.
 */
import { ProblemError, type ProblemCode } from '#contract/problem.ts'
import Sqlite, { type Database } from 'better-sqlite3'
import { createInPlace } from './in-place.ts'

export type ChangeKind = 'delivery' | 'registration' | 'inbox' | 'capture' | 'entity' | 'sync' | 'provider' | 'provider-file' | 'replay'

/** Handed to the function that writes. */
export interface Tx {
  /** Names a thing that this transaction creates, changes or deletes. */
  changed(kind: ChangeKind, ref: number | string): void
  /** Runs once the transaction is durable; not at all when it fails. For what is kept in memory beside the rows. */
  onCommit(fn: () => void): void
}

/** A part of the store that keeps something in memory for the length of a transaction. */
export interface Participant {
  /** Last in the transaction: writes what it has gathered. */
  beforeCommit(tx: Tx): void
  /** Nothing of it happened. */
  rolledBack(): void
}

export interface Writer {
  /** Runs `fn` in a transaction and returns when it is durable. Throws `ProblemError` for a locked, read-only or full store. */
  write<T>(fn: (tx: Tx) => T): T
  /**
   * The same, sharing one transaction with all that is asked for in this turn of the event loop. For hot paths.
   * `fn` runs again, in a transaction of its own, when another one of them fails.
   */
  group<T>(fn: (tx: Tx) => T): Promise<T>
  /** Number of the newest change. */
  seq(): number
}

interface Grouped {
  readonly run: (tx: Tx) => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Changes kept for followers that were away; one with an older cursor is told to read the lists again. */
const KEPT_CHANGES = 50_000
const PRUNE_EVERY = 5_000
/** Bounds the length of one shared transaction: its rows are locked in memory and followers wait for it. */
const GROUP_ROWS = 500

/** SQLite's refusals that a user can do something about; anything else is a fault of ours and passes through. */
export function storeProblem(error: unknown, path: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error
  const known: [RegExp, ProblemCode, string][] = [
    [/^SQLITE_(BUSY|LOCKED)/, 'store_locked', `The database ${path} is locked by another program: close what has it open, then try again.`],
    [/^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/, 'store_readonly', `The database ${path} can't be written: check its permissions.`],
    [/^SQLITE_(FULL|IOERR)/, 'store_full', `The database ${path} can't be written: is the disk full? (${error.code})`],
  ]
  const match = known.find(([code]) => code.test(error.code))
  return match ? new ProblemError(match[1], match[2], { sqlite: error.code }, { cause: error }) : error
}

/** @param committed called after each commit; `wake` after those that changed something that followers hear of. */
export function createWriter(db: Database, participants: readonly Participant[], committed: () => void, wake: () => void): Writer {
  const inPlace = createInPlace(db.name)
  // One statement for all: calling it for each would cost as much as what changed.
  const insert = db.prepare<[string, string]>('INSERT INTO changes (kind, ref) SELECT ?, value FROM json_each(?)')
  const prune = db.prepare<[number]>('DELETE FROM changes WHERE seq <= ?')
  let seq = db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").get()?.seq ?? 0
  let pruned = seq

  /** One for all: making one for each body would cost more than beginning it. */
  const immediately = db.transaction((body: () => unknown) => body()).immediate

  function atomically<T>(body: () => T): T {
    try {
      return immediately(body) as T
    } catch (error) {
      for (const participant of participants) participant.rolledBack()
      throw error
    }
  }

  function transact<T>(body: (tx: Tx) => T): T {
    if (!inPlace()) {
      throw new ProblemError('store_readonly', `The database ${db.name} was moved, deleted or replaced while it was open: put it back, or stop Hookwright and start it again.`)
    }
    const changes = new Map<ChangeKind, Set<number | string>>()
    const after: (() => void)[] = []
    const tx: Tx = {
      changed(kind, ref) {
        const refs = changes.get(kind)
        if (refs) refs.add(ref)
        else changes.set(kind, new Set([ref]))
      },
      onCommit: (fn) => void after.push(fn),
    }
    let last = seq
    const result = atomically(() => {
      const value = body(tx)
      for (const participant of participants) participant.beforeCommit(tx)
      for (const [kind, refs] of changes) last = Number(insert.run(kind, JSON.stringify([...refs])).lastInsertRowid)
      if (last - pruned >= PRUNE_EVERY) prune.run(last - KEPT_CHANGES)
      return value
    })
    if (last - pruned >= PRUNE_EVERY) pruned = last
    const moved = last > seq
    seq = last
    for (const fn of after) fn()
    committed()
    if (moved) wake()
    return result
  }

  function write<T>(fn: (tx: Tx) => T): T {
    try {
      return transact(fn)
    } catch (error) {
      throw storeProblem(error, db.name)
    }
  }

  const waiting: Grouped[] = []
  function flush(): void {
    const batch = waiting.splice(0, GROUP_ROWS)
    if (waiting.length > 0) setImmediate(flush)
    let results: unknown[]
    try {
      results = write((tx) => batch.map((item) => item.run(tx)))
    } catch (error) {
      // A store that takes no writes refuses all of them: asking it again for each would only block everybody for longer.
      if (error instanceof ProblemError && error.code.startsWith('store_')) return batch.forEach((item) => item.reject(error))
      // Else one of them is the cause: each gets its own transaction, so that only the culprit fails.
      for (const item of batch) {
        try {
          item.resolve(write(item.run))
        } catch (cause) {
          item.reject(cause)
        }
      }
      return
    }
    batch.forEach((item, i) => item.resolve(results[i]))
  }

  return {
    write,
    group<T>(fn: (tx: Tx) => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ run: fn, resolve: resolve as (value: unknown) => void, reject })
      })
    },
    seq: () => seq,
  }
}
