import { describe, expect, it, onTestFinished } from 'vitest'
import { followLive } from '#client/live.ts'
import { startForTest } from '../helpers/hookwright.ts'
import { MISBEHAVIOURS, answers, receiver } from '../helpers/receivers.ts'

describe('the clock over the API', () => {
  it('is moved, and answers when everything that fell due has settled', async () => {
    const { client } = await startForTest({ clock: 'virtual', clockStart: '2026-03-01T12:00:00Z' })
    const server = await receiver(answers(503, 200))
    await client.call('createRegistration', { body: { provider: 'members', url: server.url, settings: { secret: 'k' } } })
    const { deliveries } = await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
    const moved = await client.call('advanceClock', { body: { ms: 10_000 } })
    expect(moved).toMatchObject({ mode: 'virtual', now: '2026-03-01T12:00:10.000Z', movedMs: 10_000, attempts: 2, nextDueAt: null })
    expect((await client.call('getDelivery', { params: { id: deliveries[0]?.id ?? '' } })).status).toBe('acknowledged')
  })

  it('says how far a movement has got while it lasts, to whoever asks or follows', async () => {
    const { client } = await startForTest({ clock: 'virtual', clockStart: '2026-03-01T12:00:00Z' })
    const server = await receiver(MISBEHAVIOURS.hang)
    await client.call('createRegistration', { body: { provider: 'members', url: server.url, settings: { secret: 'k' } } })
    await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
    await server.received(1)
    const stop = new AbortController()
    const told: unknown[] = []
    const following = (async () => {
      for await (const { event, data } of followLive(client, { signal: stop.signal })) if (event === 'status' && data.clock.moving) told.push(data.clock.moving)
    })()
    // Time stands at the call that does not answer.
    const movement = client.call('advanceClock', { body: { ms: 60_000, patienceMs: 600_000 }, signal: stop.signal }).catch(() => undefined)
    const moving = { from: '2026-03-01T12:00:00.000Z', until: '2026-03-01T12:01:00.000Z', attempts: 0 }
    await expect.poll(async () => (await client.call('getClock')).moving).toEqual(moving)
    await expect.poll(() => told).toContainEqual(moving)
    stop.abort()
    await Promise.all([movement, following])
    await server.close()
    await expect.poll(async () => (await client.call('getClock')).moving).toBeNull()
  })

  it('is refused in real time, and for what is no movement', async () => {
    const { client } = await startForTest()
    await expect(client.call('advanceClock', { body: { ms: 1 } })).rejects.toMatchObject({ code: 'conflict' })
    await expect(client.call('advanceClock', { body: { ms: -1 } })).rejects.toMatchObject({ code: 'bad_request' })
    await expect(client.call('advanceClock', { body: { to: 'yesterday' } })).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('goes on over a restart where it was left: no time that is stored lies in the future', async () => {
    const hw = await startForTest()
    await hw.client.call('setClock', { body: { mode: 'virtual' } })
    const { now } = await hw.client.call('advanceClock', { body: { ms: 7 * 86_400_000 } })
    await hw.close()
    const again = await startForTest({ dataDir: hw.ready.dataDir })
    onTestFinished(() => again.close())
    const state = await again.client.call('getClock')
    expect(state.mode).toBe('real')
    expect(Date.parse(state.now)).toBeGreaterThanOrEqual(Date.parse(now))
    expect(state.offsetMs).toBeGreaterThan(6.9 * 86_400_000)
  })
})
