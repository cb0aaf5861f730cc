import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fireOne, openEngine, register, settled, startEngine } from '../helpers/engine.ts'
import { MISBEHAVIOURS, receiver, response } from '../helpers/receivers.ts'

const CAP_MS = 300
/** Beyond the cap, for what is written at the end; small against any deadline. */
const SLACK_MS = 500

async function took(work: Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work
  return performance.now() - before
}

describe('stop', () => {
  it('waits for a receiver that hangs as long as its cap, whatever time the engine lives in, and has the call on record as interrupted', async () => {
    const server = await receiver(MISBEHAVIOURS.hang)
    // On its virtual clock the cap would never be over.
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    const ms = await took(engine.stop(CAP_MS))
    expect(ms).toBeGreaterThanOrEqual(CAP_MS - 1)
    expect(ms).toBeLessThan(CAP_MS + SLACK_MS)

    const next = openEngine(engine.dataDir, engine.clock)
    onTestFinished(() => next.stop(0))
    expect(next.deliveries.get(id)).toMatchObject({ status: 'queued', attempts: [{ outcome: 'interrupted', error: expect.stringContaining('stopped') as string }] })
    next.start()
    await server.received(2)
    server.answer(1, response(200))
    expect((await settled(next, id)).attempts.map((attempt) => attempt.outcome)).toEqual(['interrupted', 'acknowledged'])
  })

  it('is over as soon as what is in flight has its answer', async () => {
    const server = await receiver(MISBEHAVIOURS.hang)
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    const stopped = took(engine.stop(60_000))
    server.answer(0, response(200))
    expect(await stopped).toBeLessThan(SLACK_MS)
    const next = openEngine(engine.dataDir, engine.clock)
    onTestFinished(() => next.stop(0))
    expect(next.deliveries.get(id)).toMatchObject({ status: 'acknowledged', attemptCount: 1 })
  })

  describe('while the database takes no writes', () => {
    /** An engine that holds an outcome which it could not write. */
    async function holding() {
      const server = await receiver(MISBEHAVIOURS.hang)
      let refused = (): void => undefined
      const held = new Promise<void>((resolve) => (refused = resolve))
      const none = (): void => undefined
      const engine = startEngine({ log: { debug: none, info: none, warn: none, error: () => refused() } })
      const other = new Sqlite(join(engine.dataDir, 'hookwright.db'))
      onTestFinished(() => void other.close())
      register(engine, server.url)
      const id = fireOne(engine)
      await server.received(1)
      other.exec('BEGIN IMMEDIATE')
      server.answer(0, response(200))
      await held
      return { server, engine, id, release: () => void other.exec('ROLLBACK') }
    }

    it('does not wait beyond its cap: the call is interrupted at the next start, and made again', async () => {
      const { server, engine, id, release } = await holding()
      expect(await took(engine.stop(CAP_MS))).toBeLessThan(CAP_MS + SLACK_MS)
      release()
      const next = openEngine(engine.dataDir, engine.clock)
      onTestFinished(() => next.stop(0))
      next.start()
      await server.received(2)
      server.answer(1, response(200))
      expect((await settled(next, id)).attempts.map((attempt) => attempt.outcome)).toEqual(['interrupted', 'acknowledged'])
    })

    it('writes what it knows when it can again within its cap', async () => {
      const { engine, id, release } = await holding()
      const stopped = engine.stop(60_000)
      release()
      await stopped
      const next = openEngine(engine.dataDir, engine.clock)
      onTestFinished(() => next.stop(0))
      expect(next.deliveries.get(id)).toMatchObject({ status: 'acknowledged', attempts: [{ outcome: 'acknowledged' }] })
    })
  })
})
