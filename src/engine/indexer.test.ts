import { describe, expect, it, onTestFinished } from 'vitest'
import { createIndexer } from './indexer.ts'
import type { Store } from './store/open.ts'

const STEP_MS = 3

/** An index that never has all, each step of which takes a while, and how long the event loop may be held, as the test says. */
function indexing() {
  let quietMs = Infinity
  const counts = { steps: 0, looks: 0 }
  let changed = (): void => undefined
  const step = (rows: number): { taken: number; kept(): void } => {
    const until = performance.now() + STEP_MS
    while (performance.now() < until);
    counts.steps++
    changed()
    return { taken: rows, kept: () => undefined }
  }
  const store = { write: (fn: () => unknown) => fn(), search: { feed: step, behind: () => 1 }, deliveries: { counts: () => ({ queued: 1, sending: 0 }) } } as unknown as Store
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const indexer = createIndexer({
    store,
    log: silent,
    quietMs() {
      counts.looks++
      changed()
      return quietMs
    },
  })
  onTestFinished(() => indexer.stop())
  return {
    indexer,
    counts,
    quietFor: (ms: number): void => void (quietMs = ms),
    /** Resolves when so much was done. */
    until: (done: () => boolean) => new Promise<void>((resolve) => (changed = () => void (done() && resolve()))),
  }
}

describe('the search index', () => {
  it('grows in moments that no paced call needs', async () => {
    const { indexer, counts, quietFor, until } = indexing()
    indexer.wake()
    await until(() => counts.steps === 1)
    quietFor(STEP_MS)
    const looked = counts.looks
    await until(() => counts.looks === looked + 5)
    expect(counts.steps).toBe(1)
    quietFor(STEP_MS * 100)
    await until(() => counts.steps === 2)
  })

  it('grows in the end where the pace leaves no such moment', async () => {
    const { indexer, counts, quietFor, until } = indexing()
    indexer.wake()
    await until(() => counts.steps === 1)
    quietFor(0)
    const looked = counts.looks
    await until(() => counts.steps === 2)
    expect(counts.looks - looked).toBeGreaterThan(100)
  })
})
