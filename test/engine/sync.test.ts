import { join } from 'node:path'
import type { Sync } from '#contract/sync.ts'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { START, fireOne, register, startEngine, untilChange, type TestEngine } from '../helpers/engine.ts'
import { answers, receiver, type Receiver } from '../helpers/receivers.ts'

const never = new AbortController().signal
const advance = (engine: TestEngine, to: { ms: number } | { to: string }) => engine.time.advance({ ...to, patienceMs: 1_000 }, never)
const begin = (engine: TestEngine, options: { intervalMs?: number; batchSize?: number } = {}): Sync =>
  engine.syncs.create({ registrationId: 'reg_1', batchSize: 1, ...options })
const over = (engine: TestEngine, id: string): Promise<Sync> =>
  untilChange(engine, () => {
    const sync = engine.syncs.get(id)
    return (sync.status === 'done' || sync.status === 'cancelled') && sync
  })

/** Everybody whom a receiver was told of, in order of arrival. */
function persons(server: Receiver): number[] {
  return server.requests.flatMap((request) => {
    const { message } = JSON.parse(request.subarray(request.indexOf('\r\n\r\n') + 4).toString()) as { message: { data: string } }
    return (JSON.parse(Buffer.from(message.data, 'base64').toString()) as { personID: number }[]).map((person) => person.personID)
  })
}

/** Those that the application may see: they have consented to something. */
function visible(engine: TestEngine): number[] {
  const { items } = engine.entities.list({ provider: 'members', kind: 'person' }, { limit: 1000 })
  return items.filter(({ data }) => ((data['consents'] as Record<string, string[]> | undefined)?.['1'] ?? []).length > 0).map(({ id }) => Number(id))
}

