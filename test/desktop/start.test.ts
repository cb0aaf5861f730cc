import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, connected, launch, status } from './app.ts'

describe('the app starts', () => {
  test('and its window shows the real page, which is let in', async () => {
    const app = launch()
    await app.hears('window-shown')
    await connected(app)

    const seen = await app.atWindow(async (page) => ({
      title: await page.title(),
      heading: await page.getByRole('link', { name: 'Deliveries' }).first().isVisible(),
      // The token has been taken out of the address.
      address: page.url(),
      withoutToken: await page.evaluate(() => fetch('/api/v1/status').then((answer) => answer.status)),
    }))

    expect(seen).toEqual({ title: expect.stringContaining('Hookwright'), heading: true, address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[^#]*$/), withoutToken: 401 })
    expect(await status(app)).toMatchObject({ deliveries: {}, captures: 0 })
    expect(app.heard('error-box')).toEqual([])
  })

  test('with the locks of Electron’s security checklist on its window', async () => {
    const app = launch()
    expect(await app.hears('window')).toMatchObject({
      show: false,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Code and payloads are no prose.
        spellcheck: false,
      },
    })
    expect(app.heard('sandbox-enabled')).toHaveLength(1)
  })

  test('and switches on nothing that the checklist warns of', async () => {
    const app = launch()
    const { webPreferences } = (await app.hears('window')) as { webPreferences: Record<string, unknown> }
    expect(Object.keys(webPreferences).filter((name) => /experimental|blink|popups/i.test(name))).toEqual([])
  })

  test('on free ports where the usual ones are taken, but not where one was asked for', async () => {
    const { port } = await occupied(4482)
    const app = launch({ flags: ['--ephemeral', '--control-port', '0', '--provider-port', '0'] })
    await app.hears('window-shown')
    await connected(app)
    expect((await status(app)).listeners.inbox).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:(?!${port}$)\\d+$`))

    const insisting = launch({ flags: ['--ephemeral', ...FREE_PORTS, '--inbox-port', String(port)] })
    expect(await insisting.hears('error-box')).toEqual({ title: 'Hookwright cannot start', content: expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:${port} is in use[^\\n]*\\.$`)) })
    expect((await insisting.ended).code).toBe(2)
  })

  test('only once: the second hands over to the first and ends', async () => {
    const appData = tempDir()
    const first = launch({ appData })
    await first.hears('window-shown')

    const second = launch({ appData })

    expect(await second.ended).toEqual({ code: 0, output: 'Hookwright is open already: its window is in front now.\n' })
    await first.hears('window-focused')
    expect(second.heard('engine-fork')).toEqual([])
  })

  test('where its window was last time', async () => {
    const appData = tempDir()
    const first = launch({ appData })
    await first.hears('window-shown')
    await first.ask('zoom', 1.5)
    await first.ask('set-bounds', { x: 40, y: 50, width: 1100, height: 700 }, true)
    await first.ask('quit')
    await first.ended

    const second = launch({ appData })
    expect(await second.hears('window')).toMatchObject({ x: 40, y: 50, width: 1100, height: 700 })
    await second.hears('window-maximized')
    await second.hears('window-shown')
    // As large as it was: Chromium itself keeps that for an address, and the port is another one.
    expect(await second.hears('zoom')).toBe(1.5)
    await second.ask('set-bounds', { x: 4000, y: 50, width: 1100, height: 700 }, false)
    await second.ask('quit')
    await second.ended

    const third = launch({ appData })
    // That display is not there any more.
    expect(await third.hears('window')).toMatchObject({ width: 1280, height: 860 })
  })
})

test('what surrounds the page wears its colours, at the next start from the beginning', async () => {
  const appData = tempDir()
  const app = launch({ appData })
  expect(await app.hears('window')).toMatchObject({ backgroundColor: '#f5f6f8' })
  await app.hears('window-shown')
  await app.atWindow(async (page) => {
    await page.getByRole('button', { name: 'Appearance' }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
  })
  await vi.waitFor(async () => expect(await app.ask('theme')).toBe('dark'), { timeout: 10_000 })
  await app.ask('quit')
  await app.ended

  const next = launch({ appData })
  expect(await next.hears('window')).toMatchObject({ backgroundColor: '#0e1013' })
})

describe('the app does not start', () => {
  test.each([
    [['--data', '/dev/null/nothing', ...FREE_PORTS], /^The data directory \/dev\/null\/nothing can't be used[^\n]*\.$/],
    [['--control-port', 'http'], /^--control-port is a whole number from 0 to 65535, not "http"\.$/],
    [['--clock', 'moon'], /^--clock is one of real, virtual, not "moon"\.$/],
  ])('%j: one sentence in a dialog', async (flags, sentence) => {
    const app = launch({ flags })
    expect(await app.hears('error-box')).toEqual({ title: 'Hookwright cannot start', content: expect.stringMatching(sentence) })
    expect(await app.ended).toEqual({ code: 2, output: '' })
  })
})

/** A program of somebody else on `port`; one that is there already does as well. */
async function occupied(port: number): Promise<{ port: number }> {
  const server = createServer()
  const taken = await new Promise<number>((resolve) => {
    server.once('error', () => resolve(port))
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
  onTestFinished(() => void server.close())
  return { port: taken }
}
