/** What the Standard Webhooks provider sends, as independent libraries read it, and how its policy is kept: over real HTTP. */
import { createPublicKey, verify } from 'node:crypto'
import { createClock, type Engine } from '#engine/engine.ts'
import { Webhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { describe, expect, test } from 'vitest'
import { START, attempted, settled, startEngine } from '../helpers/engine.ts'
import { answers, receiver, response } from '../helpers/receivers.ts'

const PROVIDER = 'standard-webhooks'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LADDER = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

const endpoint = (engine: Engine, url: string, settings = {}): string => `reg_${engine.registrations.create({ provider: PROVIDER, url, settings, enabled: true }).id}`
const secretOf = (engine: Engine, id: string): string => String(engine.registrations.get(id, true).settings['secret'])
const fire = (engine: Engine, trigger = 'user.created', data = {}): string => engine.fire(PROVIDER, { trigger, data, times: 1 }).deliveries[0]?.id ?? ''
/** The request as a receiver's framework hands it over. */
function read(bytes: Buffer | undefined): { headers: Record<string, string>; body: string } {
  const text = bytes?.toString('utf8') ?? ''
  const end = text.indexOf('\r\n\r\n')
  const lines = text.slice(0, end).split('\r\n').slice(1)
  return { headers: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])), body: text.slice(end + 4) }
}
const real = () => startEngine({ clock: createClock({ mode: 'real' }) })

describe('independent libraries take what is sent', () => {
  test.each([['webhook-', Webhook], ['svix-', SvixWebhook], ['both', Webhook], ['both', SvixWebhook]])('under the header names %s', async (headerNames, Library) => {
    const server = await receiver(answers(200))
    const engine = real()
    const id = endpoint(engine, server.url, { headerNames })
    await settled(engine, fire(engine, 'user.created', { name: 'Kåre "🔑"' }))
    const { headers, body } = read(server.requests[0])
    new Library(secretOf(engine, id)).verify(body, headers)
    expect(JSON.parse(body)).toMatchObject({ type: 'user.created', timestamp: expect.stringMatching(/Z$/), data: { name: 'Kåre "🔑"' } })
    expect(() => new Library(secretOf(engine, id)).verify(body.replace('Kåre', 'Kari'), headers)).toThrow(/No matching signature/)
  })

  test('with the new secret and with the old one while a secret is rotated, and with the new one alone after 24 hours', async () => {
    const server = await receiver(answers(200))
    const engine = real()
    const id = endpoint(engine, server.url)
    const old = secretOf(engine, id)
    const { fired, registration } = engine.runAction(id, 'rotate-secret')
    expect([fired, registration.settings['secret']]).toEqual([null, null])
    expect(secretOf(engine, id)).not.toBe(old)
    await settled(engine, fire(engine))
    const { headers, body } = read(server.requests[0])
    for (const secret of [old, secretOf(engine, id)]) expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'user.created' })

    engine.time.setMode('virtual')
    engine.clock.advance(24 * HOUR)
    await settled(engine, fire(engine))
    expect(read(server.requests[1]).headers['webhook-signature']?.split(' ')).toHaveLength(1)
  })

  test('signed with ed25519, verified by the public key that the endpoint shows', async () => {
    const server = await receiver(answers(200))
    const engine = startEngine()
    const id = endpoint(engine, server.url, { secret: `whsk_${Buffer.alloc(32, 3).toString('base64')}` })
    const shown = engine.registrations.get(id, false).facts.find(({ key }) => key === 'secret')?.value ?? ''
    await settled(engine, fire(engine))
    const { headers, body } = read(server.requests[0])
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(shown.replace('whpk_', ''), 'base64').toString('base64url') } })
    const [scheme, signature = ''] = headers['webhook-signature']?.split(',') ?? []
    expect(scheme).toBe('v1a')
    expect(verify(null, Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
    engine.runAction(id, 'rotate-secret')
    expect(secretOf(engine, id), 'a key follows a key').toMatch(/^whsk_/)
  })
})

