import { test, expect, violations } from './fixture.ts'

test('a file that is dropped is opened; what fails says what came instead, and leads to its line', async ({ frame, page }) => {
  await frame.open('/deliveries')
  const scenario = `name: Five are expected
inboxes: { orders: { verify: { scheme: members, secretOf: app } } }
registrations: { app: { provider: members, url: inbox:orders, settings: { secret: "\${env:KEY}" } } }
steps:
  - { fire: person.updated, as: update }
  - { name: all five, expect: orders, count: 5 }
  - { settled: update }
`
  await page.evaluate((content) => {
    const carried = new DataTransfer()
    carried.items.add(new File([content], 'bug.yaml'))
    for (const type of ['dragenter', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
  }, scenario)
  await expect(page).toHaveURL(/\/scenarios$/)
  const result = page.getByRole('region', { name: 'Playing the scenario' })
  await expect(result).toContainText('Give KEY first.')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeDisabled()
  await result.getByLabel('KEY').fill('a key')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(result.getByRole('status')).toHaveText('failed: 1 of 3 steps passed')
  const steps = result.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps.nth(1)).toContainText('Expected 5 requests at the inbox orders')
  await expect(steps.nth(2).getByLabel('skipped')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await steps.nth(1).getByRole('button', { name: 'line 6, go there' }).click()
  const text = page.getByRole('textbox', { name: 'Text of the scenario' })
  await expect(text).toBeFocused()

  await text.fill(scenario.replace('count: 5', 'count: 1').replace('settled: update', 'settled: updat'))
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('there is no earlier step with `as` "updat" here; there are: update')
  await text.fill(scenario.replace('count: 5', 'count: 1'))
  await page.keyboard.press('Control+Enter')
  await expect(result.getByRole('status')).toContainText('passed: 3 steps')
})

test('one delivery, or those that are shown, are made a scenario from the list', async ({ deliveries, frame, members, page }) => {
  const first = await members.fire()
  await members.until(first.id, 'acknowledged')
  const second = await members.fire('person.created')
  await members.until(second.id, 'acknowledged')
  await deliveries.frame.open(`/deliveries/${first.id}`)
  await page.getByRole('button', { name: 'Other ways to replay' }).click()
  await page.getByRole('menuitem', { name: 'Make a scenario of it' }).click()
  const text = page.getByRole('textbox', { name: 'Text of the scenario' })
  await expect(text).toContainText('name: "Members: person.updated"')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Close without saving' }).click()
  await expect(page.getByRole('button', { name: 'Write one' })).toBeVisible()

  await frame.goTo('Deliveries')
  await frame.command('Make a scenario of the deliveries that are shown')
  await expect(text).toContainText('and 1 more')
})
