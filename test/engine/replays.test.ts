import type { Replay, ReplayCreate } from '#contract/replay.ts'
import { describe, expect, it } from 'vitest'
import { START, fireOne, register, settled, startEngine, untilChange, type TestEngine } from '../helpers/engine.ts'
import { answers, receiver, response } from '../helpers/receivers.ts'

const never = new AbortController().signal
const advance = (engine: TestEngine, to: { ms: number } | { to: string }) => engine.time.advance({ ...to, patienceMs: 1_000 }, never)

async function begin(engine: TestEngine, options: Partial<ReplayCreate> = {}): Promise<Replay> {
  const { replay } = await engine.replays.create({ filter: {}, pacing: { kind: 'fast' }, resign: true, newIds: false, dryRun: false, ...options }, never)
  if (!replay) throw new Error('That was a dry run.')
  return replay
}
const until = (engine: TestEngine, id: string, predicate: (replay: Replay) => boolean): Promise<Replay> =>
  untilChange(engine, () => {
    const replay = engine.replays.get(id)
    return predicate(replay) && replay
  })
const over = (engine: TestEngine, id: string): Promise<Replay> => until(engine, id, ({ status }) => status === 'done' || status === 'cancelled')

/** Deliveries made at these distances from the start, ms, each acknowledged. */
async function history(engine: TestEngine, times: readonly number[]): Promise<string[]> {
  const ids: string[] = []
  for (const time of times) {
    await advance(engine, { to: new Date(START + time).toISOString() })
    ids.push(fireOne(engine))
    await advance(engine, { ms: 0 })
  }
  return ids
}
/** When the new deliveries of a run were first sent, ms. */
const starts = (engine: TestEngine, replayId: string): number[] =>
  engine.deliveries.list({ limit: 500, replayId }).items.map(({ id }) => Date.parse(engine.deliveries.get(id).attempts[0]?.startedAt ?? '')).sort((a, b) => a - b)

