import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DESKTOP_CHANNELS } from '#contract/desktop.ts'
import { connected, launch } from './app.ts'
import type { DesktopApp } from './app.ts'

/** One app and one foreign site for all: each test asks for something else that must not be had. */
let app: DesktopApp
let origin: string
let foreign: string
let foreignHits = 0
const endings: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  const appData = mkdtempSync(join(tmpdir(), 'hookwright-test-'))
  endings.push(() => rmSync(appData, { recursive: true, force: true }))
  const site = createServer((_request, response) => {
    foreignHits += 1
    response.end('<h1>elsewhere</h1>')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  endings.push(() => void site.close())
  foreign = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  app = launch({ appData }, (end) => void endings.push(end))
  await app.hears('window-shown')
  await connected(app)
  origin = await app.atWindow((page) => new URL(page.url()).origin)
})

afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

test('the page cannot navigate away', async () => {
  const before = await app.atWindow((page) => page.url())
  await app.atWindow((page, to) => page.evaluate((url) => void (location.href = url), to), `${foreign}/trap`)
  expect(await app.hears('navigation-prevented')).toBe(`${foreign}/trap`)
  await connected(app)
  expect(await app.atWindow((page) => page.url())).toBe(before)
  expect(foreignHits).toBe(0)
})

test('but within itself, as by a reload', async () => {
  await app.atWindow((page) => page.evaluate(() => location.reload()))
  await connected(app)
  expect(app.heard('navigation-prevented')).not.toContainEqual(expect.stringContaining(origin))
})

test('the page gets no request through to another origin', async () => {
  const outcome = await app.atWindow(
    (page, url) =>
      page.evaluate(
        (to) =>
          new Promise<string>((resolve) => {
            // A worker's or a frame's policy may differ from the page's own; an image is the simplest request there is.
            const image = new Image()
            image.onload = () => resolve('loaded')
            image.onerror = () => resolve('refused')
            image.src = to
          }),
        url,
      ),
    `${foreign}/pixel`,
  )
  expect(outcome).toBe('refused')
  expect(foreignHits).toBe(0)
})

test.each(['https://example.com/docs?q=1#a', 'http://example.com/'])('a link to %s opens in the browser, not in a window', async (url) => {
  const before = app.heard('window-open').length
  await app.atWindow((page, to) => page.evaluate((address) => void window.open(address), to), url)
  expect(await app.hears('window-open', before + 1)).toEqual({ url, action: 'deny' })
  expect(app.heard('open-external').at(-1)).toBe(url)
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,hello', 'smb://server/share', 'ms-settings:', 'https://user:secret@example.com/', `https://example.com/${'a'.repeat(3000)}`])(
  'a link to %.40s opens nowhere',
  async (url) => {
    const [opened, outside] = [app.heard('window-open').length, app.heard('open-external').length]
    await app.atWindow((page, to) => page.evaluate((address) => void window.open(address), to), url)
    expect(await app.hears('window-open', opened + 1)).toMatchObject({ action: 'deny' })
    expect(app.heard('open-external')).toHaveLength(outside)
    expect(app.heard('second-page')).toEqual([])
  },
)

test.each(['geolocation', 'media', 'notifications', 'clipboard-read', 'midi', 'hid', 'usb', 'fullscreen', 'openExternal', 'unknown'])('the permission %s is denied', async (permission) => {
  expect(await app.ask('permission', permission, `${origin}/`, true)).toEqual({ requested: false, checked: false })
})

test('writing the clipboard, for the copy buttons, is the page’s alone', async () => {
  expect(await app.ask('permission', 'clipboard-sanitized-write', `${origin}/`, true)).toEqual({ requested: true, checked: true })
  expect(await app.ask('permission', 'clipboard-sanitized-write', `${foreign}/`, true)).toEqual({ requested: false, checked: false })
  expect(await app.ask('permission', 'clipboard-sanitized-write', `${origin}/`, false)).toEqual({ requested: false, checked: false })
})

test('a file of the machine is out of reach', async () => {
  const outcome = await app.atWindow((page) => page.evaluate(() => fetch('file:///etc/passwd').then(() => 'read', () => 'refused')))
  expect(outcome).toBe('refused')
  const before = app.heard('navigation-prevented').length
  await app.ask('request', 'file:///etc/passwd').then((passed) => expect(passed).toBe(false))
  expect(await app.ask('request', `${origin}/`)).toBe(true)
  expect(app.heard('navigation-prevented')).toHaveLength(before)
})

test('a webview is refused', async () => {
  expect(await app.ask('prevented', 'will-attach-webview')).toBe(true)
  for (const event of ['will-frame-navigate', 'will-redirect']) {
    expect([event, await app.ask('prevented', event, `${foreign}/`), await app.ask('prevented', event, `${origin}/x`)]).toEqual([event, true, false])
  }
})

test('the preload gives the page its named functions and nothing else', async () => {
  const bridge = await app.atWindow((page) => page.evaluate(() => Object.keys((window as unknown as { hookwrightDesktop: object }).hookwrightDesktop)))
  expect(bridge).toEqual(Object.keys(DESKTOP_CHANNELS))
  expect(await app.atWindow((page) => page.evaluate(() => typeof (window as unknown as { require?: unknown }).require))).toBe('undefined')
})

test('a message from any other frame is refused', async () => {
  const from = (frame: object | null, scheme: unknown = 'dark'): Promise<unknown> => app.ask('invoke-as', frame, DESKTOP_CHANNELS.setColorScheme, [scheme])
  await expect(from({ origin: foreign, parent: null })).rejects.toThrow('is not for this page')
  await expect(from({ origin: 'null', parent: null })).rejects.toThrow('is not for this page')
  await expect(from({ origin, parent: {} })).rejects.toThrow('is not for this page')
  await expect(from(null)).rejects.toThrow('is not for this page')
  expect(await app.ask('theme')).toBe('system')
  // None of them is answered, whatever it asks for.
  for (const channel of Object.values(DESKTOP_CHANNELS).filter((one) => one !== DESKTOP_CHANNELS.onOpened)) {
    await expect(app.ask('invoke-as', { origin: foreign, parent: null }, channel, [])).rejects.toThrow('is not for this page')
  }
  await from({ origin, parent: null })
  expect(await app.ask('theme')).toBe('dark')
  await expect(from({ origin, parent: null }, 'pink')).rejects.toThrow('A colour scheme is one of light, dark, system.')
  expect(await app.ask('theme')).toBe('dark')
})
