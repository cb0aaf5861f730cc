import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { openStore, type Store } from '#engine/store/open.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const MB = 1024 * 1024
/** A commit by itself copies the log only when it is as large as this. */
const LARGEST_LOG = 64 * MB

interface Log {
  readonly log: number
  readonly checkpointed: number
}

function open(): { dir: string; store: Store; log: string } {
  const dir = tempDir()
  const store = openStore(dir, 0, () => undefined)
  onTestFinished(() => store.close())
  return { dir, store, log: join(dir, 'hookwright.db-wal') }
}

/** In pages. */
const logOf = (store: Store): Log => (store.db.pragma('wal_checkpoint(NOOP)') as [Log])[0]
const keep = (store: Store, bytes: number): void => store.write(() => void store.bodies.keep(randomBytes(bytes)))

it('copies a large log into the database in another thread, and begins it anew', async () => {
  const { store, log } = open()
  while (statSync(log).size < 24 * MB) keep(store, MB / 4)
  expect(logOf(store).checkpointed).toBe(0)
  // What is asked for with these commits is all that happens: the log is not as large as a commit by itself would copy it.
  for (let commit = 0; commit < 16; commit++) keep(store, 1)
  await expect.poll(() => logOf(store)).toMatchObject({ checkpointed: logOf(store).log })
  keep(store, 1)
  expect(logOf(store).log).toBeLessThan(100)
})

it('needs no thread for a small one', () => {
  const { store, log } = open()
  for (let commit = 0; commit < 100; commit++) keep(store, MB / 32)
  expect(statSync(log).size).toBeLessThan(16 * MB)
  expect(logOf(store).checkpointed).toBe(0)
})

it('keeps the log bounded while more is written than another thread could hear of', () => {
  const { store, log } = open()
  // The event loop gets no turn.
  for (let written = 0; written < 4 * LARGEST_LOG; written += MB) keep(store, MB)
  expect(statSync(log).size).toBeLessThan(2 * LARGEST_LOG)
})

it('leaves one file with all of it', async () => {
  const { dir, store, log } = open()
  while (statSync(log).size < 24 * MB) keep(store, MB / 4)
  const count = (of: Store): number => (of.db.prepare('SELECT count(*) AS n FROM bodies').get() as { n: number }).n
  const kept = count(store)
  store.close()
  await expect.poll(() => existsSync(log)).toBe(false)
  const again = openStore(dir, 0, () => undefined)
  onTestFinished(() => again.close())
  expect(count(again)).toBe(kept)
})
