import { readFileSync } from 'node:fs'
import { test as base, expect, violations } from './fixture.ts'
import { InboxesPage } from './pages/inboxes-page.ts'

const test = base.extend<{ inboxes: InboxesPage }>({
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})
const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/captures/${name}`, import.meta.url))

test('a file dropped anywhere on the window is looked at, then imported, and its inbox opens', async ({ inboxes, frame, page }) => {
  await frame.open('/deliveries')
  const base64 = fixture('chrome.har').toString('base64')
  await page.evaluate((content) => {
    const carried = new DataTransfer()
    carried.items.add(new File([Uint8Array.from(atob(content), (char) => char.charCodeAt(0))], 'Shop traffic.har'))
    for (const type of ['dragenter', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
  }, base64)
  const dialog = page.getByRole('dialog', { name: 'Import captures' })
  await expect(dialog.getByRole('status')).toHaveText('HAR of WebInspector: 2 requests to import, 1 entry that cannot be imported.')
  await expect(dialog.getByRole('region', { name: 'What cannot be imported' })).toContainText('entry 3')
  await expect(dialog.getByLabel('Into the inbox')).toHaveValue('shop-traffic')
  await dialog.getByRole('button', { name: 'Import 2 requests' }).click()

  await expect(page).toHaveURL(/\/inboxes\/shop-traffic$/)
  await expect(inboxes.rows).toHaveCount(2)
  await expect(inboxes.row('cap_1')).toContainText('imported')
  await inboxes.row('cap_1').click()
  await expect(inboxes.capture).toContainText('from har Shop traffic.har')
})

test('a file that is chosen and holds nothing is refused with the reason, and nothing is made', async ({ inboxes, page, program }) => {
  await inboxes.open()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import', exact: true }).click()])
  await chooser.setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') })
  const dialog = page.getByRole('dialog', { name: 'Import captures' })
  await expect(dialog.getByRole('alert')).toContainText('it begins with "Dear all"')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect((await program.client.call('listInboxes')).items).toEqual([])
})

test('captures are exported from the list and one by one, and come back', async ({ inboxes, page, program }) => {
  await program.client.call('importCaptures', { query: { file: 'requests.http' }, body: fixture('requests.http') })
  await inboxes.open('/requests')
  await page.getByRole('button', { name: 'Export the captures of requests' }).click()
  const [whole] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^Bundle/ }).click()])
  expect(whole.suggestedFilename()).toBe('requests.hookwright.json')
  const bundle = readFileSync(await whole.path())
  expect(await program.client.call('importCaptures', { query: { dryRun: 'true' }, body: bundle })).toMatchObject({ format: 'bundle', count: 2, faultCount: 0 })

  await inboxes.row('cap_1').click()
  await inboxes.capture.getByRole('button', { name: 'Export cap_1' }).click()
  const [one] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^curl/ }).click()])
  expect(one.suggestedFilename()).toBe('cap_1.sh')
  expect(readFileSync(await one.path(), 'utf8')).toContain("--data-raw '{\n  \"a\": 1\n}'")
  await expect(inboxes.capture.getByRole('button', { name: 'Copy as curl' })).toBeVisible()
})

test('axe finds nothing in the preview', async ({ inboxes, page }) => {
  await inboxes.open()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import', exact: true }).click()])
  await chooser.setFiles({ name: 'chrome.har', mimeType: '', buffer: fixture('chrome.har') })
  await expect(page.getByRole('table', { name: 'The first requests' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})
