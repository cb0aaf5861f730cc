import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { START, fireOne, openEngine, register, settled, startEngine, untilChange, type TestEngine } from '../helpers/engine.ts'
import { answers, receiver } from '../helpers/receivers.ts'

const DAY = 86_400_000
const kept = (engine: TestEngine): string[] => engine.deliveries.list({ limit: 500 }).items.map(({ id }) => id)

/** The tables as they are, read from beside. */
function count(engine: TestEngine, table: string): number {
  const db = new Sqlite(join(engine.dataDir, 'hookwright.db'), { readonly: true })
  try {
    return (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
  } finally {
    db.close()
  }
}

async function delivered(engine: TestEngine, times: number, lastName = 'Hansen'): Promise<void> {
  const before = engine.status().deliveries.acknowledged ?? 0
  engine.fire('members', { trigger: 'person.updated', data: { lastName }, times })
  await untilChange(engine, () => engine.status().deliveries.acknowledged === before + times)
}

const gone = (engine: TestEngine, left: number): Promise<unknown> => untilChange(engine, () => engine.status().deliveries.acknowledged === left)

describe('what is over the limits', () => {
  it('goes by count, the oldest first, with everything that only it has', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const bodies = count(engine, 'bodies')
    for (const name of ['Hansen', 'Olsen', 'Berg']) await delivered(engine, 100, name)
    engine.retention.change({ maxDeliveries: 50 })
    await gone(engine, 50)
    expect(kept(engine)).toEqual(Array.from({ length: 50 }, (_, i) => `dlv_${300 - i}`))
    expect([count(engine, 'deliveries'), count(engine, 'attempts'), count(engine, 'events')]).toEqual([50, 50, 50])
    expect(count(engine, 'bodies') - bodies, 'their requests, and the one payload and data they share').toBeLessThanOrEqual(53)
    expect(engine.deliveries.list({ limit: 10, q: 'olsen' }).items).toEqual([])
    const [newest] = engine.deliveries.list({ limit: 1, q: 'berg' }).items
    expect(engine.deliveries.get(newest?.id ?? '').event.data['lastName'], 'what is left is whole').toBe('Berg')
  })

  it('leaves nothing of its words to what takes its place', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const found = (q: string) => engine.deliveries.list({ limit: 10, q }).items.map(({ id }) => id)
    await settled(engine, fireOne(engine, { lastName: 'Hansen' }))
    expect(found('hansen')).toEqual(['dlv_1'])
    engine.retention.change({ maxAgeMs: 1_000 })
    await engine.time.advance({ ms: 5_000, patienceMs: 1_000 }, new AbortController().signal)
    await gone(engine, 0)
    await settled(engine, fireOne(engine, { lastName: 'Olsen' }))
    expect([found('olsen'), found('hansen')]).toEqual([['dlv_2'], []])
  })

  it('goes by age, in the time of the workspace, and as it gets old', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    engine.retention.change({ maxAgeMs: 30 * DAY })
    await delivered(engine, 10)
    await engine.time.advance({ ms: 20 * DAY, patienceMs: 1_000 }, new AbortController().signal)
    await delivered(engine, 5)
    expect(kept(engine)).toHaveLength(15)
    await engine.time.advance({ ms: 11 * DAY, patienceMs: 1_000 }, new AbortController().signal)
    await gone(engine, 5)
    await engine.time.advance({ ms: 20 * DAY, patienceMs: 1_000 }, new AbortController().signal)
    await gone(engine, 0)
    expect(count(engine, 'events')).toBe(0)
  })

  it('stays while it waits, however old and many', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const waiting = fireOne(engine)
    await untilChange(engine, () => engine.deliveries.get(waiting).status === 'retrying')
    const good = await receiver(answers(200))
    engine.registrations.change('reg_1', { url: good.url })
    await delivered(engine, 20)
    engine.retention.change({ maxDeliveries: 1, maxAgeMs: 1_000 })
    await gone(engine, 0)
    expect(kept(engine)).toEqual([waiting])
    await engine.time.advance({ to: 'next', patienceMs: 1_000 }, new AbortController().signal)
    await untilChange(engine, () => kept(engine).length === 0)
  })

  it('keeps the event of a replay, whose first delivery is gone', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const first = fireOne(engine, { lastName: 'Hansen' })
    await settled(engine, first)
    const again = engine.deliveries.replay(first, { resign: true, newIds: false })
    await settled(engine, again.id)
    engine.retention.change({ maxDeliveries: 1 })
    await gone(engine, 1)
    const left = engine.deliveries.get(again.id)
    expect([left.event.data['lastName'], left.replayOf]).toEqual(['Hansen', first])
    expect(() => engine.deliveries.get(first)).toThrow(/no delivery/)
  })

  it('is told of by the feed, and is gone from captures and their count as well', async () => {
    const engine = startEngine()
    const inbox = engine.inboxes.create({ name: 'orders' })
    const server = engine.inboxServer()
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    for (let i = 0; i < 6; i++) await fetch(`http://127.0.0.1:${port}/orders`, { method: 'POST', body: `${i}` })
    const cursor = engine.feed.seq()
    engine.retention.change({ maxCaptures: 2 })
    await untilChange(engine, () => engine.inboxes.get('orders', { reveal: false }).captureCount === 2)
    const { items } = engine.captures.list(inbox.id, { limit: 10 })
    expect(items.map(({ id }) => id)).toEqual(['cap_6', 'cap_5'])
    expect(engine.feed.read(cursor).changes.filter((change) => change.kind === 'capture')).toEqual(
      [1, 2, 3, 4].map((n) => ({ kind: 'capture', op: 'delete', id: `cap_${n}` })),
    )
  })

  it('makes the file shorter in the end', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    await delivered(engine, 1_000)
    const pages = (): number => {
      const db = new Sqlite(join(engine.dataDir, 'hookwright.db'), { readonly: true })
      onTestFinished(() => void db.close())
      return Number(db.pragma('page_count', { simple: true }))
    }
    const before = pages()
    engine.retention.change({ maxDeliveries: 10 })
    await gone(engine, 10)
    await expect.poll(pages, { timeout: 10_000 }).toBeLessThan(before / 2)
  })

  it('goes on over a restart and a database that was locked, and deliveries go on between', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    await delivered(engine, 2_000)
    engine.retention.change({ maxDeliveries: 100 })
    await untilChange(engine, () => (engine.status().deliveries.acknowledged ?? 0) < 1_900)
    const meanwhile = fireOne(engine)
    await settled(engine, meanwhile)
    expect(engine.status().deliveries.acknowledged, 'it did not wait for the end of that').toBeGreaterThan(100)
    const other = new Sqlite(join(engine.dataDir, 'hookwright.db'))
    other.exec('BEGIN IMMEDIATE')
    expect(() => engine.fire('members', { trigger: 'person.updated', times: 1 })).toThrow(/locked/)
    other.exec('ROLLBACK')
    other.close()
    await engine.stop(0)
    const next = openEngine(engine.dataDir, engine.clock)
    onTestFinished(() => next.stop(0))
    next.start()
    await untilChange(next, () => next.status().deliveries.acknowledged === 100)
    expect(next.deliveries.get(meanwhile).createdAt).toBe(new Date(START).toISOString())
  })
})
