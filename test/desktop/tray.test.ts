import { expect, test, vi } from 'vitest'
import { clientOf, connected, desktopState, isAlive, launch } from './app.ts'
import type { DesktopApp } from './app.ts'

/** The texts in the tray, once they are these. */
const trayHas = (app: DesktopApp, ...labels: string[]): Promise<void> =>
  vi.waitFor(async () => expect(((await app.ask('tray')) as { label: string }[]).map(({ label }) => label)).toEqual(expect.arrayContaining(labels)), { timeout: 20_000 })

test('the tray counts what waits and what failed, pauses all sending, and leads back to the window', async () => {
  const app = launch()
  await connected(app)
  await trayHas(app, '0 waiting, 0 in flight', '0 failed or expired', 'Pause Sending', 'Open Hookwright', 'Quit')
  const client = await clientOf(app)
  const { id } = await client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/', settings: { secret: 'k' } } })
  await client.call('changeRegistration', { params: { id }, body: { policy: { maxAttempts: 1 } } })

  await app.ask('tray-choose', 'Pause Sending')
  await trayHas(app, 'Sending is paused', 'Resume Sending')
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 3 } })
  await trayHas(app, '3 waiting, 0 in flight')
  // What the tray has done, the page and the menu say too.
  await app.atWindow((page) => page.getByRole('contentinfo', { name: 'Status' }).getByText('sending paused').waitFor())
  await app.ask('choose', 'Resume Sending')
  await trayHas(app, 'Pause Sending')
  await trayHas(app, '0 waiting, 0 in flight', '3 failed or expired')

  const before = app.heard('window-focused').length
  await app.ask('tray-click')
  await app.hears('window-focused', before + 1)
})

test('a window that is closed stays in the tray where its user wants that, with the engine at work, until it is quit', async () => {
  const app = launch()
  await connected(app)
  await app.atWindow(async (page) => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('switch', { name: 'Stay in the tray when the window is closed' }).check({ force: true })
  })
  await vi.waitFor(async () => expect(await desktopState(app)).toMatchObject({ options: { keepRunning: true } }), { timeout: 20_000 })
  const pid = (await app.ask('engine-pid')) as number

  await app.ask('close-window')
  await app.hears('window-hidden')
  expect(isAlive(pid)).toBe(true)
  const shown = app.heard('window-shown').length
  await app.ask('tray-choose', 'Open Hookwright')
  await app.hears('window-shown', shown + 1)

  await app.ask('tray-choose', 'Quit')
  expect((await app.ended).code).toBe(0)
  expect(isAlive(pid)).toBe(false)
})
