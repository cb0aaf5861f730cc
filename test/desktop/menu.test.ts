import { expect, test } from 'vitest'
import { connected, launch, status } from './app.ts'

test('the menu reaches the page’s address and its data from outside', async () => {
  const app = launch()
  await app.hears('window-shown')
  await connected(app)
  const { listeners, dataDir } = await status(app)
  const address = expect.stringMatching(new RegExp(`^${listeners.control}/#token=.+$`))

  await app.ask('choose', 'Open in Browser')
  expect(await app.hears('open-external')).toEqual(address)
  await app.ask('choose', 'Copy Page Address')
  expect(await app.hears('clipboard')).toEqual(address)
  await app.ask('choose', 'Show Data Folder')
  expect(await app.hears('open-path')).toBe(dataDir)
})

test('it has what people look for in a menu, with the usual keys', async () => {
  const app = launch()
  await app.hears('window')
  const items = (await app.ask('menu')) as { role?: string; label?: string }[]
  expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu', 'reload', 'zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen', 'toggleDevTools']))
  expect(items).toContainEqual({ label: 'Open in Browser', accelerator: 'CmdOrCtrl+Shift+O' })
})