describe('a run of replays', () => {
  it('counts first, then sends what the filter lets in, oldest first and linked both ways; the old ones stay as they are', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const ids = await history(engine, [0, 1_000, 2_000])
    const asItWas = (id: string) => ({ ...engine.deliveries.get(id), seq: 0, event: null, replays: [] })
    const before = ids.map(asItWas)
    const filter = { from: new Date(START + 1_000).toISOString() }
    expect(await engine.replays.create({ filter, pacing: { kind: 'fast' }, resign: true, newIds: false, dryRun: true }, never)).toEqual({ count: 2, replay: null })
    expect(server.requests, 'counting sends nothing').toHaveLength(3)

    const { id } = await begin(engine, { filter })
    expect(await over(engine, id)).toMatchObject({ status: 'done', selected: true, total: 2, made: 2, sent: 2, acknowledged: 2, waiting: 0, failed: 0, verdicts: { same: 2, fixed: 0, worse: 0, different: 0 } })
    expect(server.requests).toHaveLength(5)
    const made = engine.deliveries.list({ limit: 10, replayId: id }).items
    expect(made.map(({ replayOf }) => replayOf), 'newest first, so made oldest first').toEqual([ids[2], ids[1]])
    expect(engine.deliveries.get(ids[1] ?? '').replays).toEqual([made[1]?.id])
    expect(ids.map(asItWas)).toEqual(before)
  })

  it('has in it what was there when it began, also where what it makes belongs to the filter', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    engine.fire('members', { trigger: 'person.updated', times: 1_200 })
    await advance(engine, { to: 'idle' })
    const { id } = await begin(engine, { filter: { status: 'acknowledged' } })
    fireOne(engine)
    expect(await over(engine, id)).toMatchObject({ total: 1_200, made: 1_200, acknowledged: 1_200 })
    expect(server.requests).toHaveLength(2_401)
  })

  it('keeps the original gaps of days, exactly, in virtual time', async () => {
    const engine = startEngine()
    register(engine, (await receiver(answers(200))).url)
    const times = [0, 1_500, 90_000_000, 90_000_001, 260_000_000]
    const ids = await history(engine, times)
    for (const factor of [1, 0.5]) {
      const { id } = await begin(engine, { filter: { ids }, pacing: { kind: 'original', factor } })
      await until(engine, id, ({ selected }) => selected)
      const from = engine.clock.now()
      await advance(engine, { to: 'idle' })
      let at = from
      const expected = times.map((time, i) => (at += i === 0 ? 0 : Math.round((time - (times[i - 1] ?? 0)) * factor)))
      expect(starts(engine, id)).toEqual(expected)
      expect(engine.replays.get(id).status).toBe('done')
    }
  })

  it('keeps a fixed interval, over a pause and a restart too', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    engine.fire('members', { trigger: 'person.updated', times: 10 })
    await advance(engine, { to: 'idle' })
    const { id } = await begin(engine, { pacing: { kind: 'fixed', intervalMs: 1_000 } })
    await advance(engine, { ms: 2_500 })
    expect(engine.replays.get(id)).toMatchObject({ status: 'running', made: 3, leftMs: 7_000 })
    expect(engine.replays.pause(id).status).toBe('paused')
    await advance(engine, { ms: 60_000 })
    expect(server.requests, 'nothing while it is paused').toHaveLength(13)
    engine.replays.resume(id)
    await advance(engine, { ms: 1_500 })
    expect(server.requests).toHaveLength(15)
    await engine.stop()
    const next = startEngine({ dataDir: engine.dataDir, clock: engine.clock })
    await advance(next, { to: 'idle' })
    expect(next.replays.get(id)).toMatchObject({ status: 'done', made: 10, acknowledged: 10 })
    expect(server.requests).toHaveLength(20)
    const gaps = starts(next, id).slice(1).map((time, i) => time - (starts(next, id)[i] ?? 0))
    expect(Math.min(...gaps)).toBe(1_000)
  })

  it('goes step by step', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    await history(engine, [0, 1, 2])
    const { id } = await begin(engine, { pacing: { kind: 'step' } })
    await advance(engine, { ms: 60_000 })
    expect(server.requests, 'nothing before it is told to').toHaveLength(3)
    engine.replays.step(id, 1)
    await advance(engine, { ms: 60_000 })
    expect(engine.replays.get(id)).toMatchObject({ status: 'running', made: 1, acknowledged: 1 })
    engine.replays.step(id, 5)
    expect(await over(engine, id)).toMatchObject({ made: 3 })
    expect(() => engine.replays.step(id, 1)).toThrow(/is done already/)
  })

  it('is cancelled: nothing more is made, and what waits is given up', async () => {
    const server = await receiver((socket, n) => answers(n < 5 ? 200 : 503)(socket, 0))
    const engine = startEngine()
    register(engine, server.url)
    await history(engine, [0, 1, 2, 3, 4])
    const { id } = await begin(engine, { pacing: { kind: 'fixed', intervalMs: 1_000 } })
    await advance(engine, { ms: 1_500 })
    expect(engine.replays.cancel(id).status).toBe('cancelled')
    const sent = server.requests.length
    await advance(engine, { to: 'idle' })
    expect(server.requests).toHaveLength(sent)
    expect(engine.replays.get(id)).toMatchObject({ made: 2, waiting: 0, failed: 2, verdicts: { same: 0, worse: 0 } })
    expect(() => engine.replays.cancel(id)).toThrow(/is cancelled already/)
  })

  it('says for each how it went beside the last time', async () => {
    const bodies = ['a', 'b', 'c', 'd', 'a', 'other', 'c', 'd']
    const statuses = [200, 200, 404, 200, 200, 200, 200, 404]
    const server = await receiver((socket, n) => void socket.write(response(statuses[n] ?? 200, bodies[n])))
    const engine = startEngine()
    register(engine, server.url)
    engine.registrations.change('reg_1', { policy: { maxAttempts: 1, window: { kind: 'fixed', size: 1 } } })
    const ids: string[] = []
    for (let i = 0; i < 4; i++) {
      ids.push(fireOne(engine))
      await settled(engine, ids[i] ?? '')
    }
    const { id } = await begin(engine)
    expect((await over(engine, id)).verdicts).toEqual({ same: 1, different: 1, fixed: 1, worse: 1 })
    const { items } = engine.replays.results(id, { limit: 10 })
    expect(items.map(({ originalId, verdict, before, after }) => [originalId, verdict, before.statusCode, after.statusCode])).toEqual([
      [ids[3], 'worse', 200, 404],
      [ids[2], 'fixed', 404, 200],
      [ids[1], 'different', 200, 200],
      [ids[0], 'same', 200, 200],
    ])
    expect(engine.replays.results(id, { limit: 10, verdict: 'fixed' }).items.map(({ originalId }) => originalId)).toEqual([ids[2]])
  })

  it('changes the payload and the headers first, and what the provider signs then verifies', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const [old = ''] = await history(engine, [0])
    const edit = { merge: { surname: 'Edited' }, setHeaders: { 'X-Replay': 'yes' }, removeHeaders: ['User-Agent'] }
    const { id } = await begin(engine, { edit })
    await over(engine, id)
    const [made] = engine.deliveries.list({ limit: 1, replayId: id }).items
    const inspection = engine.deliveries.inspect(made?.id ?? '', 1, false)
    expect(inspection.verdict?.ok).toBe(true)
    expect(inspection.payload).toContain('"surname":"Edited"')
    const headers = engine.deliveries.get(made?.id ?? '').attempts[0]?.request.headers.map(([name]) => name.toLowerCase())
    expect(headers).toContain('x-replay')
    expect(headers).not.toContain('user-agent')
    expect(engine.deliveries.inspect(old, 1, false).payload).not.toContain('Edited')

    const kept = await begin(engine, { filter: { ids: [old] }, resign: false, edit: { merge: { added: true } } })
    await over(engine, kept.id)
    const [bytes] = engine.deliveries.list({ limit: 1, replayId: kept.id }).items
    expect(Buffer.from(engine.deliveries.get(bytes?.id ?? '').attempts[0]?.request.body.base64 ?? '', 'base64').toString()).toContain('"added":true')
  })

  it('says which could not be replayed and why, and goes on with the others', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const [first = ''] = await history(engine, [0])
    engine.registrations.remove('reg_1')
    register(engine, server.url)
    const [second = ''] = await history(engine, [1_000])
    const { id } = await begin(engine)
    expect(await over(engine, id)).toMatchObject({ total: 2, made: 1, skipped: 1, acknowledged: 1 })
    expect(engine.replays.results(id, { limit: 10 }).items).toMatchObject([
      { originalId: second, verdict: 'same', reason: null },
      { originalId: first, deliveryId: null, verdict: null, reason: expect.stringMatching(/was removed/) as string },
    ])
  })

  it('says of an original that retention took away meanwhile that it is not kept any more, and sends the others', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const [first = '', second = '', third = ''] = await history(engine, [0, 1_000, 2_000])
    const { id } = await begin(engine, { pacing: { kind: 'step' } })
    engine.replays.step(id, 1)
    await until(engine, id, ({ acknowledged }) => acknowledged === 1)
    engine.retention.change({ maxDeliveries: 2 })
    await untilChange(engine, () => engine.status().deliveries.acknowledged === 2)
    expect(engine.deliveries.list({ limit: 10 }).items.map(({ id: kept }) => kept), 'the third, and the replay of the first').toEqual(['dlv_4', third])
    engine.replays.step(id, 2)
    expect(await over(engine, id)).toMatchObject({ total: 3, made: 2, skipped: 1, acknowledged: 2, verdicts: { same: 2 } })
    expect(engine.replays.results(id, { limit: 10 }).items).toMatchObject([
      { originalId: third, verdict: 'same', reason: null },
      { originalId: second, deliveryId: null, verdict: null, reason: `${second} is not kept any more: retention or a user took it away.` },
      { originalId: first, verdict: 'same', reason: null },
    ])
    expect(server.requests).toHaveLength(5)
  })

  it('refuses what cannot be meant, and begins nothing', async () => {
    const engine = startEngine()
    await expect(begin(engine, { filter: { ids: ['dlv_9'] } })).rejects.toThrow(/There is no delivery "dlv_9"/)
    await expect(begin(engine, { filter: { status: 'lost' } })).rejects.toThrow(/no delivery status "lost"/)
    await expect(begin(engine, { target: 'nowhere' })).rejects.toThrow(/not an absolute http/)
    await expect(begin(engine, { resign: false, newIds: true })).rejects.toThrow(/needs resign/)
    expect(engine.replays.list({ limit: 10 }).items).toEqual([])
    expect(() => engine.replays.get('rpl_1')).toThrow(/There is no replay "rpl_1"/)
  })
})
