import { expect, it } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'

it('tells the pace of a sync: the newest starts of its requests, as many as are asked for', async () => {
  const { client } = await startForTest({ clock: 'virtual', clockStart: '2026-03-01T12:00:00Z' })
  const server = await receiver(answers(200))
  const { id: registrationId } = await client.call('createRegistration', { body: { provider: 'members', url: server.url, settings: { secret: 'k' } } })
  const { id } = await client.call('createSync', { body: { registrationId, intervalMs: 20 } })
  await client.call('advanceClock', { body: { ms: 100 } })
  const at = (ms: number): string => `2026-03-01T12:00:00.${String(ms).padStart(3, '0')}Z`
  expect(await client.call('getSyncSpacing', { params: { id } })).toMatchObject({ intervalMs: 20, starts: [0, 20, 40, 60, 80, 100].map(at) })
  expect((await client.call('getSyncSpacing', { params: { id }, query: { limit: 2 } })).starts).toEqual([80, 100].map(at))
  await expect(client.call('getSyncSpacing', { params: { id }, query: { limit: 2001 } })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(client.call('getSyncSpacing', { params: { id: 'syn_9' } })).rejects.toMatchObject({ code: 'not_found' })
})
