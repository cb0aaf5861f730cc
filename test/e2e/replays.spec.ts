import { expect, test, violations } from './fixture.ts'

test('what a filter shows is replayed with two clicks, and each is held beside its last time', async ({ deliveries, members, program }) => {
  const { page } = deliveries
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { maxAttempts: 1 } } })
  await members.answer(503)
  for (let i = 0; i < 3; i++) await members.until((await members.fire()).id, 'failed')
  await members.answer(200)
  await deliveries.frame.open('/deliveries?status=failed')
  const dialog = page.getByRole('dialog', { name: 'Replay these deliveries' })
  await page.getByRole('button', { name: 'Replay these' }).click()
  await expect(dialog.getByRole('status')).toHaveText('3 deliveries, sent again as new ones, oldest first.')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Replay 3' }).click()
  await expect(dialog.getByRole('status')).toHaveText('rpl_1 is done: 3 of 3.')
  await expect(dialog.getByRole('button', { name: '3 fixed' })).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toHaveText(/^fixeddlv_3dlv_6503 then, 200 now$/)
  expect(await violations(page)).toEqual([])
  expect((await program.client.call('getReplay', { params: { id: 'rpl_1' } })).acknowledged).toBe(3)
  await dialog.getByRole('link', { name: 'dlv_3' }).click()
  await expect(deliveries.detail).toBeVisible()
})

test('a run goes step by step, and is cancelled', async ({ deliveries, members }) => {
  const { page } = deliveries
  for (let i = 0; i < 3; i++) await members.until((await members.fire()).id, 'acknowledged')
  await deliveries.frame.open('/deliveries?status=acknowledged')
  await page.getByRole('button', { name: 'Replay these' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replay these deliveries' })
  await dialog.getByRole('combobox', { name: 'Pace' }).selectOption('Step by step')
  await dialog.getByRole('button', { name: 'Replay 3' }).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('button', { name: '1 same' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(dialog.getByRole('status')).toHaveText('rpl_1 is cancelled: 1 of 3.')
})
