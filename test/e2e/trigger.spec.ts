import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test as base, expect, violations } from './fixture.ts'
import { TriggerPage } from './pages/trigger-page.ts'

const run = promisify(execFile)
const CLI = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))
/** The first person of a workspace; consents to everything for application 1. */
const PERSON = 54_512

const test = base.extend<{ trigger: TriggerPage }>({
  trigger: async ({ page, program }, use) => use(new TriggerPage(page, program)),
})

test('a sample is fired, and the deliveries it makes settle on screen', async ({ members, program, trigger }) => {
  await trigger.open()
  await trigger.choose('Person updated')
  await expect(trigger.event).toContainText('1 of 1')
  const request = trigger.event.getByRole('table', { name: 'Headers of the request, in order' })
  await expect(request).toContainText('application/json')
  await expect(trigger.event.getByRole('group', { name: 'Body of the request' })).toContainText('"hash"')
  const personID = await trigger.property('personID').inputValue()
  await expect(trigger.event).toContainText('Makes 1 delivery.')

  await trigger.fire.click()
  await expect(trigger.result).toContainText('person.updated raised: 1 delivery')
  await expect(trigger.result).toContainText('acknowledged')
  const { items } = await program.client.call('listDeliveries')
  expect(items.map(({ trigger: name, registrationId }) => ({ name, registrationId }))).toEqual([{ name: 'person.updated', registrationId: members.registration.id }])
  const [made] = items
  expect((await program.client.call('getDelivery', { params: { id: made?.id ?? '' } })).event.data['personID']).toBe(Number(personID))
  await trigger.result.getByRole('link', { name: made?.id ?? '' }).click()
  await expect(trigger.page).toHaveURL(new RegExp(`/deliveries/${made?.id}$`))
})

