import { test as base, expect, violations } from './fixture.ts'
import { PolicyEditor } from './pages/policy-editor.ts'

const test = base.extend<{ policy: PolicyEditor }>({
  policy: async ({ page, program }, use) => use(new PolicyEditor(page, program)),
})

const POLICY_RULES = 12

test('every rule is shown in words with who says so, and what it rests on at a touch', async ({ members, page, policy }) => {
  await policy.open(members.registration.id)
  await expect(policy.form.getByRole('group')).toHaveCount(POLICY_RULES)
  await expect(policy.rule('Acknowledged by')).toContainText('102, 200-202, 204')
  await expect(policy.rule('Sent again after')).toContainText('10 s, 20 s, 40 s, 1 min 20 s, 2 min 40 s, 5 min 20 s, 10 min; any more after 10 min')
  await expect(policy.rule('Most attempts')).toContainText('no limit')
  await expect(policy.rule('Retry-After')).toContainText('not looked at')
  await expect(policy.rule('Jitter')).toHaveAccessibleDescription(/^Share by which each wait is stretched/)
  await policy.rule('Acknowledgement deadline').getByRole('button').focus()
  await page.keyboard.press('Tab')
  await expect(policy.rule('Acknowledgement deadline').getByText('documented')).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('The provider says so. 600 s. Cannot be changed')
  await expect(policy.schedule).toContainText('#1 at once')
  await expect(policy.schedule).toContainText('#3 30 s')
  await expect(policy.schedule).toContainText('Given up 7 d after the event: 1,013 attempts, 507 if each runs into its deadline.')
  await expect(policy.button('Save')).toBeDisabled()
  await expect(policy.button('Reset all to Members')).toBeDisabled()
})

test('what comes of a change is shown before it is saved, and deliveries then keep to it', async ({ members, program, policy }) => {
  const { id } = members.registration
  await policy.open(id)
  await (await policy.change('Sent again after')).fill('1s, 2m, 500ms')
  await (await policy.change('Most attempts')).fill('3')
  await expect(policy.schedule).toContainText('Failed after 3 attempts, 2 min 1 s after the event')
  await expect(policy.schedule).toContainText('Saved: Given up 7 d after the event: 1,013 attempts')
  await expect(policy.rule('Sent again after')).toContainText('not saved')
  const stored = async () => (await program.client.call('getRegistration', { params: { id } })).policy
  expect((await stored())?.retry.source).toBe('assumed')

  await policy.button('Save').click()
  await expect(policy.rule('Sent again after')).toContainText('1 s, 2 min, 500 ms; any more after 500 ms')
  await expect(policy.rule('Sent again after')).toContainText('Members: 10 s, 20 s')
  await expect(policy.rule('Sent again after')).toContainText('changed')
  expect(await stored()).toMatchObject({ retry: { value: { kind: 'ladder', delaysMs: [1000, 120_000, 500] }, source: 'changed' }, maxAttempts: { value: 3, source: 'changed' }, deadlineMs: { source: 'documented' } })

  await members.answer(503)
  const delivery = await members.fire()
  await members.until(delivery.id, 'retrying')
  await program.client.call('advanceClock', { body: { to: 'idle' } })
  await members.until(delivery.id, 'failed')
  const { attempts } = await program.client.call('getDelivery', { params: { id: delivery.id } })
  const start = Date.parse(attempts[0]?.startedAt ?? '')
  expect(attempts.map(({ startedAt }) => Date.parse(startedAt) - start)).toEqual([0, 1000, 121_000])
})

test('a rule goes back to the provider alone, or all of them together', async ({ members, program, policy }) => {
  const { id } = members.registration
  const change = { deadlineMs: 5000, jitter: 0.1, disableCodes: [410], ordered: true }
  await program.client.call('changeRegistration', { params: { id }, body: { policy: change } })
  const changed = async () => Object.entries((await program.client.call('getRegistration', { params: { id } })).policy ?? {}).filter(([, rule]) => rule.source === 'changed').map(([key]) => key)
  await policy.open(id)
  await expect(policy.schedule).toContainText('Each wait is up to 10 % longer or shorter.')
  await policy.button('Reset Acknowledgement deadline').click()
  await expect(policy.rule('Acknowledgement deadline').getByRole('textbox')).toHaveValue('10 min')
  await policy.button('Save').click()
  await expect(policy.rule('Acknowledgement deadline')).toContainText('documented')
  expect(await changed()).toEqual(['jitter', 'disableCodes', 'ordered'])

  await policy.button('Reset all to Members').click()
  await expect(policy.form).toContainText('3 rules to save')
  await policy.button('Undo the edits').click()
  await expect(policy.form).toContainText('3 rules changed from Members')
  await policy.button('Reset all to Members').click()
  await policy.button('Save').click()
  await expect(policy.button('Reset all to Members')).toBeDisabled()
  expect(await changed()).toEqual([])
})

