/** After an outage: what failed, why, and all of it sent again; with the pointer, and with the keyboard alone. */
import { test as base, expect } from '../fixture.ts'
import type { Members } from '../fixture.ts'
import { InboxesPage } from '../pages/inboxes-page.ts'
import { ReplaysPage } from '../pages/replays-page.ts'
import type { Program } from '../program.ts'

const HOUR = 3_600_000
/** Given up two hours ago. */
const BEFORE = 'dlv_1'
const FAILED = ['dlv_3', 'dlv_4', 'dlv_5']

/** One given up two hours ago, and in the last hour one that got through before the receiver broke and three that did not. */
const test = base.extend<{ outage: Members; inboxes: InboxesPage; replays: ReplaysPage }>({
  outage: async ({ members, program }, use) => {
    await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { maxAttempts: 1 } } })
    await members.answer(500)
    await happened(members, 'failed')
    await program.client.call('advanceClock', { body: { ms: 2 * HOUR } })
    await members.answer(200)
    await happened(members, 'acknowledged')
    await members.answer(503, 'The database is being moved.')
    for (let n = 0; n < FAILED.length; n++) await happened(members, 'failed')
    await use(members)
  },
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
  replays: async ({ page, program }, use) => use(new ReplaysPage(page, program)),
})

const happened = async (members: Members, status: 'failed' | 'acknowledged'): Promise<void> => members.until((await members.fire()).id, status)
const statusOf = async ({ client }: Program, id: string): Promise<string> => (await client.call('getDelivery', { params: { id } })).status

test('the failed deliveries of the last hour are found, explained, replayed once the receiver is mended, and seen to be fixed', async ({ outage: _, deliveries, inboxes, page, program, replays }) => {
  await deliveries.open()
  await expect(deliveries.rows).toHaveCount(5)
  await deliveries.filter('Status', 'failed')
  await page.getByRole('search').getByRole('button', { name: 'Time' }).click()
  await page.getByRole('button', { name: 'Last hour' }).click()
  await expect(deliveries.rows).toHaveCount(FAILED.length)
  await expect(deliveries.row(BEFORE)).toHaveCount(0)

  await deliveries.row('dlv_3').click()
  await expect(deliveries.detail).toContainText('The receiver answered 503, which does not acknowledge')
  await deliveries.tab('Response').click()
  await expect(deliveries.detail.getByRole('group', { name: 'Body of the response' })).toContainText('The database is being moved.')
  await deliveries.tab('Received').click()
  await expect(deliveries.detail.getByRole('tabpanel')).toContainText('Nothing differs: not the first line, not a header, not a byte of cap_3.')

  await deliveries.detail.getByRole('link', { name: 'cap_3' }).first().click()
  await inboxes.answers.getByRole('button', { name: 'As text' }).click()
  await page.getByRole('textbox', { name: 'Answers as text' }).fill('200')
  await page.keyboard.press('Enter')
  await expect.poll(() => inboxes.strip()).toEqual(['200 next and stays'])

  await page.goBack()
  await page.getByRole('button', { name: 'Replay these' }).click()
  await expect(replays.making.getByRole('status')).toHaveText('3 deliveries, sent again as new deliveries, oldest first.')
  await replays.making.getByRole('button', { name: 'Replay 3' }).click()
  await expect(replays.row('rpl_1')).toContainText('3 fixed')
  await expect.poll(() => replays.lines()).toEqual(['fixed | dlv_5 | dlv_8 | 503 | 200 | Compare', 'fixed | dlv_4 | dlv_7 | 503 | 200 | Compare', 'fixed | dlv_3 | dlv_6 | 503 | 200 | Compare'])
  expect(await statusOf(program, BEFORE), 'what is older was left alone').toBe('failed')
  await replays.detail.getByRole('link', { name: 'Compare dlv_3 with dlv_6' }).click()
  await expect(page.getByRole('region', { name: 'Compare' })).toContainText('503')
  await page.goBack()
  await replays.figure('acknowledged').getByRole('link').click()
  await expect(deliveries.rows).toHaveCount(FAILED.length)
  await page.goBack()

  await replays.results.last().getByRole('link', { name: 'dlv_3', exact: true }).click()
  await page.keyboard.press('5')
  const history = deliveries.detail.getByRole('table', { name: 'What was sent again' }).getByRole('row')
  await expect(history.nth(1)).toHaveText(/dlv_3\s*failed\s*503/)
  await expect(history.nth(2)).toHaveText(/dlv_6\s*acknowledged\s*200/)
})

test('the same with the keyboard alone', async ({ outage: _, deliveries, frame, inboxes, page, replays }) => {
  const keys = page.keyboard
  await frame.open('/inboxes')
  await keys.press('g')
  await keys.press('d')
  await keys.press('f')
  await expect(deliveries.rows).toHaveCount(FAILED.length)
  await keys.press('j')
  await expect.poll(() => deliveries.openId).toBe('dlv_5')
  await keys.press('3')
  await expect(deliveries.detail.getByRole('group', { name: 'Body of the response' })).toContainText('The database is being moved.')

  await keys.press('Control+k')
  await keys.type('Inbox orders')
  await keys.press('Enter')
  await expect(page).toHaveURL(/\/inboxes\/orders/)
  await keys.press('Control+k')
  await keys.type('Type the answers')
  await keys.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Answers as text' })).toBeFocused()
  await keys.press('Control+a')
  await keys.type('200')
  await keys.press('Enter')
  await expect.poll(() => inboxes.strip()).toEqual(['200 next and stays'])

  await keys.press('g')
  await keys.press('d')
  await keys.press('f')
  await expect(deliveries.rows).toHaveCount(FAILED.length)
  await keys.press('Shift+R')
  await expect(replays.making.getByRole('button', { name: 'Replay 3' })).toBeEnabled()
  await keys.press('Enter')
  await expect(replays.row('rpl_1')).toContainText('3 fixed')
})

test('a delivery is changed by its key before it is sent again, and what it became is linked', async ({ outage: members, deliveries, page, program, replays }) => {
  await members.answer(200)
  await deliveries.open('dlv_3')
  await page.keyboard.press('e')
  const text = replays.making.getByLabel('Text')
  await expect(text).toBeFocused()
  await expect(text).toHaveValue(/"personID":/)
  await text.fill('[{"personID":7,"firstName":"Ada"}]')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => replays.lines()).toEqual(['fixed | dlv_3 | dlv_6 | 503 | 200 | Compare'])
  const { items } = await program.client.call('listCaptures', { params: { id: 'orders' } })
  expect(items[0]?.verdict?.ok, 'the message was changed before it was signed').toBe(true)
})
