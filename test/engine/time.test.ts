import { describe, expect, it } from 'vitest'
import { START, attempted, fireOne, register, settled, startEngine, type TestEngine } from '../helpers/engine.ts'
import { MISBEHAVIOURS, answers, receiver } from '../helpers/receivers.ts'

const never = new AbortController().signal
const advance = (engine: TestEngine, to: { ms: number } | { to: string }, patienceMs = 1_000) => engine.time.advance({ ...to, patienceMs }, never)
const at = (ms: number): string => new Date(START + ms).toISOString()
const MINUTE = 60_000

describe('advancing virtual time', () => {
  it('runs everything due on the way, awaits the answers, and answers when all of it has settled', async () => {
    const server = await receiver(answers(503, 503, 200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    const moved = await advance(engine, { ms: MINUTE })
    const { status, attempts } = engine.deliveries.get(id)
    expect([status, attempts.map((attempt) => attempt.startedAt)]).toEqual(['acknowledged', [at(0), at(10_000), at(30_000)]])
    expect(moved).toMatchObject({ mode: 'virtual', now: at(MINUTE), movedMs: MINUTE, attempts: 3, nextDueAt: null })
  })

  it('walks a seven-day ladder, each attempt at its right time', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await advance(engine, { to: 'idle' })
    const { status, settledAt, attempts } = engine.deliveries.get(id)
    expect([status, settledAt]).toEqual(['expired', at(7 * 24 * 60 * MINUTE)])
    const expected = [0]
    for (const wait of [10, 20, 40, 80, 160, 320]) expected.push((expected.at(-1) ?? 0) + wait)
    while ((expected.at(-1) ?? 0) + 600 < 7 * 24 * 3600) expected.push((expected.at(-1) ?? 0) + 600)
    expect(attempts.map((attempt) => attempt.startedAt)).toEqual(expected.map((seconds) => at(seconds * 1000)))
    expect(server.requests).toHaveLength(expected.length)
  })

  it('goes to the next moment, or to a time, and never back', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    expect((await advance(engine, { to: 'next' })).now).toBe(at(10_000))
    expect(engine.deliveries.get(id).attemptCount).toBe(2)
    expect((await advance(engine, { to: at(25_000) })).now).toBe(at(25_000))
    expect(engine.deliveries.get(id).attemptCount, 'the third is due at 30 s').toBe(2)
    await expect(advance(engine, { to: at(0) })).rejects.toThrow(/does not go back/)
  })

  it('is done at once where nothing waits', async () => {
    expect(await advance(startEngine(), { to: 'idle' })).toMatchObject({ now: at(0), movedMs: 0, attempts: 0 })
  })

  it('times a call out then and there when time passes its deadline, and goes on with the ladder', async () => {
    const server = await receiver((socket, n) => n === 0 || void answers(200)(socket, n))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await advance(engine, { ms: 11 * MINUTE }, 50)
    const { status, attempts } = engine.deliveries.get(id)
    expect([status, attempts.map(({ outcome, startedAt, endedAt }) => [outcome, startedAt, endedAt])]).toEqual([
      'acknowledged',
      [
        ['timed_out', at(0), at(10 * MINUTE)],
        ['acknowledged', at(10 * MINUTE + 10_000), at(10 * MINUTE + 10_000)],
      ],
    ])
  })

  it('can be given up by who asked for it', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    fireOne(engine)
    const asked = new AbortController()
    const moving = engine.time.advance({ to: 'idle', patienceMs: 1_000 }, asked.signal)
    await server.received(20)
    asked.abort()
    await expect(moving).rejects.toThrow(/abort/i)
    const stands = engine.clock.now()
    expect((await advance(engine, { ms: 0 })).now, 'time stands where it was left').toBe(new Date(stands).toISOString())
    const left = Number(engine.settings.get('clockOffsetMs'))
    // Against the machine's time, which goes on meanwhile.
    expect(Math.abs(left - engine.clock.offsetMs), 'and a restart goes on there').toBeLessThan(10_000)
  })

  it('says how many calls it moved past that have not answered', async () => {
    const server = await receiver(() => true)
    const engine = startEngine()
    register(engine, server.url)
    fireOne(engine)
    expect(await advance(engine, { ms: MINUTE }, 50)).toMatchObject({ now: at(MINUTE), attempts: 0, unanswered: 1 })
    expect(await advance(engine, { ms: 9 * MINUTE }, 50), 'at its deadline it is over').toMatchObject({ attempts: 1, unanswered: 0 })
  })

  it('ends when time becomes real on the way', async () => {
    const server = await receiver(answers(503))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    const moving = advance(engine, { to: 'idle' })
    await server.received(5)
    engine.time.setMode('real')
    expect((await moving).mode).toBe('real')
    expect(engine.deliveries.get(id).status).toBe('retrying')
  })

  it('is told to who follows, also where nothing fell due', async () => {
    const engine = startEngine()
    let told = 0
    engine.feed.onWake(() => told++)
    await advance(engine, { ms: MINUTE })
    expect(told).toBeGreaterThan(0)
  })

  it('is refused in real time', async () => {
    const engine = startEngine()
    engine.time.setMode('real')
    await expect(advance(engine, { ms: 1 })).rejects.toThrow(/Real time cannot be moved/)
  })
})

describe('switching between real and virtual time', () => {
  it('keeps what waits as far from now as it was', async () => {
    const server = await receiver(answers(503, 200))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    await advance(engine, { ms: 9_950 })
    engine.time.setMode('real')
    const done = await settled(engine, id)
    expect(done.status, 'fifty real milliseconds later').toBe('acknowledged')
    expect(Date.parse(done.attempts[1]?.startedAt ?? '')).toBeGreaterThanOrEqual(START + 10_000)
    engine.time.setMode('virtual')
    expect(engine.time.state().mode).toBe('virtual')
  })
})

describe('an answer after the deadline', () => {
  it('changes nothing: the message is sent again while the first call is still open, and the history shows both', async () => {
    const server = await receiver((socket, n) => n === 0 || void answers(200)(socket, n))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    engine.clock.advance(10 * MINUTE)
    await attempted(engine, id, 1)
    engine.clock.advance(10_000)
    await settled(engine, id)
    const [first, second] = engine.deliveries.get(id).attempts
    expect([first?.outcome, first?.closedAt, second?.outcome], 'the first is still open').toEqual(['timed_out', null, 'acknowledged'])
    expect(server.requests[1]?.equals(server.requests[0] ?? Buffer.alloc(0)), 'the same message').toBe(true)

    engine.clock.advance(5 * MINUTE)
    server.answer(0, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    const late = await settledLate(engine, id)
    expect([late?.outcome, late?.lateStatusCode, late?.closedAt]).toEqual(['timed_out', 200, at(15 * MINUTE + 10_000)])
    expect(engine.deliveries.get(id).status).toBe('acknowledged')
  })

  it('leaves a call open that was acknowledged by an interim status, until its receiver ends it', async () => {
    const server = await receiver(MISBEHAVIOURS.interimThenSilence)
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await settled(engine, id)
    expect(engine.deliveries.get(id).attempts[0]?.closedAt).toBeNull()
    server.answer(0, 'HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n')
    expect((await settledLate(engine, id))?.lateStatusCode).toBe(500)
    expect(engine.deliveries.get(id).status).toBe('acknowledged')
  })
})

async function settledLate(engine: TestEngine, id: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => {
    if (engine.deliveries.get(id).attempts[0]?.closedAt) resolve()
  }
  const stop = engine.feed.onWake(look)
  look()
  await promise
  stop()
  return engine.deliveries.get(id).attempts[0]
}
