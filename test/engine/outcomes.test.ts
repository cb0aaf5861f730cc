import type { Attempt } from '#contract/delivery.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { attempted, fireOne, register, startEngine, untilChange } from '../helpers/engine.ts'
import { listening } from '../helpers/listening.ts'
import { MISBEHAVIOURS, answers, closedPort, endless, receiver, tlsReceiver, type Behaviour } from '../helpers/receivers.ts'
import { SELF_SIGNED } from '../helpers/self-signed.ts'

/** One event to `url`, and what came of its first attempt. */
async function firstAttempt(url: string): Promise<{ attempt: Attempt; status: string }> {
  const engine = startEngine()
  register(engine, url)
  const delivery = await attempted(engine, fireOne(engine), 1)
  const [attempt] = delivery.attempts
  if (!attempt) throw new Error('no attempt')
  return { attempt, status: delivery.status }
}
const against = async (behaviour: Behaviour): Promise<{ attempt: Attempt; status: string }> => firstAttempt((await receiver(behaviour)).url)

describe('an answer', () => {
  it.each([200, 201, 202, 204])('of %i acknowledges', async (status) => {
    const { attempt, status: state } = await against(answers(status))
    expect([attempt.outcome, attempt.response?.statusCode, attempt.error, state]).toEqual(['acknowledged', status, null, 'acknowledged'])
  })

  it.each([203, 206, 301, 400, 401, 404, 410, 429, 500, 503])('of %i is a negative acknowledgement', async (status) => {
    const { attempt, status: state } = await against(answers(status))
    expect([attempt.outcome, attempt.response?.statusCode, state]).toEqual(['rejected', status, 'retrying'])
  })

  it('that redirects is not followed', async () => {
    const { attempt } = await against(MISBEHAVIOURS.redirect)
    expect([attempt.outcome, attempt.response?.statusCode]).toEqual(['rejected', 302])
    expect(attempt.response?.headers).toContainEqual(['Location', 'http://127.0.0.1:9/elsewhere'])
  })

  it('of 102 acknowledges at once, though nothing follows', async () => {
    const { attempt, status } = await against(MISBEHAVIOURS.interimThenSilence)
    expect([attempt.outcome, attempt.response?.statusCode, attempt.response?.interim, status]).toEqual(['acknowledged', 102, [102], 'acknowledged'])
  })

  it('of 102 acknowledges, though an error follows', async () => {
    const { attempt } = await against(MISBEHAVIOURS.interimThenError)
    expect([attempt.outcome, attempt.response?.interim]).toEqual(['acknowledged', [102]])
  })

  it('that never ends is cut where enough was read: its status has decided', async () => {
    const { attempt } = await against(endless)
    expect(attempt.outcome).toBe('acknowledged')
    expect(attempt.response?.body.truncated).toBe(true)
    expect(Buffer.from(attempt.response?.body.base64 ?? '', 'base64').length).toBe(262_144)
  })

  it('is kept to the byte: header order, case and duplicates, and the body', async () => {
    const raw = 'HTTP/1.1 500 Oh no\r\nX-B: 1\r\nx-a: 2\r\nX-B: 3\r\nContent-Length: 3\r\n\r\n\x00\x01z'
    const { attempt } = await against((socket) => void socket.write(raw, 'latin1'))
    expect(attempt.response?.headers).toEqual([['X-B', '1'], ['x-a', '2'], ['X-B', '3'], ['Content-Length', '3']])
    expect(Buffer.from(attempt.response?.body.base64 ?? '', 'base64')).toEqual(Buffer.from([0, 1, 0x7a]))
  })
})

describe('a broken call', () => {
  it('to a port where nobody listens is refused', async () => {
    const { attempt, status } = await firstAttempt(await closedPort())
    expect([attempt.outcome, attempt.response, status]).toEqual(['refused', null, 'retrying'])
    expect(attempt.error).toMatch(/is your server running\?/)
  })

  it('to a name that does not exist is a dns_error', async () => {
    expect((await firstAttempt('http://no-such-host.invalid/hook')).attempt.outcome).toBe('dns_error')
  })

  it('to a certificate that nobody vouches for is a tls_error', async () => {
    const server = await tlsReceiver(SELF_SIGNED, answers(200))
    const { attempt } = await firstAttempt(server.url)
    expect(attempt.outcome).toBe('tls_error')
    expect(server.requests, 'nothing was sent').toEqual([])
  })

  it('over TLS to a server that speaks plain HTTP is a tls_error', async () => {
    const server = await listening((_request, answer) => void answer.end())
    onTestFinished(server.close)
    expect((await firstAttempt(server.url.replace('http:', 'https:'))).attempt.outcome).toBe('tls_error')
  })

  it.each(['resetBeforeAnswer', 'closeWithoutAnswer', 'resetInsideBody', 'shorterThanItSays'] as const)('that is cut (%s) is reset', async (name) => {
    const { attempt, status } = await against(MISBEHAVIOURS[name])
    expect([attempt.outcome, status]).toEqual(['reset', 'retrying'])
  })

  it.each(['garbage', 'switchesProtocol', 'hugeHeaders'] as const)('whose answer is no HTTP (%s) is a protocol_error', async (name) => {
    expect((await against(MISBEHAVIOURS[name])).attempt.outcome).toBe('protocol_error')
  })

  it.each(['hang', 'slowDrip'] as const)('that is not answered by the deadline (%s) is timed_out, then and not before', async (name) => {
    const server = await receiver(MISBEHAVIOURS[name])
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    engine.clock.advance(599_999)
    expect(engine.deliveries.get(id).status).toBe('sending')
    engine.clock.advance(1)
    const { attempts, status } = await attempted(engine, id, 1)
    expect([attempts[0]?.outcome, status]).toEqual(['timed_out', 'retrying'])
    expect(Date.parse(attempts[0]?.endedAt ?? '') - Date.parse(attempts[0]?.startedAt ?? '')).toBe(600_000)
    expect(attempts[0]?.error).toMatch(/600 s/)
  })

  it('that is in flight when Hookwright stops is interrupted, and is sent again by the next process', async () => {
    const server = await receiver((socket, n) => n === 0 || void answers(200)(socket, n))
    const engine = startEngine()
    register(engine, server.url)
    const id = fireOne(engine)
    await server.received(1)
    await engine.stop(0)
    const next = startEngine({ dataDir: engine.dataDir })
    const delivery = await untilChange(next, () => {
      const found = next.deliveries.get(id)
      return found.status === 'acknowledged' && found
    })
    expect(delivery.attempts.map((attempt) => attempt.outcome)).toEqual(['interrupted', 'acknowledged'])
  })
})
