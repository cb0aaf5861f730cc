import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SIGNING_KEY, test as base, expect, violations } from './fixture.ts'
import { RegistrationsPage } from './pages/registrations-page.ts'

const run = promisify(execFile)

const test = base.extend<{ registrations: RegistrationsPage }>({
  registrations: async ({ page, program }, use) => use(new RegistrationsPage(page, program)),
})

test('from nothing to an acknowledged Run Test: an inbox is made, registered, and verifies', async ({ page, program, registrations }) => {
  await registrations.open('/new?provider=members')
  await expect(registrations.list).toContainText('No URL is registered.')
  await registrations.making.getByRole('button', { name: 'No receiver yet? Make an inbox' }).click()
  await expect(registrations.field('URL')).toHaveValue(`${program.ready.inbox}/inbox-1`)
  await expect(page.getByLabel('Have the inbox inbox-1 verify with this Signing Key')).toBeChecked()
  await registrations.making.getByRole('button', { name: 'Register', exact: true }).click()

  await expect(registrations.detail).toBeVisible()
  await expect(registrations.row('reg_1')).toContainText('enabled')
  await registrations.detail.getByRole('button', { name: 'Run Test' }).click()
  await expect(registrations.result).toContainText('acknowledged')
  await expect(registrations.recent).toHaveCount(1)
  const { items } = await program.client.call('listCaptures', { params: { id: 'inbox-1' } })
  expect(items.map(({ verdict }) => verdict?.ok)).toEqual([true])

  await registrations.result.getByRole('link', { name: 'dlv_1' }).click()
  await expect(page).toHaveURL(/\/deliveries\/dlv_1$/)
})

test('only what was touched is saved, and the key is not shown until somebody asks', async ({ members, program, registrations }) => {
  const { id } = members.registration
  const stored = () => program.client.call('getRegistration', { params: { id }, query: { reveal: 'true' } })
  await registrations.open(`/${id}`)
  const key = registrations.field('Signing Key')
  await expect(key).toHaveValue('')
  expect(await registrations.page.content()).not.toContain(SIGNING_KEY)
  await expect(registrations.detail.getByRole('button', { name: 'Save' })).toBeDisabled()

  await registrations.field('URL').fill('http://127.0.0.1:9/other')
  await registrations.field('Request interval for data sync').fill('250')
  await registrations.save()
  await expect(registrations.row(id)).toContainText('http://127.0.0.1:9/other')
  expect(await stored()).toMatchObject({ url: 'http://127.0.0.1:9/other', settings: { secret: SIGNING_KEY, requestInterval: 250 } })

  await registrations.detail.getByRole('button', { name: 'Reveal' }).click()
  await expect(key).toHaveValue(SIGNING_KEY)
  await registrations.detail.getByRole('button', { name: 'Hide' }).click()
  await expect(key).toHaveValue('')
  await registrations.detail.getByRole('button', { name: 'Generate' }).click()
  const made = await key.inputValue()
  expect(made).toMatch(/^[\w-]{43}$/)
  await registrations.save()
  await expect(key).toHaveValue('')
  expect((await stored()).settings['secret']).toBe(made)
})

test('a new key reaches the inbox that it leads to as well', async ({ members, program, registrations }) => {
  await registrations.open(`/${members.registration.id}`)
  await registrations.field('Signing Key').fill('another key')
  await expect(registrations.page.getByLabel('Have the inbox orders verify with this Signing Key')).toBeChecked()
  await registrations.save()
  await expect.poll(async () => (await program.client.call('getInbox', { params: { id: 'orders' }, query: { reveal: 'true' } })).verify?.secret).toBe('another key')
  const { id } = await members.fire()
  await members.until(id, 'acknowledged')
  const { items } = await program.client.call('listCaptures', { params: { id: members.inbox.id } })
  expect(items[0]?.verdict?.ok).toBe(true)
})

test('what is refused is said at its field, and nothing is saved', async ({ members, program, registrations }) => {
  const { id, url } = members.registration
  await registrations.open(`/${id}`)
  await registrations.field('URL').fill('ftp://somewhere')
  await registrations.save()
  await expect(registrations.field('URL')).toHaveAccessibleDescription(/must have the protocol https, not "ftp"/)
  await registrations.field('URL').fill(url)
  await registrations.field('Request interval for data sync').fill('999999999')
  await registrations.save()
  await expect(registrations.field('Request interval for data sync')).toHaveAccessibleDescription(/a day \(86,400,000 ms\) at most/)
  await registrations.detail.getByRole('button', { name: 'Undo the edits' }).click()
  await expect(registrations.field('Request interval for data sync')).toHaveValue('0')
  expect(await program.client.call('getRegistration', { params: { id } })).toMatchObject({ url, settings: { requestInterval: 0 } })
})

test('an account that has its URL is not offered another; a new account is', async ({ members, program, registrations }) => {
  await registrations.open('/new')
  await expect(registrations.making).toContainText('Every application has its URL already')
  await expect(registrations.making.getByRole('button', { name: 'Register', exact: true })).toBeDisabled()
  await expect(registrations.making.getByRole('link', { name: 'the one there is' })).toHaveAttribute('href', `/registrations/${members.registration.id}`)
  await program.client.call('createEntity', { params: { provider: 'members', kind: 'application' }, body: { data: { id: '2', name: 'Second', apiKey: 'second' } } })
  await registrations.open('/new')
  await registrations.field('URL').fill('http://127.0.0.1:9/two')
  await registrations.making.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(registrations.detail).toContainText('Application 2')
})

