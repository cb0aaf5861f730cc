/** The log of what was committed goes into the database in another thread. Where that is not there, or not quick enough, commits wait for it. */
import { statSync } from 'node:fs'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import type { CheckpointerData } from './checkpointer.ts'

/** The log grows to about this before it is copied: what is written again and again goes into the database once. */
const LOG_BYTES = 16 * 1024 * 1024
/** It does not grow much beyond this: who writes more than the disk takes is slowed down. */
const MOST_LOG_BYTES = 4 * LOG_BYTES
/** How often it is looked at. In so many commits it grows by less than it may. */
const COMMITS = 16

/** Beside this file, as a source or in a bundle. */
const THREAD = new URL(`./checkpointer${extname(import.meta.url)}`, import.meta.url)

export interface Checkpoints {
  /** Something was committed. */
  committed(): void
  close(): void
}

export function createCheckpoints(db: Database): Checkpoints {
  const pageBytes = Number(db.pragma('page_size', { simple: true }))
  const most = Math.round(MOST_LOG_BYTES / pageBytes)
  // A commit that finds it this large copies what the thread has not.
  db.pragma(`wal_autocheckpoint = ${most}`)
  let thread: Worker | undefined
  let commits = 0
  /** It was asked and has not answered, or it has failed and never will. */
  let waits = false

  function start(): Worker {
    const workerData: CheckpointerData = { path: db.name, pages: Math.round(LOG_BYTES / pageBytes) }
    const started = new Worker(THREAD, { workerData, execArgv: [], name: 'checkpointer' })
    // It must not keep a process from ending.
    started.unref()
    started.on('message', () => (waits = false))
    started.on('error', () => (waits = true))
    return started
  }

  /** Most workspaces never have as large a log, and need no thread. */
  const isLarge = (): boolean => (statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) >= LOG_BYTES

  function look(): void {
    if (!waits) {
      if (!thread && !isLarge()) return
      waits = true
      thread ??= start()
      thread.postMessage('look')
      return
    }
    const [{ log }] = db.pragma('wal_checkpoint(NOOP)') as [{ log: number }]
    // While the thread copies no other can: this waits for it, as long as for any lock.
    if (log > most) db.pragma('wal_checkpoint(RESTART)')
  }

  return {
    committed() {
      if (++commits < COMMITS) return
      commits = 0
      try {
        look()
      } catch {
        // What was committed stands all the same; what keeps the log from being copied will keep the next commit from being written, and that says so.
      }
    },
    close() {
      thread?.postMessage(null)
    },
  }
}
