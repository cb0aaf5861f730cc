import { describe, expect, it } from 'vitest'
import { START, attempted, fireOne, register, settled, startEngine, untilChange } from '../helpers/engine.ts'
import { MISBEHAVIOURS, answers, receiver } from '../helpers/receivers.ts'

const seconds = (from: string | undefined, to: string | undefined): number => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000

describe('a delivery that is not acknowledged', () => {
  it('is sent again after 10, 20, 40, 80, 160, 320, 600, 600 seconds, the same to the byte', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    const gaps: number[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      const { nextAttemptAt, attempts } = await attempted(engine, id, attempt)
      gaps.push(seconds(attempts.at(-1)?.endedAt ?? undefined, nextAttemptAt ?? undefined))
      engine.clock.moveTo(Date.parse(nextAttemptAt ?? '') - 1)
      expect(engine.deliveries.get(id).status, 'not a moment too early').toBe('retrying')
      engine.clock.advance(1)
    }
    expect(gaps).toEqual([10, 20, 40, 80, 160, 320, 600, 600])
    await server.received(9)
    expect(new Set(server.requests.map(String)).size).toBe(1)
  })

  it('shows what is planned, and that comes true', async () => {
    const server = await receiver(answers(500, 500, 200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    const { planned } = await attempted(engine, id, 1)
    expect(planned.slice(0, 3).map((time) => (Date.parse(time) - START) / 1000)).toEqual([10, 30, 70])
    engine.clock.moveTo(Date.parse(planned[0] ?? ''))
    await attempted(engine, id, 2)
    engine.clock.moveTo(Date.parse(planned[1] ?? ''))
    const done = await settled(engine, id)
    expect(done.attempts.map((attempt) => attempt.startedAt)).toEqual([new Date(START).toISOString(), planned[0], planned[1]])
    expect([done.status, done.planned, done.nextAttemptAt]).toEqual(['acknowledged', [], null])
  })

  it('shows at most fifty of what is planned, and none beyond the horizon', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    expect((await attempted(engine, id, 1)).planned).toHaveLength(50)
    engine.registrations.change('reg_1', { policy: { retry: { kind: 'exponential', firstMs: 86_400_000, factor: 2, maxMs: 7 * 86_400_000 } } })
    expect(engine.deliveries.get(id).planned.map((time) => seconds(new Date(START).toISOString(), time)), 'the wait that began goes on').toEqual([10, 10 + 2 * 86_400, 10 + 6 * 86_400])
  })

  it('plans beyond an attempt in flight as if that went unanswered', async () => {
    const server = await receiver(MISBEHAVIOURS.hang)
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    const { planned } = engine.deliveries.get(id)
    expect(planned.slice(0, 2).map((time) => seconds(new Date(START).toISOString(), time))).toEqual([610, 630])
    engine.clock.advance(600_000)
    expect((await attempted(engine, id, 1)).planned[0], 'and that comes true').toBe(planned[0])
  })

  it('expires seven days after it was published, and stays in the history', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    const horizon = START + 7 * 24 * 3600 * 1000
    // What was due on the way is one attempt, late: the clock jumped.
    engine.clock.moveTo(horizon - 1000)
    const last = await attempted(engine, id, 2)
    expect([last.status, last.nextAttemptAt], 'no attempt fits before the horizon').toEqual(['retrying', null])
    engine.clock.moveTo(horizon)
    const done = await settled(engine, id)
    expect([done.status, done.settledAt, done.attemptCount]).toEqual(['expired', new Date(horizon).toISOString(), 2])
    expect(server.requests).toHaveLength(2)
  })

  it('keeps its place in the ladder over a restart', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    engine.clock.advance(10_000)
    const { nextAttemptAt } = await attempted(engine, id, 2)
    await engine.stop()
    const next = startEngine({ dataDir: engine.dataDir, clock: engine.clock })
    engine.clock.moveTo(Date.parse(nextAttemptAt ?? '') - 1)
    expect(next.deliveries.get(id).attemptCount).toBe(2)
    engine.clock.advance(1)
    expect((await attempted(next, id, 3)).attempts).toHaveLength(3)
  })
})

