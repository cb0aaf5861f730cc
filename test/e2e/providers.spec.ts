import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Program } from './program.ts'
import { test as base, expect, violations } from './fixture.ts'
import { ProvidersPage } from './pages/providers-page.ts'
import { TriggerPage } from './pages/trigger-page.ts'

const test = base.extend<{ providers: ProvidersPage }>({
  providers: async ({ page, program }, use) => use(new ProvidersPage(page, program)),
})
const placeOf = ({ ready }: Program, name: string): string => join(ready.dataDir, 'providers', name)
const FILE = 'id: acme\ntitle: Acme\ndescription: Orders.\ntriggers:\n  - { name: order.placed, description: An order was placed., samples: [{ id: 1 }] }\n'

test('from the template to a provider that can be registered with, and its faults are marked where they are', async ({ page, program, providers }) => {
  await providers.open()
  await page.getByRole('button', { name: 'Make one' }).click()
  await expect(providers.file).toContainText('It can be read from beginning to end.')
  await providers.button('Add it').click()
  await expect(page).toHaveURL(/\/providers\/acme\.yaml$/)
  await expect(providers.row('acme.yaml')).toContainText('running')
  expect(readFileSync(placeOf(program, 'acme.yaml'), 'utf8')).toContain('id: acme')

  await providers.text.fill(FILE.replace('title: Acme', 'titel: Acme'))
  await expect(providers.faults).toContainText('title')
  await providers.faults.getByRole('button', { name: '2:1, go there' }).click()
  await expect(providers.text).toBeFocused()
  await providers.button('Save').click()
  await expect(providers.file.getByRole('alert')).toContainText('was not kept')
  await expect(providers.row('acme.yaml')).toContainText('running')

  await providers.text.fill(FILE.replace('title: Acme', 'title: Acme the second'))
  await expect(providers.faults).toHaveCount(0)
  await providers.button('Save').click()
  await expect(providers.button('Save')).toBeDisabled()
  await providers.frame.open('/registrations')
  await expect(page.getByRole('region', { name: 'Acme the second' })).toBeVisible()
})

test('what another program writes appears by itself, and is not overwritten by what was typed here', async ({ program, providers }) => {
  await providers.open()
  writeFileSync(placeOf(program, 'acme.yaml'), FILE)
  await providers.row('acme.yaml').click()
  await providers.text.fill(`${FILE}# typed here\n`)
  writeFileSync(placeOf(program, 'acme.yaml'), `${FILE}# written there\n`)
  await expect(providers.file).toContainText('The file was changed meanwhile.')
  await providers.button('Save').click()
  await expect(providers.file.getByRole('alert')).toContainText('nothing was written')
  await expect(providers.text).toContainText('# typed here')
  await providers.button('Take the file as it is now').click()
  await expect(providers.text).toContainText('# written there')

  writeFileSync(placeOf(program, 'acme.yaml'), 'id: acme\ntitle: [')
  await expect(providers.row('acme.yaml')).toContainText('faulty')
  await expect(providers.file).toContainText('What it said before it had faults goes on.')
})

test('a copy of a shipped file takes its place until it is removed, by a second click', async ({ page, providers }) => {
  await providers.open('/slack.yaml')
  await expect(providers.button('Save')).toHaveCount(0)
  await providers.button('Copy').click()
  await providers.button('Add it').click()
  await expect(page).toHaveURL(/own-slack\.yaml$/)
  await expect(providers.row('slack.yaml', 'Part of Hookwright')).toContainText('replaced')
  await providers.button('Remove').click()
  await providers.file.getByRole('button', { name: /^Remove it/ }).click()
  await expect(providers.row('slack.yaml', 'Part of Hookwright')).toContainText('running')
  await expect(providers.row('own-slack.yaml')).toHaveCount(0)
})

test('an OpenAPI document becomes a file to look at first, chosen or dropped anywhere', async ({ page, providers }) => {
  const document = { openapi: '3.1.0', info: { title: 'Parcel Co', version: '1' }, webhooks: { 'parcel.sent': { post: { summary: 'Sent', requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { id: { type: 'integer' } } } } } }, responses: { 200: { description: 'ok' } } } } } }
  const text = JSON.stringify(document, null, 1)
  await providers.open('?new=')
  await page.getByLabel('OpenAPI document', { exact: true }).setInputFiles({ name: 'openapi.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await expect(providers.text).toContainText('parcel.sent')
  await expect(providers.file.getByRole('textbox', { name: 'Name of the file' })).toHaveValue(/^parcel-co\.(yaml|json)$/)

  await providers.frame.open('/deliveries')
  await page.evaluate((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'api.json'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
  }, text)
  await expect(providers.text).toContainText('parcel.sent')
  await providers.button('Add it').click()
  await expect(providers.row('parcel-co')).toContainText('running')

  await providers.open('?new=')
  await page.getByLabel('OpenAPI document', { exact: true }).setInputFiles({ name: 'x.json', mimeType: '', buffer: Buffer.from('{"a":1}') })
  await expect(providers.file.getByRole('alert')).toBeVisible()
})

test('data unlike the schema of its trigger is told of, and fired all the same', async ({ page, program, providers }) => {
  const schema = FILE.replace('samples:', 'data: { type: object, required: [id], properties: { id: { type: integer }, total: { type: number } } }, samples:')
  writeFileSync(placeOf(program, 'acme.yaml'), schema)
  await providers.open()
  await expect(providers.row('acme.yaml')).toContainText('running')
  const trigger = new TriggerPage(page, program)
  await trigger.open('/acme/fire/order.placed')
  const warning = trigger.event.getByRole('status').filter({ hasText: 'Unlike the schema of the trigger' })
  await trigger.write('{"id": 1, "extra": true}')
  await expect(trigger.property('extra')).toBeVisible()
  await expect(warning).toHaveCount(0)
  await trigger.write('{"id": "one", "total": "seven"}')
  await expect(warning.getByRole('listitem')).toHaveText([/^id .*"integer"/, /^total .*"number"/])
  expect(await violations(page)).toEqual([])
  await trigger.fire.click()
  await expect(trigger.result).toContainText('order.placed raised')
})

test('axe finds nothing', async ({ page, program, providers }) => {
  await providers.open()
  writeFileSync(placeOf(program, 'broken.yaml'), 'id: broken\ntitle: Broken\n')
  await expect(providers.row('broken.yaml')).toContainText('refused')
  expect(await violations(page)).toEqual([])
  await providers.row('broken.yaml').click()
  await expect(providers.faults).toBeVisible()
  expect(await violations(page)).toEqual([])
  await providers.open('?new=')
  await expect(providers.text).toContainText('acme')
  expect(await violations(page)).toEqual([])
})