test('form and JSON are one: each shows what the other does, and both decide who gets it', async ({ members, page, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await trigger.property('firstName').fill('Zoë "Z"')
  await expect(trigger.json).toContainText('"firstName": "Zoë \\"Z\\""')
  await trigger.property('gender').click()
  await page.getByRole('option', { name: 'Male', exact: true }).click()
  await expect(trigger.json).toContainText('"gender": "Male"')

  await trigger.write(`{"personID": ${PERSON}, "firstName": "Ada", "gender": null}`)
  await expect(trigger.property('firstName')).toHaveValue('Ada')
  await expect(trigger.property('gender')).toHaveAttribute('placeholder', 'left out')
  await expect(trigger.event).toContainText('Not given, so filled in: lastChangedDate')
  await expect(trigger.event.getByRole('button', { name: members.registration.id })).toBeVisible()

  await trigger.write(`{"personID": ${PERSON}, "consents": {"1": []}}`)
  await expect(trigger.event).toContainText('0 of 1')
  await expect(trigger.event).toContainText(`Gets nothing: Person ${PERSON} has consented to nothing for application 1.`)
  await expect(trigger.event).toContainText('Nobody would get it.')

  await trigger.write(`{"personID": ${PERSON},`)
  await expect(trigger.fire).toBeDisabled()
  await expect(trigger.event).toContainText('The JSON is not an object')
  await trigger.event.getByRole('button', { name: 'Undo the edits' }).click()
  await expect(trigger.fire).toBeEnabled()
  await expect(trigger.property('firstName')).not.toHaveValue('Ada')
})

test('what the provider refuses is said at the property, before anything is fired', async ({ members: _, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await trigger.property('personID').fill('0')
  await expect(trigger.event.getByRole('alert')).toContainText('The person is not valid: personID')
  await expect(trigger.property('personID')).toHaveAttribute('aria-invalid', 'true')
  await expect(trigger.property('personID')).toHaveAccessibleDescription(/Too small/)
  await trigger.property('personID').fill(String(PERSON))
  await expect(trigger.event.getByRole('alert')).toHaveCount(0)
})

test('a sample is known by its seed', async ({ page, trigger }) => {
  await trigger.open('/members/fire/person.created')
  const first = await trigger.property('personID').inputValue()
  await expect(trigger.seed).toHaveValue('seed 1')
  await trigger.event.getByRole('button', { name: 'New sample' }).click()
  await expect(trigger.seed).toHaveValue('seed 2')
  await expect(trigger.property('personID')).not.toHaveValue(first)
  await trigger.seed.fill('1')
  await page.keyboard.press('Enter')
  await expect(trigger.property('personID')).toHaveValue(first)
})

test('Ctrl+Enter fires once, wherever the cursor is, and writes nothing', async ({ members: _, page, program, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await trigger.write(`{"personID": ${PERSON}}`)
  await page.keyboard.press('Control+Enter')
  await expect(trigger.result).toContainText('acknowledged')
  await expect(trigger.json).toHaveText(`{"personID": ${PERSON}}`)
  expect((await program.client.call('listDeliveries')).items).toHaveLength(1)
  await trigger.catalogue.getByRole('button', { name: 'Person updated' }).focus()
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await program.client.call('listDeliveries')).items.length).toBe(2)
})

test('many are counted before they are fired and while they settle', async ({ members: _, program, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await trigger.times.fill('400')
  await expect(trigger.event).toContainText('Makes 400 deliveries.')
  await trigger.event.getByRole('button', { name: 'Fire × 400' }).click()
  await expect(trigger.result).toContainText('raised 400 times: 400 deliveries')
  await expect(trigger.result.getByRole('progressbar')).toHaveAccessibleName('400 of 400 settled')
  await expect(trigger.result).toContainText('395 more')
  expect((await program.client.call('getStatus')).deliveries['acknowledged']).toBe(400)
  await trigger.times.fill('99999')
  await trigger.times.blur()
  await expect(trigger.event).not.toContainText('99,999')
})

test('one registration can be meant alone; the others get nothing', async ({ members, page, program, trigger }) => {
  const { client } = program
  await client.call('createEntity', { params: { provider: 'members', kind: 'application' }, body: { data: { id: '2', name: 'Second', apiKey: 'second' } } })
  const second = await client.call('createRegistration', { body: { provider: 'members', account: '2', url: members.inbox.url ?? '', settings: { secret: 'k' } } })
  await trigger.open('/members/fire/person.updated')
  await expect(trigger.event).toContainText('2 of 2')
  await trigger.event.getByLabel('To whom').click()
  await page.getByRole('option', { name: new RegExp(`^To ${second.id} only`) }).click()
  await expect(trigger.event).toContainText('1 of 1')
  await trigger.fire.click()
  await expect(trigger.result).toContainText('acknowledged')
  const { items } = await client.call('listDeliveries')
  expect(items.map(({ registrationId }) => registrationId)).toEqual([second.id])
})

test('a stored person fills the event, and editing one shows what that raised', async ({ members, program, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await trigger.search(String(PERSON))
  await expect(trigger.documents.getByRole('row')).toHaveCount(2)
  await trigger.document(new RegExp(`\\(${PERSON}\\)`)).click()
  await expect(trigger.property('personID')).toHaveValue(String(PERSON))
  await trigger.event.getByRole('button', { name: 'Edit this person' }).click()

  const save = trigger.page.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await trigger.field('First name').fill('Cecilie')
  await expect(trigger.json).toContainText('"firstName": "Cecilie"')
  await expect(trigger.page.getByText('1 field changed: firstName')).toBeVisible()
  await save.click()
  await expect(trigger.result).toContainText('person.updated raised: 1 delivery')
  await expect(trigger.result).toContainText('acknowledged')
  await expect(save).toBeDisabled()
  const [capture] = (await program.client.call('listCaptures', { params: { id: members.inbox.id } })).items
  const body = (await program.client.call('getCapture', { params: { id: capture?.id ?? '' } })).body.base64
  const { message } = JSON.parse(Buffer.from(body, 'base64').toString()) as { message: { data: string } }
  expect(JSON.parse(Buffer.from(message.data, 'base64').toString())).toMatchObject([{ personID: PERSON, firstName: 'Cecilie' }])
})

test('an edit does not undo what was changed meanwhile', async ({ program, trigger }) => {
  const person = { provider: 'members', kind: 'person', id: String(PERSON) }
  await trigger.open(`/members/edit/person/${PERSON}`)
  await trigger.field('First name').fill('Mine')
  await program.client.call('changeEntity', { params: person, body: { data: { lastName: 'Theirs' } } })
  await trigger.page.getByRole('button', { name: 'Save' }).click()
  await expect(trigger.result).toBeVisible()
  expect((await program.client.call('getEntity', { params: person })).data).toMatchObject({ firstName: 'Mine', lastName: 'Theirs' })
  await expect(trigger.json).toContainText('"lastName": "Theirs"')
})

test('a person is made from a sample and deleted by a second click; both are raised', async ({ members: _, page, program, trigger }) => {
  await trigger.open()
  await page.getByRole('button', { name: 'New person' }).click()
  await page.getByRole('button', { name: 'Create the person' }).click()
  await expect(page.getByRole('alert')).toContainText('The person is not valid')
  await page.getByRole('button', { name: 'Fill in a sample' }).click()
  await expect(trigger.field('Person ID')).not.toHaveValue('')
  const id = await trigger.field('Person ID').inputValue()
  await page.getByRole('button', { name: 'Create the person' }).click()
  await expect(page).toHaveURL(new RegExp(`/edit/person/${id}$`))
  await expect(page.getByText('That raised person.created: 1 delivery.')).toBeVisible()

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/edit/person/${id}$`))
  await page.getByRole('button', { name: 'Delete, and raise it?' }).click()
  await expect(page.getByText('That raised person.deleted: 1 delivery.')).toBeVisible()
  await expect(trigger.event).toBeVisible()
  await expect(program.client.call('getEntity', { params: { provider: 'members', kind: 'person', id } })).rejects.toMatchObject({ code: 'not_found' })
})

test('what is copied does the same from outside', async ({ members: _, program, trigger }) => {
  const { control, token } = program.ready
  const env = { ...process.env, HOOKWRIGHT_URL: control, HOOKWRIGHT_TOKEN: token }
  await trigger.open('/members/fire/person.updated')
  await trigger.property('lastName').fill("O'Hara $HOME `x`")
  await expect(trigger.event).toContainText('Makes 1 delivery.')
  const names = async () => Promise.all((await program.client.call('listDeliveries')).items.map(async ({ id }) => (await program.client.call('getDelivery', { params: { id } })).event.data['lastName']))

  const curl = await trigger.copied('Copy as curl')
  expect(curl).not.toContain(token)
  await run('sh', ['-c', curl], { env })
  expect(await names()).toEqual(["O'Hara $HOME `x`"])

  const command = await trigger.copied('Copy as a command')
  await run('sh', ['-c', command.replace('npx hookwright', `'${process.execPath}' '${CLI}'`)], { env })
  expect(await names()).toEqual(["O'Hara $HOME `x`", "O'Hara $HOME `x`"])

  const dir = mkdtempSync(join(tmpdir(), 'hookwright-copied-'))
  try {
    const file = join(dir, 'copied.test.mjs')
    writeFileSync(file, await trigger.copied('Copy as test code'))
    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', file], { env })
    expect(stdout).toContain('# pass 1')
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  expect(await names()).toHaveLength(3)
})

test('with nobody registered it says so and leads to the form', async ({ page, trigger }) => {
  await trigger.open('/members')
  await expect(trigger.event).toContainText('Nobody is registered with Members yet')
  await trigger.event.getByRole('button', { name: 'Register a URL' }).click()
  await expect(page).toHaveURL(/\/registrations\/new\?provider=members$/)
})

test('axe finds nothing', async ({ members: _, page, trigger }) => {
  await trigger.open('/members/fire/person.updated')
  await expect(trigger.event).toContainText('Makes 1 delivery.')
  await trigger.fire.click()
  await expect(trigger.result).toContainText('acknowledged')
  await trigger.event.locator('summary').first().click()
  await trigger.property('personID').fill('0')
  await expect(trigger.event.getByRole('alert')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await trigger.open(`/members/edit/person/${PERSON}`)
  await expect(trigger.field('First name')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await trigger.open('/members/new/application')
  expect(await violations(page)).toEqual([])
})
