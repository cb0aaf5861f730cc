import { readFileSync } from 'node:fs'
import { SIGNING_KEY, test, expect, violations } from './fixture.ts'

test('what is done while it is recorded becomes a scenario, which passes when it is played', async ({ frame, members, page, program }) => {
  await members.fire()
  await frame.open('/scenarios')
  await expect(page.getByRole('heading', { name: 'A bug as a file that others can run' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Record from now on' }).click()
  await frame.goTo('Deliveries')
  await members.answer(400)
  const refused = await members.fire('person.updated', { displayName: 'Celine Solli-Vik' })
  await members.until(refused.id, 'retrying')
  await members.answer(200)
  await program.client.call('cancelDelivery', { params: { id: refused.id } })
  const taken = await members.fire('person.created')
  await members.until(taken.id, 'acknowledged')
  await frame.status.getByRole('link', { name: 'recording' }).click()
  await page.getByRole('button', { name: 'Stop, and make the scenario' }).click()
  await expect(frame.status.getByRole('link', { name: 'recording' })).toHaveCount(0)

  const text = page.getByRole('textbox', { name: 'Text of the scenario' })
  await expect(text).toContainText('fire: person.updated')
  await expect(page.getByRole('region', { name: 'The scenario', exact: true })).toContainText('It can be read from beginning to end.')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const result = page.getByRole('region', { name: 'Playing the scenario' })
  await expect(result.getByRole('status')).toContainText(/^passed: \d+ steps/)
  expect((await program.client.call('listDeliveries')).items, 'nothing of this workspace is touched').toHaveLength(3)
  expect(await violations(page)).toEqual([])

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()])
  expect(file.suggestedFilename()).toBe('members-person-updated-and-1-more.yaml')
  const saved = readFileSync(await file.path(), 'utf8')
  expect(saved).toContain('displayName: Celine Solli-Vik')
  expect(saved.match(/- fire:/g), 'what was before is not in it').toHaveLength(2)
  expect(saved).not.toContain(SIGNING_KEY)
})

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
