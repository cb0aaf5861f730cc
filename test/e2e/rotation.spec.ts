/** A provider whose secrets are made, rotated and asymmetric: drawn from what the API says of it alone. */
import { test as base, expect, violations } from './fixture.ts'
import { RegistrationsPage } from './pages/registrations-page.ts'

const test = base.extend<{ registrations: RegistrationsPage }>({
  registrations: async ({ page, program }, use) => use(new RegistrationsPage(page, program)),
})

test('a secret is made as the provider makes them, and signs beside the next one after a rotation', async ({ page, program, registrations }) => {
  await registrations.open('/new?provider=standard-webhooks')
  const secret = page.getByRole('textbox', { name: 'Secret', exact: true })
  await expect(secret).toHaveValue(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const first = await secret.inputValue()
  await registrations.making.getByRole('button', { name: 'No receiver yet? Make an inbox' }).click()
  await registrations.making.getByRole('button', { name: 'Register', exact: true }).click()

  await registrations.detail.getByRole('button', { name: 'Rotate secret' }).click()
  await expect(registrations.detail.getByText('Old secret signs until')).toBeVisible()
  await registrations.detail.getByRole('button', { name: 'Send test' }).click()
  await expect(registrations.result).toContainText('acknowledged')
  const { items } = await program.client.call('listCaptures', { params: { id: 'inbox-1' } })
  expect(items.map(({ verdict }) => verdict?.summary)).toEqual(['Signature 2 of 2 is right. The body is what the holder of the secret sent.'])

  const old = page.getByRole('textbox', { name: 'Old secrets' })
  await expect(old).toHaveAttribute('placeholder', /not shown/)
  await registrations.detail.getByRole('button', { name: 'Reveal' }).first().click()
  await expect(registrations.detail.getByText(`${first} until`)).toBeVisible()
  await expect(secret).not.toHaveValue(first)
})

test('an ed25519 key shows its public half, which verifying code is given', async ({ page, program, registrations }) => {
  const { id } = await program.client.call('createRegistration', { body: { provider: 'standard-webhooks', url: 'http://127.0.0.1:9/' } })
  await registrations.open(`/${id}`)
  await registrations.detail.getByRole('button', { name: 'Generate' }).click()
  await page.getByRole('menuitem', { name: 'ed25519, whsk_' }).click()
  await expect(page.getByRole('textbox', { name: 'Secret', exact: true })).toHaveValue(/^whsk_/)
  await registrations.save()
  const key = registrations.detail.getByText(/^whpk_/)
  await expect(key).toBeVisible()
  const shown = await key.innerText()
  await registrations.tab('Code').click()
  await registrations.detail.getByText('Receive and verify').first().click()
  await expect(registrations.detail.getByText(`const key = '${shown}'`)).toBeVisible()
})

test('axe finds nothing', async ({ page, program, registrations }) => {
  const { id } = await program.client.call('createRegistration', { body: { provider: 'standard-webhooks', url: 'http://127.0.0.1:9/', settings: { eventTypes: ['user.created'] } } })
  await program.client.call('runAction', { params: { id, action: 'rotate-secret' } })
  await registrations.open(`/${id}`)
  await expect(registrations.detail.getByText('Old secret signs until')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await registrations.detail.getByRole('button', { name: 'Reveal' }).first().click()
  await expect(registrations.detail.getByText(/^whsec_.* until /)).toBeVisible()
  expect(await violations(page)).toEqual([])
})