test('what cannot be read, and what the server refuses, is said at its rule', async ({ members, page, program, policy }) => {
  const { id } = members.registration
  await policy.open(id)
  const deadline = await policy.change('Acknowledgement deadline')
  await deadline.fill('soon')
  await expect(policy.rule('Acknowledgement deadline').getByRole('alert')).toHaveText('Write a number and its unit, such as 500ms, 10s, 2m or 7d.')
  await expect(deadline).toHaveAttribute('aria-invalid', 'true')
  await expect(policy.button('Save')).toBeDisabled()
  await deadline.fill('2m')
  await policy.registrations.tab('Webhook').click()
  await policy.registrations.tab('Rules').click()
  await expect(deadline, 'a look at another tab loses nothing').toHaveValue('2m')
  await page.setViewportSize({ width: 1024, height: 700 })
  await expect(deadline, 'nor does a narrower window').toHaveValue('2m')
  await page.setViewportSize({ width: 1440, height: 900 })

  await policy.change('Calls at once')
  const window = policy.rule('Calls at once')
  await window.getByText('Adaptive', { exact: true }).click()
  await window.getByRole('textbox', { name: 'At first' }).fill('9')
  await window.getByRole('textbox', { name: 'At most' }).fill('4')
  await policy.button('Save').click()
  await expect(window.getByRole('alert')).toContainText('1 <= 9 <= 4 does not hold')
  expect((await program.client.call('getRegistration', { params: { id } })).policy?.deadlineMs.source, 'nothing is saved by halves').toBe('documented')

  await window.getByRole('textbox', { name: 'At most' }).fill('64')
  await expect(window.getByRole('alert')).toHaveCount(0)
  await policy.button('Save').click()
  await expect(window).toContainText('9 at first, 1 to 64: one more with each acknowledgement, half with each failure')
  await expect(policy.rule('Acknowledgement deadline')).toContainText('2 min')
})

test('every kind of rule is changed from the keyboard alone', async ({ members, page, program, policy }) => {
  const { id } = members.registration
  await policy.open(id)
  await policy.rule('Acknowledged by').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(policy.rule('Acknowledged by').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('2xx')
  await page.keyboard.press('Escape')
  await expect(policy.rule('Acknowledged by').getByRole('button', { name: /^Change/ })).toBeFocused()
  await expect(policy.rule('Acknowledged by')).toContainText('102, 200-202, 204')
  await expect(policy.registrations.detail, 'Esc left the rule, not the registration').toBeVisible()

  await page.keyboard.press('Enter')
  await page.keyboard.type('200-299')
  await page.keyboard.press('Tab')
  await policy.rule('Sent again after').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await policy.rule('Sent again after').getByRole('radio', { name: 'Ladder' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  for (const text of ['5s', '3', '1m']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await policy.rule('Strict order').getByRole('switch').focus()
  await page.keyboard.press('Space')
  await policy.rule('Sent again after').getByRole('textbox', { name: 'Factor' }).focus()
  await page.keyboard.press('Enter')
  await expect(policy.rule('Sent again after')).toContainText('5 s, then 3 times as long each time, 1 min at most')
  const { policy: stored } = await program.client.call('getRegistration', { params: { id } })
  expect(stored).toMatchObject({ retry: { value: { kind: 'exponential', firstMs: 5000, factor: 3, maxMs: 60_000 } }, ordered: { value: true } })
  expect(stored?.ackCodes.value).toHaveLength(100)
})

test('axe finds nothing', async ({ members, page, program, policy }) => {
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { window: { kind: 'adaptive', initial: 2, min: 1, max: 64 } } } })
  await policy.open(members.registration.id)
  expect(await violations(page)).toEqual([])
  await policy.change('Sent again after')
  await policy.change('Calls at once')
  await (await policy.change('Given up after')).fill('a week')
  await expect(policy.rule('Given up after').getByRole('alert')).toBeVisible()
  expect(await violations(page)).toEqual([])
})
