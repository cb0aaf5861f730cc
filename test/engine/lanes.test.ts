import type { PolicyChange } from '#contract/policy.ts'
import { describe, expect, it } from 'vitest'
import { SECRET, attempted, register, settled, startEngine, untilChange, type TestEngine } from '../helpers/engine.ts'
import { MISBEHAVIOURS, answers, receiver, response, type Receiver } from '../helpers/receivers.ts'

const policy = (engine: TestEngine, change: PolicyChange): void => void engine.registrations.change('reg_1', { policy: change })
/** Fires `times` events; the ids of their deliveries in order. */
const fire = (engine: TestEngine, times: number): string[] => engine.fire('members', { trigger: 'person.updated', times }).deliveries.map(({ id }) => id)
const messages = (server: Receiver): string[] => server.requests.map((request) => /"messageId":"(\d+)"/.exec(request.toString())?.[1] ?? '')

function started(url: string, change: PolicyChange): TestEngine {
  const engine = startEngine()
  register(engine, url)
  policy(engine, change)
  return engine
}

describe('calls at once to one registration', () => {
  it('are bounded by its window', async () => {
    const server = await receiver(MISBEHAVIOURS.hang)
    const engine = started(server.url, { window: { kind: 'fixed', size: 3 } })
    fire(engine, 10)
    await server.received(3)
    expect(engine.status().queue).toEqual({ waiting: 7, inFlight: 3, paused: false })
    server.answer(0, response(200))
    await server.received(4)
    expect(engine.status().queue.inFlight).toBe(3)
  })

  it('do not hold up another registration, however many hang', async () => {
    const [dead, quick] = [await receiver(MISBEHAVIOURS.hang), await receiver(answers(200))]
    const engine = started(dead.url, {})
    engine.entities.create({ provider: 'members', kind: 'application' }, { id: '2', name: 'Other', apiKey: 'other', scopes: ['members.read_name'] })
    const other = engine.registrations.create({ provider: 'members', account: '2', url: quick.url, settings: { secret: SECRET }, enabled: true })
    engine.fire('members', { trigger: 'person.updated', registrationId: 'reg_1', times: 2_000 })
    await dead.received(100)
    const [person] = engine.entities.list({ provider: 'members', kind: 'person' }, { limit: 1 }).items
    const data = { personID: Number(person?.id), consents: { 2: ['members.read_name'] } }
    const { deliveries } = engine.fire('members', { trigger: 'person.updated', data, registrationId: `reg_${other.id}`, times: 50 })
    await Promise.all(deliveries.map(({ id }) => settled(engine, id)))
    expect(quick.requests).toHaveLength(50)
    expect(dead.requests, 'its own window is full').toHaveLength(100)
  })

  it('grow with acknowledgements and shrink with failures where the window adapts', async () => {
    const server = await receiver(MISBEHAVIOURS.hang)
    const engine = started(server.url, { window: { kind: 'adaptive', initial: 1, min: 1, max: 4 } })
    fire(engine, 30)
    await server.received(1)
    for (const [n, open] of [[0, 2], [1, 3], [2, 4], [3, 4]] as const) {
      const before = server.requests.length
      server.answer(n, response(200))
      await untilChange(engine, () => engine.status().queue.inFlight === open)
      await server.received(Math.max(before, n + 1 + open))
      expect(engine.status().queue.inFlight, `after acknowledgement ${n + 1}`).toBe(open)
    }
    server.answer(4, response(503))
    await untilChange(engine, () => engine.status().queue.inFlight === 3)
    server.answer(5, response(200))
    await untilChange(engine, () => engine.status().queue.inFlight <= 3)
    expect(engine.status().queue.inFlight, 'halved, and one more').toBeLessThanOrEqual(3)
  })
})

