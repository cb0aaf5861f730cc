/** A provider with a webhook for each trigger, one trigger above others, and ids of 64 bits: all of it drawn from what the API says. */
import { test as base, expect, violations } from './fixture.ts'
import { TriggerPage } from './pages/trigger-page.ts'

const PERSON = 'PersonChangedSubscriptionNotification'
const PRESENCE = 'PersonPresenceStateChanged'
const LONG = '9007199254740993'

const test = base.extend<{ trigger: TriggerPage; hooks: { url: string; inbox: string } }>({
  trigger: async ({ page, program }, use) => use(new TriggerPage(page, program)),
  /** An inbox with webhooks on a trigger, on the one above it and on one beside it. */
  hooks: async ({ program: { client } }, use) => {
    const inbox = await client.call('createInbox', { body: { name: 'events' } })
    for (const trigger of [PERSON, PRESENCE, 'PersonCreatedSubscriptionNotification']) {
      await client.call('createRegistration', { body: { provider: 'dezrez', url: `${inbox.url}/${trigger}`, settings: { trigger } } })
    }
    await use({ url: inbox.url ?? '', inbox: inbox.id })
  },
})

test('a sub-trigger reaches the webhook on the trigger above it, and the page says so before', async ({ hooks, program, trigger }) => {
  await trigger.open(`/dezrez/fire/${PRESENCE}`)
  await expect(trigger.event).toContainText('2 of 3')
  await expect(trigger.event).toContainText(`reg_1 · agency 1 · on ${PERSON}`)
  await expect(trigger.event).toContainText('Gets nothing: It is on PersonCreatedSubscriptionNotification')
  await expect(trigger.event).toContainText('Makes 2 deliveries.')

  await trigger.property('PersonId').fill(LONG)
  await expect(trigger.json).toContainText(`"PersonId": ${LONG}`)
  await expect(trigger.event.getByRole('group', { name: 'Body of the request' })).toContainText(`"PersonId": ${LONG}`)
  await trigger.fire.click()
  await expect(trigger.result).toContainText('raised: 2 deliveries')
  await expect(trigger.result).toContainText('acknowledged')

  await expect.poll(async () => (await program.client.call('listCaptures', { params: { id: hooks.inbox } })).items.map(({ target }) => target).sort()).toEqual([`/events/${PERSON}`, `/events/${PRESENCE}`])
  for (const { id } of (await program.client.call('listCaptures', { params: { id: hooks.inbox } })).items) {
    const { body } = await program.client.call('getCapture', { params: { id } })
    expect(Buffer.from(body.base64, 'base64').toString()).toMatch(new RegExp(`^{"OldState":"\\w+","NewState":"\\w+","PersonId":${LONG},"RootEntityId":`))
  }
  await trigger.result.getByRole('link', { name: 'dlv_1' }).click()
  await expect(trigger.page.getByRole('main')).toContainText(`PersonId ${LONG}`)
  await trigger.page.getByRole('tab', { name: 'Signature' }).click()
  await expect(trigger.page.getByRole('main')).toContainText('Dezrez signs nothing')
})

test('the catalogue is a tree that is searched, and scrolls to what is chosen', async ({ page, trigger }) => {
  await trigger.open('/dezrez/fire/TaskDeletedSubscriptionNotification')
  await expect(trigger.catalogue).toContainText('Triggers 54')
  await expect(trigger.catalogue.getByRole('button', { name: /^Task deleted/ })).toBeInViewport()
  await page.getByRole('textbox', { name: 'Search in the catalogue' }).fill('presence')
  await expect(trigger.catalogue.getByRole('listitem')).toHaveCount(2)
  await trigger.choose('Person presence state changed')
  await expect(trigger.property('NewState')).not.toHaveValue('')
})

test('a webhook is registered on a trigger found by typing, and listed with it', async ({ page, frame, program }) => {
  await frame.open('/registrations/new?provider=dezrez')
  await page.getByRole('combobox', { name: 'URL' }).fill('http://127.0.0.1:3000/hook')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(page.getByText('the name of a trigger is required')).toBeVisible()
  await page.getByRole('combobox', { name: 'Trigger' }).fill('PresenceState')
  await page.getByRole('option', { name: PRESENCE }).click()
  await page.getByRole('combobox', { name: 'Filter' }).fill('NewState=Away')
  await page.keyboard.press('Enter')
  // The suggestions lie over the button.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(page).toHaveURL(/\/registrations\/reg_1$/)
  await expect(page.getByRole('region', { name: 'Dezrez' })).toContainText(PRESENCE)
  const [made] = (await program.client.call('listRegistrations')).items
  expect(made?.settings).toEqual({ trigger: PRESENCE, filter: ['NewState=Away'] })
})

test('an inbox becomes a webhook by the short way, which asks for the trigger', async ({ page, frame, program }) => {
  const inbox = await program.client.call('createInbox', { body: { name: 'short' } })
  await frame.open(`/inboxes/${inbox.id}`)
  await page.getByRole('button', { name: 'Use for a registration' }).first().click()
  const register = page.getByRole('button', { name: 'Register it' })
  await expect(register).toBeDisabled()
  await page.getByRole('combobox', { name: 'Trigger' }).fill('PersonChanged')
  await page.getByRole('option', { name: PERSON }).click()
  await register.click()
  await expect.poll(async () => (await program.client.call('listRegistrations')).items.map(({ url, settings }) => [url, settings['trigger']])).toEqual([[inbox.url, PERSON]])
})

test('axe finds nothing', async ({ hooks: _, page, frame, trigger }) => {
  await trigger.open(`/dezrez/fire/${PRESENCE}`)
  await expect(trigger.event).toContainText('Makes 2 deliveries.')
  expect(await violations(page)).toEqual([])
  await frame.open('/registrations/reg_1')
  await expect(page.getByRole('tab', { name: 'Webhook' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await trigger.open('/dezrez/edit/agency/1')
  expect(await violations(page)).toEqual([])
})
