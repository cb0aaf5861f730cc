import { test as base, expect, violations } from './fixture.ts'
import { ComparePage } from './pages/compare-page.ts'
import { InboxesPage } from './pages/inboxes-page.ts'

const test = base.extend<{ compare: ComparePage; inboxes: InboxesPage }>({
  compare: async ({ page, program }, use) => use(new ComparePage(page, program)),
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})

const post = async (url: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<void> => {
  await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
}

test('an attempt says where it was received, and what changed on the way is one click', async ({ members, deliveries, compare, inboxes, page }) => {
  const { id } = await members.fire()
  await members.until(id, 'acknowledged')
  await deliveries.open(id)
  const line = deliveries.detail.getByRole('group', { name: 'Compare' })
  await expect(line).toContainText(/Received as cap_1\s*over the same connection/)
  await line.getByRole('link', { name: 'What changed on the way' }).click()
  await expect(page).toHaveURL(/\/diff\?a=dlv_1%2F1%2Frequest&b=cap_1%2Frequest$/)
  await expect(compare.pane).toContainText('Nothing differs: not the first line, not a header, not a byte.')

  await page.reload()
  await compare.pane.getByRole('link', { name: 'cap_1: request' }).click()
  await expect(inboxes.capture.getByRole('group', { name: 'Compare' })).toContainText(/Sent by dlv_1, attempt 1\s*over the same connection/)
})

test('an attempt against the one before it, request or response', async ({ members, deliveries, compare, page, program }) => {
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await members.answer(200)
  await program.client.call('advanceClock', { body: { to: 'next' } })
  await members.until(id, 'acknowledged')
  await deliveries.open(id)
  await deliveries.tab('Response').click()
  await deliveries.detail.getByRole('link', { name: 'Compare with attempt 1' }).click()
  const first = compare.pane.getByRole('table', { name: 'First line' })
  await expect(first.getByRole('row').nth(1)).toHaveText(/≠ changed\s*status\s*503\s*status\s*200/)
  await page.keyboard.press('x')
  await expect(first.getByRole('row').nth(1)).toHaveText(/200.*503/)
})

test('any two, picked one after the other with the keyboard; the same is left out until it is asked for', async ({ compare, inboxes, page, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'orders' } })
  await post(url ?? '', '{"id":9007199254740993,"name":"Ada","gone":1}')
  await post(url ?? '', '{"id":9007199254740992,"name":"Ada","<b>new</b>":"\\u202e"}')
  await inboxes.open('/orders/cap_1')
  await inboxes.capture.getByRole('button', { name: 'Compare …' }).press('Enter')
  await inboxes.row('cap_2').click()
  await inboxes.capture.getByRole('link', { name: 'Compare with cap_1' }).press('Enter')
  const paths = compare.paths.getByRole('row')
  await expect(paths).toHaveCount(4)
  await expect(paths.nth(1)).toHaveText(/≠ changed\s*\/id\s*9007199254740993\s*\/id\s*9007199254740992/)
  await expect(paths.nth(2)).toHaveText(/− removed\s*\/gone\s*1/)
  await expect(paths.nth(3)).toHaveText(/\+ added\s*\/<b>new<~1b>/)
  await expect(compare.pane.locator('b')).toHaveCount(0)

  await expect(compare.lines).not.toContainText('"name"')
  await page.getByRole('switch', { name: 'Only what differs' }).press('Space')
  await expect(compare.lines).toContainText('"name": "Ada"')
  await expect(compare.headers).toContainText('content-type')
})

test('what is not there is said in a sentence, with the way back', async ({ compare, page }) => {
  await compare.open('dlv_99', 'cap_1')
  await expect(compare.pane).toContainText('There is no delivery "dlv_99".')
  await page.getByRole('button', { name: 'Choose others' }).click()
  await compare.pane.getByLabel('First').fill('cap_8')
  await compare.pane.getByLabel('Second').fill('nonsense')
  await page.keyboard.press('Enter')
  await expect(compare.pane).toContainText('There is no capture "cap_8".')
})

test('axe finds nothing, whatever the bodies are', async ({ members, compare, deliveries, page, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'other' } })
  const { id } = await members.fire()
  await members.until(id, 'acknowledged')
  await post(url ?? '', '{"a":[1,2,3],"b":"x"}')
  await post(url ?? '', '{"a":[1,3],"c":"x"}')
  await post(url ?? '', new Uint8Array(70).fill(255), 'application/octet-stream')
  await post(url ?? '', new Uint8Array(75).fill(255).fill(0, 20, 30), 'application/octet-stream')
  await deliveries.open(id)
  await expect(deliveries.detail.getByRole('group', { name: 'Compare' })).toContainText('Received as')
  expect(await violations(page)).toEqual([])
  for (const [a, b] of [['cap_2', 'cap_3'], ['cap_4', 'cap_5'], [id, 'cap_2']] as const) {
    await compare.open(a, b)
    await expect(compare.lines).toBeVisible()
    expect(await violations(page)).toEqual([])
  }
})
