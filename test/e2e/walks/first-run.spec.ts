/** Somebody who has just started it: something to look at in one click, and a few words beside it. */
import { test as base, expect, violations } from '../fixture.ts'
import { InboxesPage } from '../pages/inboxes-page.ts'
import { outOfReach } from '../reach.ts'

const test = base.extend<{ inboxes: InboxesPage }>({
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})

test('one click sets up a demo and shows around it; mended, its delivery gets through, and nothing of it is left when it is removed', async ({ deliveries, frame, inboxes, page, program }) => {
  await frame.open()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Set up a demo' }).click()
  const tour = page.getByRole('dialog', { name: 'What was sent' })
  await expect(tour).toBeVisible()
  await expect(deliveries.rows).toHaveCount(2)
  await expect(deliveries.row('dlv_1')).toContainText('acknowledged')
  await expect(deliveries.row('dlv_2')).toContainText('retrying')
  await expect(deliveries.row('dlv_2')).toContainText('503')
  await tour.getByRole('button', { name: 'End the tour' }).click()

  await inboxes.frame.goTo('Inboxes')
  await frame.command('Always answer 200')
  await expect.poll(() => inboxes.strip()).toEqual(['200 next and stays'])
  await inboxes.answers.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => inboxes.strip(), 'a click too much is taken back').toEqual(['503 next and stays'])
  await frame.command('Always answer 200')
  await program.client.call('advanceClock', { body: { to: 'next' } })
  await frame.goTo('Deliveries')
  await expect(deliveries.row('dlv_2')).toContainText('acknowledged')

  await frame.command('Remove the demo')
  await expect.poll(async () => (await program.client.call('listInboxes')).items).toEqual([])
  expect((await program.client.call('listRegistrations')).items).toEqual([])
  await frame.command('Set up a demo')
  await expect(page, 'who has been shown around is not shown again').toHaveURL(/\/deliveries\/dlv_4$/)
  await expect(page.getByText('The demo is set up')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the tour is walked with Enter, points at what is there, and is within reach in every look and size', async ({ frame, page }) => {
  await frame.open()
  await page.getByRole('button', { name: 'Set up a demo' }).click()
  const card = page.getByRole('dialog')
  const next = card.getByRole('button', { name: 'Next' })
  const titles: string[] = []
  for (;;) {
    await expect(card.getByRole('button', { name: /^(Next|Done)$/ })).toBeFocused()
    titles.push(await card.getByRole('heading').innerText())
    if (!(await next.isVisible())) break
    if (titles.length === 2) expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    // The card follows the window a frame later.
    await expect.poll(() => outOfReach(page), titles.at(-1)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
    await next.press('Enter')
    await expect(card.getByRole('heading')).not.toHaveText(titles.at(-1) ?? '')
  }
  expect(titles).toHaveLength(8)
  await page.keyboard.press('Enter')
  await expect(card).toHaveCount(0)
  await page.reload()
  await frame.connected()
  await expect(card).toHaveCount(0)
})

test('dismissed with Escape it does not come again by itself, and comes when it is asked for', async ({ frame, page }) => {
  await frame.open()
  await page.getByRole('button', { name: 'Take the tour' }).click()
  const card = page.getByRole('dialog', { name: 'What was sent' })
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await page.reload()
  await frame.connected()
  await expect(page.getByRole('button', { name: 'Set up a demo' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0)
  await frame.command('Take the tour')
  await expect(card).toContainText('1 of 5')
})
