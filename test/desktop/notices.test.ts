import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '#client/http.ts'
import { FREE_PORTS, clientOf, connected, desktopState, launch } from './app.ts'
import type { DesktopApp } from './app.ts'

/** One app for all, with a receiver that nobody is, and that is tried once. */
let app: DesktopApp
let client: Client
const endings: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  const appData = mkdtempSync(join(tmpdir(), 'hookwright-test-'))
  endings.push(() => rmSync(appData, { recursive: true, force: true }))
  app = launch({ appData, flags: ['--ephemeral', ...FREE_PORTS] }, (end) => void endings.push(end))
  await connected(app)
  client = await clientOf(app)
  const { id } = await client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/a&amp;b', settings: { secret: 'k' } } })
  await client.call('changeRegistration', { params: { id }, body: { policy: { maxAttempts: 1 } } })
})

afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

async function fail(times: number): Promise<void> {
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times } })
  await client.call('awaitIdle', { body: { withinMs: 20_000 } })
}
const pathIs = (path: string): Promise<void> => vi.waitFor(async () => expect(await app.atWindow((page) => page.evaluate(() => location.pathname + location.search))).toBe(path), { timeout: 20_000 })

test('a failed delivery is told with a button that replays it', async () => {
  await fail(1)
  const told = await app.hears('notification')
  expect(told).toMatchObject({ title: 'A delivery failed', actions: [{ type: 'button', text: 'Replay' }] })
  // Some desktops read markup in it.
  expect((told as { body: string }).body).toMatch(/^person\.updated to http:\/\/127\.0\.0\.1:9\/[^<>&]* was given up: refused, 1 attempt$/)

  await app.ask('notification', 'action')
  await vi.waitFor(async () => expect((await client.call('listDeliveries')).items[0]).toMatchObject({ id: 'dlv_2', replayOf: 'dlv_1' }), { timeout: 20_000 })
  await app.ask('notification', 'click')
  await pathIs('/deliveries/dlv_1')
})

test('many at once are one notification with their number, which leads to the list', async () => {
  await fail(120)
  const told = (await app.hears('notification', 2)) as { title: string }
  // The replay of before has failed too.
  expect(told).toMatchObject({ title: '121 deliveries failed', actions: [{ type: 'button', text: 'Show' }] })
  expect(await app.ask('notifications')).toBe(1)
  await app.ask('notification', 'action')
  await pathIs('/deliveries?status=failed,expired')
})

/** The feed has brought these to the shell: its tray says so. */
const known = (failed: number): Promise<void> =>
  vi.waitFor(async () => expect(JSON.stringify(await app.ask('tray'))).toContain(`"${failed} failed or expired"`), { timeout: 20_000 })

test('nothing is told to who looks at the page, or does not want it', async () => {
  await known(122)
  await app.ask('focus', true)
  await fail(1)
  await known(123)
  await app.ask('focus', false)
  await desktopState(app, { notifications: false })
  await fail(1)
  await known(124)
  await desktopState(app, { notifications: true })
  await fail(1)
  expect(await app.hears('notification', 3)).toMatchObject({ title: 'A delivery failed' })
  await app.ask('notification', 'click')
  await pathIs('/deliveries/dlv_125')
})