test('every attempt has the id and the body of the first, a fresh timestamp, and a signature of its own', async () => {
  const server = await receiver(answers(500, 302, 200))
  const engine = startEngine()
  const id = endpoint(engine, server.url)
  const done = fire(engine)
  await attempted(engine, done, 1)
  await engine.time.advance({ to: 'idle', patienceMs: 5_000 }, new AbortController().signal)
  expect(engine.deliveries.get(done)).toMatchObject({ status: 'acknowledged', attemptCount: 3 })
  const requests = server.requests.map(read)
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(requests[0]?.headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/)
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1)
  const starts = engine.deliveries.get(done).attempts.map(({ startedAt }) => Math.floor(Date.parse(startedAt) / 1000))
  expect(requests.map(({ headers }) => Number(headers['webhook-timestamp']))).toEqual(starts)
  expect(new Set(starts).size).toBe(3)
  for (const { headers, body } of requests) {
    expect(headers['webhook-signature']).toBe(new Webhook(secretOf(engine, id)).sign(headers['webhook-id'] ?? '', new Date(Number(headers['webhook-timestamp']) * 1000), body))
  }
})

describe('what is not acknowledged', () => {
  /** The waits between the attempts of as many deliveries, in ms. */
  async function waits(count: number): Promise<number[][]> {
    const server = await receiver(answers(503))
    const engine = startEngine()
    endpoint(engine, server.url)
    const ids = Array.from({ length: count }, () => fire(engine))
    await engine.time.advance({ to: 'idle', patienceMs: 5_000 }, new AbortController().signal)
    return ids.map((id) => {
      const { status, attempts } = engine.deliveries.get(id)
      expect([status, attempts.length]).toEqual(['failed', 10])
      return attempts.slice(1).map(({ startedAt }, at) => Date.parse(startedAt) - Date.parse(attempts[at]?.endedAt ?? ''))
    })
  }

  test('is sent again by the schedule of the specification, ten times in all, each wait 20 % longer or shorter at most and the same for a seed', async () => {
    const [first = [], second = []] = await waits(2)
    for (const gaps of [first, second]) {
      expect(gaps).toHaveLength(LADDER.length)
      for (const [at, gap] of gaps.entries()) expect(Math.abs(gap / (LADDER[at] ?? 0) - 1), `wait ${at + 1}`).toBeLessThanOrEqual(0.2)
    }
    expect(first, 'each delivery has its own').not.toEqual(second)
    expect(await waits(2), 'and so has it next time').toEqual([first, second])
  })

  test('with 410 disables the endpoint: nothing more is sent to it', async () => {
    const server = await receiver((socket, n) => void socket.write(response(n === 0 ? 503 : 410)))
    const engine = startEngine()
    const id = endpoint(engine, server.url)
    const waiting = fire(engine)
    await attempted(engine, waiting, 1)
    const gone = fire(engine)
    expect(await settled(engine, gone)).toMatchObject({ status: 'failed', lastStatusCode: 410, attemptCount: 1 })
    expect(engine.registrations.get(id, false).enabled).toBe(false)
    expect(engine.fire(PROVIDER, { trigger: 'user.created', data: {}, times: 1 })).toMatchObject({ deliveryCount: 0, skipped: [{ registrationId: id, reason: 'It is disabled.' }] })
    await engine.time.advance({ to: 'idle', patienceMs: 5_000 }, new AbortController().signal)
    expect(engine.deliveries.get(waiting)).toMatchObject({ status: 'cancelled', lastError: 'The registration is disabled.' })
    expect(server.requests).toHaveLength(2)
    expect(engine.runAction(id, 'rotate-secret').registration.enabled, 'its secret can be rotated all the same').toBe(false)
    expect(() => engine.runAction(id, 'send-test')).toThrow(/is disabled/)
  })

  test('with 429 and Retry-After holds the whole endpoint until then', async () => {
    const server = await receiver((socket, n) => void socket.write(n === 0 ? response(429, '', 'Retry-After: 3600\r\n') : response(200)))
    const engine = startEngine()
    endpoint(engine, server.url)
    const first = fire(engine)
    expect((await attempted(engine, first, 1)).nextAttemptAt).toBe(new Date(START + HOUR).toISOString())
    const second = fire(engine)
    engine.clock.moveTo(START + HOUR - 1)
    expect([engine.deliveries.get(first).status, engine.deliveries.get(second).status]).toEqual(['retrying', 'queued'])
    expect(server.requests).toHaveLength(1)
    engine.clock.advance(1)
    for (const id of [first, second]) expect((await settled(engine, id)).attempts.at(-1)?.startedAt).toBe(new Date(START + HOUR).toISOString())
  })
})
