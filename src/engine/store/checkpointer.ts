/**
 * A thread of its own that copies the log into the database. It takes as long as the disk does, tens of milliseconds for what a busy second writes: in the
 * thread that sends and receives, all of that would stand still meanwhile. Writing goes on while it copies.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/** What it is started with. */
export interface CheckpointerData {
  readonly path: string
  /** Copies only when there is that much in the log. */
  readonly pages: number
}

/** It goes on while more was written than it had seen, as the log begins anew only when there was nothing left to copy; with this as the bound. */
const ROUNDS = 10

const { path, pages } = workerData as CheckpointerData

function checkpoint(db: Sqlite.Database, mode: 'NOOP' | 'PASSIVE'): { log: number; checkpointed: number } {
  const [state] = db.pragma(`wal_checkpoint(${mode})`) as [{ log: number; checkpointed: number }]
  return state
}

function look(): void {
  // Open only for as long as it takes: whoever closes a database last tidies its log away, and that is the store's to do.
  const db = new Sqlite(path, { fileMustExist: true })
  try {
    let state = checkpoint(db, 'NOOP')
    if (state.log - state.checkpointed < pages) return
    for (let round = 0; round < ROUNDS && state.checkpointed < state.log; round++) state = checkpoint(db, 'PASSIVE')
  } finally {
    db.close()
  }
}

/** Each message asks for a look and is answered with one; null ends the thread. */
parentPort?.on('message', (message: 'look' | null) => {
  if (message === null) return parentPort?.close()
  try {
    look()
  } catch {
    // A full disk, a file that was moved: the next commit of the store meets it too, and says so to whoever asked for that.
  }
  parentPort?.postMessage('looked')
})
