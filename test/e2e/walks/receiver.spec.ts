/** Finding out what a receiver does: with a signature that fails, and with answers that are scripted. */
import { SIGNING_KEY, test as base, expect, violations } from '../fixture.ts'
import { InboxesPage } from '../pages/inboxes-page.ts'

const test = base.extend<{ inboxes: InboxesPage }>({
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})

test('why a signature fails: a wrong key is a verdict with its steps, and is put right from there', async ({ inboxes, members, page, program }) => {
  await inboxes.open('/orders')
  await page.getByRole('button', { name: 'Verifies as Members' }).click()
  const form = page.getByRole('dialog', { name: 'Verifies as Members' })
  await form.getByRole('button', { name: 'Reveal' }).click()
  await expect(form.getByLabel('Signing Key', { exact: true })).toHaveValue(SIGNING_KEY)
  await form.getByLabel('Signing Key', { exact: true }).fill('not that one')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toBeHidden()

  const { id } = await members.fire()
  await members.until(id, 'acknowledged')
  await expect(inboxes.row('cap_1')).toContainText('not valid')
  await inboxes.row('cap_1').click()
  await inboxes.tab('Verdict').click()
  const steps = inboxes.capture.getByRole('tabpanel').getByRole('listitem')
  await expect(steps.filter({ hasText: 'does not hold' })).toHaveCount(1)
  await expect(inboxes.capture.getByRole('list', { name: 'What was done wrong' })).toContainText('Another secret was used: the Signing Key of reg_1.')
  expect(await violations(page)).toEqual([])
  await expect(inboxes.capture).not.toContainText('not that one')
  await inboxes.capture.getByRole('switch', { name: 'Show the secret' }).click()
  await expect(inboxes.capture).toContainText('not that one')

  await inboxes.capture.getByRole('button', { name: 'Verify with the Signing Key of reg_1 from now on' }).click()
  await expect(inboxes.capture).toContainText('It holds with the secret that the inbox has now.')
  const again = await members.fire()
  await members.until(again.id, 'acknowledged')
  expect(await program.client.call('getCapture', { params: { id: 'cap_2' } })).toMatchObject({ verdict: { ok: true } })
})

test('an inbox is scripted "503 | hang | 200", and plays it: refused, left waiting until the deadline, acknowledged', async ({ deliveries, inboxes, members, page, program }) => {
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { deadlineMs: 30_000 } } })
  await inboxes.open('/orders')
  await inboxes.answers.getByRole('button', { name: 'As text' }).click()
  await page.getByRole('textbox', { name: 'Answers as text' }).fill('503 | hang | 200')
  await page.keyboard.press('Enter')
  await expect.poll(() => inboxes.strip()).toEqual(['503 next', 'hang', '200 and stays'])

  const { id } = await members.fire()
  await expect.poll(() => inboxes.strip()).toEqual(['503 given', 'hang next', '200 and stays'])
  await program.client.call('advanceClock', { body: { to: 'next' } })
  await expect.poll(() => inboxes.strip()).toEqual(['503 given', 'hang given', '200 next and stays'])
  await expect(inboxes.row('cap_2'), 'it is still open').toContainText('open')
  await program.client.call('advanceClock', { body: { to: 'idle' } })
  await members.until(id, 'acknowledged')
  await expect(inboxes.row('cap_3')).toContainText('200')
  await inboxes.row('cap_2').click()
  await inboxes.tab('Answer').click()
  await expect(inboxes.capture).toContainText('Answer 2 of 3 of the strip of the inbox')

  await inboxes.capture.getByRole('link', { name: /^dlv_1/ }).first().click()
  await expect(deliveries.attempt(1)).toContainText('503')
  await expect(deliveries.attempt(2)).toContainText('timed out')
  await expect(deliveries.attempt(3)).toContainText('200')
})