test('disabled, it gets nothing; deleting takes a second click and cancels what waits', async ({ members, page, program, registrations }) => {
  const { id } = members.registration
  await members.answer(503)
  const waiting = await members.fire()
  await members.until(waiting.id, 'retrying')
  await registrations.open(`/${id}`)
  await expect(registrations.recent).toContainText('retrying')
  await registrations.detail.getByRole('switch', { name: 'Enabled' }).click()
  await expect(registrations.row(id)).toContainText('disabled')
  await expect(registrations.detail.getByRole('button', { name: 'Run Test' })).toBeDisabled()
  await expect(members.fire()).rejects.toThrow('It is disabled.')

  await registrations.detail.getByRole('button', { name: 'Delete' }).click()
  await expect(registrations.row(id)).toBeVisible()
  await registrations.detail.getByRole('button', { name: 'Delete it?' }).click()
  await expect(registrations.list).toContainText('No URL is registered.')
  await members.until(waiting.id, 'cancelled')
  await expect(page).toHaveURL(/\/registrations$/)
  expect((await program.client.call('listRegistrations')).items).toEqual([])
})

test('differences from production, and each rule with who says so', async ({ members, program, registrations }) => {
  const { rules } = await program.client.call('getProvider', { params: { provider: 'members' } })
  await registrations.open(`/${members.registration.id}`)
  const differences = registrations.detail.getByRole('list', { name: 'Differences from production' })
  for (const { message, source } of members.registration.differences) await expect(differences.getByRole('listitem').filter({ hasText: message })).toContainText(source)
  await registrations.tab('Rules').click()
  const rows = registrations.detail.getByRole('table').getByRole('row')
  // Those of the policy stand above, to be changed: policy.spec.ts.
  const rest = rules.filter(({ id }) => !(id in (members.registration.policy ?? {})))
  await expect(rows).toHaveCount(rest.length + 1)
  for (const rule of rest) {
    const row = rows.filter({ has: registrations.page.getByRole('rowheader', { name: rule.label, exact: true }) })
    await expect(row).toContainText(rule.value)
    await expect(row.getByRole('cell').last()).toHaveText(rule.source)
  }
})

test('the snippets have the values on screen, the key only once it is asked for, and work', async ({ members, program, registrations }) => {
  const { registration } = members
  await program.client.call('changeRegistration', { params: { id: registration.id }, body: { url: 'http://127.0.0.1:9/before' } })
  await registrations.open(`/${registration.id}`)
  await registrations.tab('Code').click()
  const code = registrations.detail.getByRole('group', { name: /^Register, curl/ })
  await expect(code).toContainText(`${program.ready.providers['members']}/application/1`)
  await expect(code).toContainText('http://127.0.0.1:9/before')
  await expect(code).toContainText('{secret}')
  await registrations.detail.getByRole('switch', { name: 'Fill in the Signing Key' }).click()
  await expect(code).toContainText(SIGNING_KEY)
  const shell = ((await code.textContent()) ?? '').replace('/before', '/after')
  await run('sh', ['-c', shell])
  await registrations.tab('Webhook').click()
  await expect(registrations.field('URL')).toHaveValue('http://127.0.0.1:9/after')

  await registrations.tab('Code').click()
  await registrations.detail.getByText('Verify it yourself').click()
  await registrations.field('Language').click()
  await registrations.page.getByRole('option', { name: 'Python' }).click()
  await expect(registrations.detail.getByRole('group', { name: /^Verify it yourself, Python/ })).toContainText(`"${SIGNING_KEY}".encode()`)
})

test('its deliveries are followed here, and lead to all of them', async ({ members, page, registrations }) => {
  await registrations.open(`/${members.registration.id}`)
  await expect(registrations.detail).toContainText('Nothing has been sent to it yet.')
  await members.fire()
  await expect(registrations.recent).toHaveCount(1)
  await members.answer(503)
  await members.fire('person.created')
  await expect(registrations.recent.first()).toContainText('person.created')
  await expect(registrations.recent.first()).toContainText('503')
  await registrations.detail.getByRole('link', { name: 'All of them' }).click()
  await expect(page).toHaveURL(new RegExp(`/deliveries\\?registration=${members.registration.id}$`))
  await expect(page.getByRole('grid')).toContainText('person.created')
})

test('axe finds nothing', async ({ members, page, registrations }) => {
  await registrations.open(`/${members.registration.id}`)
  await registrations.detail.getByRole('button', { name: 'Run Test' }).click()
  await expect(registrations.result).toContainText('acknowledged')
  expect(await violations(page)).toEqual([])
  await registrations.tab('Rules').click()
  await expect(registrations.detail.getByRole('table')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await registrations.open('/new')
  await registrations.field('URL').fill('nonsense')
  expect(await violations(page)).toEqual([])
})
