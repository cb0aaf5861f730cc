import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Desktop, DesktopState } from '#contract/desktop.ts'
import { version } from '../../package.json'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, connected, desktopState, launch } from './app.ts'
import type { DesktopApp } from './app.ts'

test('the options are chosen in the page, act at once, and are there at the next start', async () => {
  const appData = tempDir()
  const app = launch({ appData })
  await connected(app)
  expect((await desktopState(app)).options).toEqual({ notifications: true, tray: true, keepRunning: false, openAtLogin: false, updates: true, updatesFrom: '' })

  await app.ask('choose', 'Settings')
  await app.atWindow(async (page) => {
    await page.getByRole('switch', { name: /^Start when you log in/ }).click({ force: true })
    await page.getByRole('switch', { name: /^In the tray/ }).click({ force: true })
  })
  await app.hears('tray-gone')
  await vi.waitFor(async () => expect((await desktopState(app)).options).toMatchObject({ tray: false, openAtLogin: true }), { timeout: 20_000 })
  const autostart = join(appData, 'autostart', 'hookwright.desktop')
  expect(readFileSync(autostart, 'utf8')).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Hookwright\n[^]*\nExec="[^"]*node" "\/where the app is" "--hidden"\n/)
  await app.ask('quit')
  await app.ended

  // Without a tray there is nowhere to wait: the window is shown however it was started.
  const next = launch({ appData, flags: ['--hidden', '--ephemeral', ...FREE_PORTS] })
  await next.hears('window-shown')
  await connected(next)
  expect(next.heard('tray')).toEqual([])
  expect((await desktopState(next, { openAtLogin: false, tray: true })).options).toMatchObject({ tray: true, openAtLogin: false })
  await next.hears('tray')
  expect(() => readFileSync(autostart)).toThrow('ENOENT')
})

test('what is no such file of ours is not believed, and what the system starts waits in the tray', async () => {
  const appData = tempDir()
  mkdirSync(join(appData, 'hookwright-desktop'))
  writeFileSync(join(appData, 'hookwright-desktop', 'options.json'), '{"tray":"yes","updatesFrom":"http://example.com/"}')
  const hidden = launch({ appData, flags: ['--hidden', '--ephemeral', ...FREE_PORTS] })
  await connected(hidden)
  expect((await desktopState(hidden)).options).toMatchObject({ tray: true, updatesFrom: '' })
  expect(hidden.heard('window-shown')).toEqual([])
  await hidden.ask('tray-choose', 'Open Hookwright')
  await hidden.hears('window-shown')
})

test('where the system has a list of what starts at login, that is used', async () => {
  const app = launch({ platform: 'darwin' })
  await connected(app)
  expect((await desktopState(app, { openAtLogin: true })).options.openAtLogin).toBe(true)
  expect(await app.hears('login-item')).toEqual({ openAtLogin: true, args: ['--hidden'] })
})

test('what can’t be meant is refused, and changes nothing', async () => {
  const app = launch()
  await connected(app)
  const before = await desktopState(app)
  for (const change of [{ tray: 'no' }, { other: true }, { updatesFrom: 'http://example.com/' }, { updatesFrom: 'file:///etc/passwd' }, { updatesFrom: 'https://user:secret@example.com/' }]) {
    await expect(desktopState(app, change as object)).rejects.toThrow(/can't be set to that\./)
  }
  expect(await desktopState(app)).toEqual(before)
})

/** Where releases are told, on this machine. */
async function releases(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['user-agent']}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`, asked }
}
const check = (app: DesktopApp): Promise<DesktopState> => app.atWindow((page) => page.evaluate(() => (Reflect.get(window, 'hookwrightDesktop') as Required<Desktop>).checkForUpdates()))

test('a newer version is looked for where its user says, told, and never fetched', async () => {
  let answer: RequestListener = (_request, response) => void response.end(JSON.stringify({ tag_name: 'v99.0.0', html_url: 'https://example.com/releases/99' }))
  const { url, asked } = await releases((request, response) => answer(request, response))
  const app = launch()
  await connected(app)
  await app.ask('choose', 'Settings')
  await app.atWindow(async (page, address) => {
    await page.getByRole('textbox', { name: 'Where' }).fill(address)
    await page.getByRole('button', { name: 'Save' }).last().click()
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByText(/^Version 99\.0\.0 is there/).waitFor()
    await page.getByRole('link', { name: 'Open its page' }).click()
  }, url)
  expect(await app.hears('open-external')).toBe('https://example.com/releases/99')
  expect(asked).toEqual([`GET /latest Hookwright/${version}`])

  const problem = async (name: string, how: RequestListener): Promise<string | null | undefined> => {
    answer = how
    const { update } = await check(app)
    expect({ name, newer: update?.newer }).toEqual({ name, newer: null })
    return update?.problem
  }
  const host = new URL(url).host
  expect(await problem('same', (_, response) => void response.end(JSON.stringify({ version })))).toBeNull()
  expect(await problem('older', (_, response) => void response.end('{"version":"0.0.1"}'))).toBeNull()
  const could = (why: string): string => `Could not check for a newer version: ${host} ${why}.`
  expect(await problem('error', (_, response) => void response.writeHead(500).end())).toBe(could('answered 500'))
  expect(await problem('page', (_, response) => void response.end('<html>'))).toBe(could('answered with something else'))
  expect(await problem('other JSON', (_, response) => void response.end('{"version":"latest"}'))).toBe(could('did not tell a version'))
  expect(await problem('elsewhere', (_, response) => void response.writeHead(302, { location: '/other' }).end())).toBe(could('could not be reached'))
  expect(await problem('endless', (_, response) => void response.end('x'.repeat(1_000_000)))).toBe(could('answered with something else'))
  expect(await problem('no page to trust', (_, response) => void response.end('{"version":"0.0.1","page":"javascript:alert(1)"}'))).toBeNull()
})

test('at its start it looks by itself, and not where that is switched off', async () => {
  const appData = tempDir()
  const { url, asked } = await releases((_, response) => void response.end('{"version":"98.7.6"}'))
  mkdirSync(join(appData, 'hookwright-desktop'))
  writeFileSync(join(appData, 'hookwright-desktop', 'options.json'), JSON.stringify({ updatesFrom: url }))
  const next = launch({ appData })
  expect(await next.hears('notification')).toMatchObject({ title: 'A newer Hookwright is there', body: expect.stringContaining('98.7.6') })
  await connected(next)
  await desktopState(next, { updates: false })
  await next.ask('quit')
  await next.ended
  const last = launch({ appData })
  await connected(last)
  await last.hears('tray')
  expect(asked).toHaveLength(1)
})
