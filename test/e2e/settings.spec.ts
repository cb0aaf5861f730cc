import { expect, test, violations } from './fixture.ts'

test('what is chosen is kept, and a browser is offered nothing of the desktop', async ({ frame, page, program }) => {
  await frame.open()
  await page.keyboard.press('g')
  await page.keyboard.press(',')
  await expect(page).toHaveURL(/\/settings$/)
  await expect(page.getByText('Secrets are stored as they are')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Encrypt secrets' })).toBeDisabled()
  for (const title of ['On this desktop', 'Newer versions']) await expect(page.getByRole('heading', { name: title })).toHaveCount(0)
  expect(await violations(page)).toEqual([])

  await page.getByRole('textbox', { name: 'Days' }).fill('30')
  await page.getByRole('textbox', { name: 'Captures' }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => program.client.call('getRetention')).toEqual({ maxAgeMs: 30 * 86_400_000, maxDeliveries: 1_000_000, maxCaptures: null })
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()

  await page.getByText('Compact', { exact: true }).click()
  await page.getByText('Dark', { exact: true }).click()
  await page.reload()
  await frame.connected()
  await expect(page.getByRole('radio', { name: 'Compact' })).toBeChecked()
  expect(await page.evaluate(() => [document.documentElement.dataset['density'], document.documentElement.dataset['mantineColorScheme']])).toEqual(['compact', 'dark'])
  await expect(page.getByRole('textbox', { name: 'Days' })).toHaveValue('30')
  expect(await violations(page)).toEqual([])
})
