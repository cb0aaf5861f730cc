import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, connected, launch } from './app.ts'
import type { DesktopApp } from './app.ts'

const pathIs = (app: DesktopApp, path: string): Promise<void> => vi.waitFor(async () => expect(await app.atWindow((page) => page.evaluate(() => location.pathname + location.search))).toBe(path), { timeout: 20_000 })
/** What the page says is in a file, before anything is imported; then closes that. */
const asked = (app: DesktopApp): Promise<string> =>
  app.atWindow(async (page) => {
    const dialog = page.getByRole('dialog', { name: 'Import captures' })
    await dialog.getByText('1 request').first().waitFor()
    const text = await dialog.innerText()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    return text
  })

const BUNDLE = JSON.stringify({
  format: 'hookwright-bundle',
  version: 1,
  items: [{ kind: 'capture', receivedAt: '2026-03-01T11:59:58.120Z', request: { method: 'POST', target: '/orders', headers: [['Host', '127.0.0.1']], body: { text: '{"a":1}' } } }],
})

function bundle(name: string): { folder: string; file: string } {
  const folder = tempDir()
  const file = join(folder, name)
  writeFileSync(file, BUNDLE)
  return { folder, file }
}

test('links and bundles open in the page: of the start, of a second one, and as macOS says them', async () => {
  const appData = tempDir()
  const { folder, file } = bundle('orders.hookwright.json')
  const app = launch({ appData, flags: ['--ephemeral', ...FREE_PORTS, 'hookwright://inboxes', file] })
  await connected(app)
  await pathIs(app, '/inboxes')
  expect(await asked(app)).toContain('orders.hookwright.json')

  const second = launch({ appData, flags: ['hookwright://deliveries/dlv_12'] })
  expect((await second.ended).code).toBe(0)
  await app.hears('window-focused')
  await pathIs(app, '/deliveries/dlv_12')
  const third = launch({ appData, flags: [join(folder, 'orders.hookwright.json')] })
  await third.ended
  await asked(app)

  await app.ask('open-url', 'hookwright://syncs/')
  await pathIs(app, '/syncs')
  await app.ask('open-file', file)
  await asked(app)
  await app.ask('will-choose', [file])
  await app.ask('choose', 'Import…')
  await asked(app)
  // Nothing was imported: nobody has said so.
  expect(await app.atWindow((page) => page.evaluate(() => fetch('/api/v1/inboxes', { headers: { authorization: `Bearer ${localStorage.getItem('hookwright.token')}` } }).then((answer) => answer.text())))).toContain('"items":[]')

  // By drag and drop too.
  await app.atWindow(async (page, text) => {
    const dragged = await page.evaluateHandle((content) => {
      const data = new DataTransfer()
      data.items.add(new File([content], 'dropped.hookwright.json'))
      return data
    }, text)
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: dragged })
    await page.getByText('Drop it to import it').waitFor()
    await page.dispatchEvent('body', 'drop', { dataTransfer: dragged })
  }, BUNDLE)
  expect(await asked(app)).toContain('dropped.hookwright.json')

  await app.ask('open-file', join(folder, 'gone.hookwright.json'))
  await app.atWindow((page) => page.getByText('gone.hookwright.json could not be read (ENOENT).').waitFor())

  for (const link of HOSTILE) await app.ask('open-url', link)
  // The next good one is the next thing that happens.
  await app.ask('open-url', 'hookwright://replays')
  await pathIs(app, '/replays')
  expect(await app.atWindow((page) => page.evaluate(() => history.length))).toBeLessThan(12)
  expect([app.heard('navigation-prevented'), app.heard('open-external'), app.heard('error-box')]).toEqual([[], [], []])
})

const HOSTILE = [
  'hookwright:',
  'hookwright://',
  'hookwright:///etc/passwd',
  'hookwright://nowhere',
  'hookwright://constructor',
  'hookwright://deliveries/../../evil',
  'hookwright://deliveries/dlv_1?status=failed',
  'hookwright://deliveries/dlv_1#token=stolen',
  'hookwright://replays?new=deliveries',
  'hookwright://trigger/members/person.updated/fire',
  'hookwright://deliveries/%2e%2e',
  'hookwright://user@deliveries/dlv_1',
  'hookwright://deliveries:80/dlv_1',
  'HOOKWRIGHT://deliveries/dlv_1',
  'hookwright://deliveries/dlv_1\n--data',
  `hookwright://deliveries/${'a'.repeat(65)}`,
  'https://example.com/',
  'javascript:alert(1)',
]

test('flags behind a link are not ours: whoever made the link may have put them there', async () => {
  const app = launch({ flags: ['--ephemeral', ...FREE_PORTS, 'hookwright://deliveries/dlv_1', '--data', '/dev/null/nothing'] })
  await connected(app)
  await pathIs(app, '/deliveries/dlv_1')
  expect(await app.hears('engine-fork')).toMatchObject({ args: ['--ephemeral', ...FREE_PORTS] })
})