describe('what a user does meanwhile', () => {
  it('a changed URL and key are used by the next attempt', async () => {
    const [old, moved] = [await receiver(answers(503)), await receiver(answers(200))]
    const engine = startEngine()
    register(engine, old.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    engine.registrations.change('reg_1', { url: moved.url, settings: { secret: 'another' } })
    engine.clock.advance(10_000)
    const done = await settled(engine, id)
    expect(done.attempts.map((attempt) => attempt.request.url)).toEqual([old.url, moved.url])
    expect(engine.deliveries.inspect(id, 2, false).verdict?.ok).toBe(true)
  })

  it('a removed registration cancels what waits for it', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    engine.registrations.remove('reg_1')
    expect(engine.deliveries.get(id)).toMatchObject({ status: 'cancelled', lastError: 'The registration was removed.' })
    engine.clock.advance(3_600_000)
    expect(server.requests).toHaveLength(1)
  })

  it('cancelling ends the retries; a settled one says that it is', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    expect(engine.deliveries.cancel(id).status).toBe('cancelled')
    engine.clock.advance(3_600_000)
    expect(server.requests).toHaveLength(1)
    expect(() => engine.deliveries.cancel(id)).toThrow(/is cancelled already/)
  })

  it('one slow receiver keeps nobody else waiting', async () => {
    const [slow, quick] = [await receiver(MISBEHAVIOURS.hang), await receiver(answers(200))]
    const engine = startEngine()
    register(engine, slow.url)
    const first = fireOne(engine)
    await slow.received(1)
    engine.entities.create({ provider: 'members', kind: 'application' }, { id: '2', name: 'Other', apiKey: 'other-key' })
    engine.registrations.create({ provider: 'members', account: '2', url: quick.url, settings: { secret: 'k' }, enabled: true })
    engine.entities.change({ provider: 'members', kind: 'application', id: '2' }, { scopes: ['members.read_name'] })
    const [person] = engine.entities.list({ provider: 'members', kind: 'person' }, { limit: 1 }).items
    engine.entities.change({ provider: 'members', kind: 'person', id: person?.id ?? '' }, { consents: { 2: ['members.read_name'] } })
    await untilChange(engine, () => quick.requests.length > 0)
    expect(engine.deliveries.get(first).status).toBe('sending')
  })
})

describe('replaying', () => {
  it('sends the same message again as a delivery of its own, and leaves the old one as it was', async () => {
    const server = await receiver(answers(503, 200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    const before = await attempted(engine, id, 1)
    const again = engine.deliveries.replay(id, { resign: true, newIds: false })
    const done = await settled(engine, again.id)
    expect([done.status, done.replayOf, done.messageId]).toEqual(['acknowledged', id, before.messageId])
    expect(server.requests[1]?.equals(server.requests[0] ?? Buffer.alloc(0)), 'byte for byte').toBe(true)
    const { replays, attempts, status } = engine.deliveries.get(id)
    expect([replays, attempts, status]).toEqual([[again.id], before.attempts, 'retrying'])
  })

  it('signs with the key of now, unless the bytes are to stay as they were', async () => {
    const server = await receiver(answers(401, 200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    engine.registrations.change('reg_1', { settings: { secret: 'the right key' } })
    const signed = await settled(engine, engine.deliveries.replay(id, { resign: true, newIds: false }).id)
    expect(engine.deliveries.inspect(signed.id, 1, false).verdict?.ok).toBe(true)
    const kept = await settled(engine, engine.deliveries.replay(id, { resign: false, newIds: false }).id)
    expect(engine.deliveries.inspect(kept.id, 1, false).verdict?.ok).toBe(false)
    expect(kept.attempts[0]?.request).toEqual(engine.deliveries.get(id).attempts[0]?.request)
  })

  it('may go to another target, under a new id', async () => {
    const [old, other] = [await receiver(answers(503)), await receiver(answers(200))]
    const engine = startEngine()
    register(engine, old.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    const done = await settled(engine, engine.deliveries.replay(id, { resign: true, newIds: true, target: `${other.url}/elsewhere` }).id)
    expect([done.url, done.status]).toEqual([`${other.url}/elsewhere`, 'acknowledged'])
    expect(done.messageId).not.toBe(engine.deliveries.get(id).messageId)
    expect(engine.registrations.get('reg_1', false).url, 'the registration is as it was').toBe(old.url)
  })

  it('says why it cannot be done', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await settled(engine, id)
    expect(() => engine.deliveries.replay('dlv_99', { resign: true, newIds: false })).toThrow(/There is no delivery "dlv_99"/)
    expect(() => engine.deliveries.replay(id, { resign: false, newIds: true })).toThrow(/needs resign/)
    expect(() => engine.deliveries.replay(id, { resign: true, newIds: false, target: 'not a url' })).toThrow(/not an absolute http/)
    engine.registrations.remove('reg_1')
    expect(() => engine.deliveries.replay(id, { resign: true, newIds: false })).toThrow(/was removed/)
  })
})