describe('strict order', () => {
  it('sends one at a time, and a failed one holds back those behind it', async () => {
    const server = await receiver((socket, n) => answers(n === 1 || n === 2 ? 503 : 200)(socket, 0))
    const engine = started(server.url, { ordered: true })
    const ids = fire(engine, 4)
    const expected = ids.map((id) => engine.deliveries.get(id).messageId)
    await attempted(engine, ids[1] ?? '', 1)
    expect(engine.deliveries.get(ids[2] ?? '').attemptCount, 'the third waits for the second').toBe(0)
    engine.clock.advance(10_000)
    await attempted(engine, ids[1] ?? '', 2)
    engine.clock.advance(20_000)
    await Promise.all(ids.map((id) => settled(engine, id)))
    expect(messages(server)).toEqual([expected[0], expected[1], expected[1], expected[1], expected[2], expected[3]])
  })

  it('lets the next one go when the first is cancelled, and keeps order over a restart', async () => {
    const server = await receiver((socket, n) => answers(n === 0 ? 503 : 200)(socket, 0))
    const engine = started(server.url, { ordered: true })
    const ids = fire(engine, 3)
    await attempted(engine, ids[0] ?? '', 1)
    await engine.stop()
    const next = startEngine({ dataDir: engine.dataDir, clock: engine.clock })
    engine.clock.advance(5_000)
    expect(server.requests).toHaveLength(1)
    next.deliveries.cancel(ids[0] ?? '')
    await Promise.all(ids.slice(1).map((id) => settled(next, id)))
    expect(messages(server).slice(1)).toEqual(ids.slice(1).map((id) => next.deliveries.get(id).messageId))
  })
})

describe('what a receiver asks for', () => {
  it('410 disables the registration where the policy says so, and what waits is cancelled', async () => {
    const server = await receiver(answers(410))
    const engine = started(server.url, { disableCodes: [410], window: { kind: 'fixed', size: 1 } })
    const ids = fire(engine, 3)
    expect((await settled(engine, ids[0] ?? '')).status).toBe('failed')
    expect((await settled(engine, ids[2] ?? '')).status).toBe('cancelled')
    expect(engine.registrations.get('reg_1', false).enabled).toBe(false)
    expect(server.requests).toHaveLength(1)
  })

  it('429 with Retry-After holds back the whole registration until then', async () => {
    const server = await receiver((socket, n) => void socket.write(n === 0 ? response(429, '', 'Retry-After: 60\r\n') : response(200)))
    const engine = started(server.url, { throttleCodes: [429], retryAfter: true })
    const [first = ''] = fire(engine, 1)
    await attempted(engine, first, 1)
    const [second = ''] = fire(engine, 1)
    engine.clock.advance(59_999)
    expect([server.requests.length, engine.deliveries.get(second).status]).toEqual([1, 'queued'])
    engine.clock.advance(1)
    await settled(engine, second)
    await settled(engine, first)
  })

  it('is shown with its source, and goes back to the provider when it is reset', () => {
    const engine = started('http://127.0.0.1:9/', { maxAttempts: 3, deadlineMs: 5_000 })
    const shown = engine.registrations.get('reg_1', false).policy
    expect(shown?.maxAttempts).toEqual({ value: 3, source: 'changed', provider: null })
    expect(shown?.horizonMs.source).toBe('documented')
    engine.registrations.change('reg_1', { policyReset: ['maxAttempts'] })
    expect(engine.registrations.get('reg_1', false).policy?.maxAttempts).toEqual({ value: null, source: 'assumed', provider: null })
    const [id = ''] = fire(engine, 1)
    expect(engine.deliveries.get(id).deadlineMs).toBe(5_000)
    expect(() => policy(engine, { window: { kind: 'adaptive', initial: 9, min: 1, max: 4 } })).toThrow(/does not hold/)
  })

  it('is refused at the rule that does not go together', () => {
    const engine = started('http://127.0.0.1:9/', {})
    const at = (path: string): unknown => expect.objectContaining({ code: 'invalid', details: { issues: [expect.objectContaining({ path })] } })
    expect(() => policy(engine, { window: { kind: 'adaptive', initial: 9, min: 1, max: 4 } })).toThrow(at('policy.window'))
    expect(() => policy(engine, { retry: { kind: 'exponential', firstMs: 2_000, factor: 2, maxMs: 1_000 } })).toThrow(at('policy.retry'))
    expect(engine.registrations.get('reg_1', false).policy?.window.source, 'nothing was changed').toBe('assumed')
  })
})
