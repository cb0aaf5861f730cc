/** A configuration for tests: the same file that `serve --config` takes, or what would stand in it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startHookwright } from '#testing/index.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { workbench } from './workbench.ts'

const ACME = new URL('../fixtures/config/acme.yaml', import.meta.url)

const CONFIG = {
  clockStart: '2026-05-01T00:00:00Z',
  controlPort: 4480,
  dataDir: '/nowhere',
  persons: 3,
  inboxes: { orders: { verify: { scheme: 'members', secretOf: 'app' }, respond: '503 | 200' } },
  registrations: { app: { provider: 'members', url: 'inbox:orders', settings: { secret: 'a key' } } },
} as const

test('what the file names is there, on free ports all the same, and again after a reset', async () => {
  const file = join(tempDir(), 'hookwright.config.json')
  writeFileSync(file, JSON.stringify({ ...CONFIG, providers: [ACME.pathname] }))
  const hw = await workbench({ config: file, clockStart: undefined, persons: undefined })
  expect(hw.ready.control).not.toContain(':4480')
  for (let round = 0; round < 2; round++) {
    expect((await hw.clock.now()).toISOString()).toBe('2026-05-01T00:00:00.000Z')
    expect((await hw.client.call('listEntities', { params: { provider: 'members', kind: 'person' } })).items).toHaveLength(3)
    const delivery = await hw.members.trigger('person.updated')
    expect((await delivery.settled({ within: '1m' })).attempts.map(({ response }) => response?.statusCode)).toEqual([503, 200])
    const inbox = await hw.configured.inbox('orders')
    await inbox.expect({ count: 2, where: { verified: true } })
    await hw.configured.registration('app').change({ enabled: false })
    await hw.reset()
  }
  expect(hw.provider('acme').baseUrl, 'providers of its own too').toMatch(/\/acme$/)
})

test('it may be an object, and options go before what it says', async () => {
  const hw = await workbench({ config: { ...CONFIG, clock: 'real' }, clock: 'virtual' })
  expect(await hw.clock.state()).toMatchObject({ mode: 'virtual', now: '2026-03-01T12:00:00.000Z' })
  const moved = await hw.snapshot()
  const registration = hw.configured.registration('app')
  await registration.change({ settings: { requestInterval: 7 } })
  const delivery = await hw.members.trigger('person.updated')
  await delivery.settled({ within: '1m' })
  await (await hw.configured.inbox('orders')).expect({ count: 2, where: { verified: true } })
  await hw.restore(moved)
  expect((await registration.get()).settings['requestInterval'], 'the same one, as it was').not.toBe(7)
  expect(() => hw.configured.registration('shop')).toThrow('The configuration has no registration "shop". It has: app.')
  await expect(hw.configured.inbox('shop')).rejects.toThrow('The configuration has no inbox "shop". It has: orders.')
})

test('each fault is told, and nothing is started', async () => {
  const file = join(tempDir(), 'hookwright.config.yaml')
  writeFileSync(file, 'persons: many\ninboxes:\n  orders: { respnod: 200 }\n')
  await expect(startHookwright({ config: file })).rejects.toThrow(/2 faults:\n {2}line 1, column 10: persons: .*\n {2}line 3, column 13: .*is it respond\?/)
  await expect(startHookwright({ config: { persons: 'many' as unknown as number } })).rejects.toThrow(/^the configuration has a fault:\n {2}persons: /)
  await expect(startHookwright({ config: { registrations: { app: { provider: 'nobody', url: 'http://127.0.0.1:1/' } } } })).rejects.toThrow(/registrations\.app.*nobody/s)
})