describe('a full sync', () => {
  it('pushes every person that the application may see, once, one a message', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 300 })
    register(engine, server.url)
    const { id } = begin(engine, { intervalMs: 0 })
    const done = await over(engine, id)
    const expected = visible(engine)
    expect(expected.length).toBeGreaterThan(200)
    expect(persons(server).sort((a, b) => a - b)).toEqual(expected)
    expect(done).toMatchObject({ status: 'done', total: 300, messages: expected.length, acknowledged: expected.length, skipped: 300 - expected.length, waiting: 0, failed: 0, progress: 1 })
  })

  it('tells of everybody once although nobody is acknowledged: what waits for a retry holds back nothing', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine({ persons: 600 })
    register(engine, server.url)
    const { id } = begin(engine, { intervalMs: 0 })
    const expected = visible(engine)
    const tried = await untilChange(engine, () => {
      const sync = engine.syncs.get(id)
      return sync.sent === expected.length && sync
    })
    expect(tried).toMatchObject({ status: 'running', acknowledged: 0 })
    await server.received(expected.length)
    expect(persons(server).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b))
  })

  it('puts several into one message where that is asked for', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 50 })
    register(engine, server.url)
    const done = await over(engine, begin(engine, { intervalMs: 0, batchSize: 20 }).id)
    expect(server.requests).toHaveLength(3)
    expect(persons(server)).toEqual(visible(engine))
    expect(done.messages).toBe(3)
  })

  it.each([0, 1_000])('fills each message, however many go into it, with %i ms between them', async (intervalMs) => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 700 })
    register(engine, server.url)
    begin(engine, { intervalMs, batchSize: 300 })
    await advance(engine, { to: 'idle' })
    expect(engine.syncs.list({ limit: 1 }).items[0]).toMatchObject({ status: 'done', total: 700, messages: 3 })
    expect(persons(server).sort((a, b) => a - b)).toEqual(visible(engine).sort((a, b) => a - b))
  })

  it('keeps the interval between the starts of its requests, over retries too, exactly in virtual time', async () => {
    const server = await receiver((socket, n) => answers(n % 7 === 3 ? 503 : 200)(socket, 0))
    const engine = startEngine({ persons: 60 })
    register(engine, server.url)
    const { id } = begin(engine, { intervalMs: 1_000 })
    await advance(engine, { to: 'idle' })
    const all = engine.deliveries.list({ limit: 500, syncId: id }).items.flatMap((item) => engine.deliveries.get(item.id).attempts.map((attempt) => Date.parse(attempt.startedAt)))
    expect(all.length).toBe(server.requests.length)
    expect(all.length, 'some were sent twice').toBeGreaterThan(visible(engine).length)
    const gaps = all.sort((a, b) => a - b).slice(1).map((time, i) => time - (all[i] ?? 0))
    expect(Math.min(...gaps)).toBe(1_000)
    expect(gaps.filter((gap) => gap % 1_000 !== 0)).toEqual([])
    expect(engine.syncs.get(id).status).toBe('done')
    const told = engine.syncs.spacing(id, { limit: 500 })
    expect(told).toMatchObject({ intervalMs: 1_000, starts: all.map((time) => new Date(time).toISOString()) })
    expect(engine.syncs.spacing(id, { limit: 7 }).starts, 'the newest, wherever their deliveries stand in the row').toEqual(told.starts.slice(-7))
  })

  it('keeps its pace while nobody answers', async () => {
    const server = await receiver(() => undefined)
    const engine = startEngine({ persons: 200 })
    register(engine, server.url)
    engine.registrations.change('reg_1', { policy: { window: { kind: 'fixed', size: 100 } } })
    begin(engine, { intervalMs: 10 })
    await engine.time.advance({ ms: 795, patienceMs: 0 }, never)
    await server.received(80)
    expect(engine.status().queue.inFlight).toBe(80)
  })

  it('takes the interval from the registration where none is given', async () => {
    const engine = startEngine({ persons: 5 })
    register(engine, (await receiver(answers(200))).url)
    engine.registrations.change('reg_1', { settings: { requestInterval: 250 } })
    expect(begin(engine).intervalMs).toBe(250)
  })

  it('lets live changes through between its own requests', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 50 })
    register(engine, server.url)
    begin(engine, { intervalMs: 60_000 })
    await advance(engine, { ms: 90_000 })
    const before = server.requests.length
    const live = fireOne(engine)
    await advance(engine, { ms: 1 })
    expect(engine.deliveries.get(live).status).toBe('acknowledged')
    expect(server.requests.length).toBe(before + 1)
  })

  it('pauses, resumes and is cancelled', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 50 })
    register(engine, server.url)
    const { id } = begin(engine, { intervalMs: 1_000 })
    await advance(engine, { ms: 5_500 })
    expect(server.requests).toHaveLength(6)
    expect(engine.syncs.pause(id).status).toBe('paused')
    await advance(engine, { ms: 60_000 })
    expect(server.requests, 'nothing while it is paused').toHaveLength(6)
    expect(() => engine.syncs.pause(id)).toThrow(/is paused, not running/)
    engine.syncs.resume(id)
    await advance(engine, { ms: 2_500 })
    expect(server.requests.length).toBeGreaterThanOrEqual(8)
    const sent = server.requests.length
    const cancelled = engine.syncs.cancel(id)
    expect([cancelled.status, cancelled.waiting]).toEqual(['cancelled', 0])
    await advance(engine, { ms: 60_000 })
    expect(server.requests).toHaveLength(sent)
    expect(() => engine.syncs.cancel(id)).toThrow(/is cancelled already/)
  })

  it('goes on over a restart where it stood, at its pace', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine({ persons: 40 })
    register(engine, server.url)
    const { id } = begin(engine, { intervalMs: 1_000 })
    await advance(engine, { ms: 9_500 })
    expect(server.requests).toHaveLength(10)
    await engine.stop()
    const next = startEngine({ dataDir: engine.dataDir, clock: engine.clock })
    await advance(next, { ms: 400 })
    expect(server.requests, 'the interval holds over the restart').toHaveLength(10)
    await advance(next, { to: 'idle' })
    expect(persons(server)).toEqual(visible(next))
    expect(next.syncs.get(id)).toMatchObject({ status: 'done', progress: 1 })
    expect(engine.clock.now() - START).toBeGreaterThanOrEqual((visible(next).length - 1) * 1_000)
  })

  it('is one at a time for a registration, and says why it cannot begin', async () => {
    const engine = startEngine({ persons: 30 })
    register(engine, (await receiver(answers(200))).url)
    const first = begin(engine, { intervalMs: 1_000 })
    expect(() => begin(engine)).toThrow(new RegExp(`has a sync that is running: ${first.id}`))
    engine.syncs.cancel(first.id)
    engine.registrations.change('reg_1', { enabled: false })
    expect(() => begin(engine)).toThrow(/is disabled/)
    expect(() => engine.syncs.get('syn_9')).toThrow(/There is no sync "syn_9"/)
  })

  it('begins as soon as a database that was locked can be written', async () => {
    const server = await receiver(answers(200))
    let refused = (): void => undefined
    const told = new Promise<void>((resolve) => (refused = resolve))
    const none = (): void => undefined
    const engine = startEngine({ persons: 20, log: { debug: none, info: none, warn: () => refused(), error: none } })
    register(engine, server.url)
    const other = new Sqlite(join(engine.dataDir, 'hookwright.db'))
    onTestFinished(() => void other.close())
    const { id } = begin(engine, { intervalMs: 0 })
    // In the same turn: it has been accepted, and nothing was looked at.
    other.exec('BEGIN IMMEDIATE')
    await told
    other.exec('ROLLBACK')
    expect(await over(engine, id)).toMatchObject({ status: 'done', total: 20, progress: 1 })
    expect(persons(server)).toEqual(visible(engine))
  })
})
