import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tlsCall } from '../helpers/tls-peer.ts'
import { test as base, expect, violations } from './fixture.ts'
import { InboxesPage } from './pages/inboxes-page.ts'

const test = base.extend<{ inboxes: InboxesPage }>({
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})

test('the certificate of an inbox is saved and trusted, and who did not trust it is seen', async ({ inboxes, page, program }) => {
  const { tlsUrl } = await program.client.call('createInbox', { body: { name: 'secure' } })
  const port = Number(new URL(tlsUrl ?? '').port)
  expect((await tlsCall({ port, host: 'localhost' })).error).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  await inboxes.open('/secure')
  await page.getByRole('button', { name: 'TLS' }).click()
  const sheet = page.getByRole('dialog', { name: 'secure over TLS' })
  await expect(sheet).toContainText(tlsUrl ?? '')
  await expect(sheet).toContainText(`https://expired.localhost:${port}/secure`)
  await expect(sheet.getByRole('listitem').filter({ hasText: 'The client closed it before it was secure' })).toBeVisible()

  const saved = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Save certificate' }).click()
  const ca = readFileSync(await (await saved).path(), 'utf8')
  expect((await tlsCall({ port, host: 'localhost', ca, send: 'GET /secure HTTP/1.0\r\n\r\n' })).received).toMatch(/^HTTP\/1\.1 200 OK/)
  await sheet.getByRole('combobox', { name: 'Where' }).click()
  await sheet.getByRole('option', { name: 'Node' }).click()
  await expect(sheet).toContainText('NODE_EXTRA_CA_CERTS=hookwright-ca.pem node app.js')

  await sheet.getByRole('checkbox', { name: "Hookwright's own sender trusts this authority" }).click()
  await expect.poll(async () => (await program.client.call('getCertificateAuthority')).trusted).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('what an inbox keeps goes on to a target, and comes back', async ({ inboxes, page, program }) => {
  const target = createServer((_, response) => void response.writeHead(201, { 'X-From': 'target' }).end('made')).listen(0, '127.0.0.1')
  await once(target, 'listening')
  const to = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hooks`
  const { url } = await program.client.call('createInbox', { body: { name: 'app' } })
  await inboxes.open('/app')
  await inboxes.answers.getByRole('button', { name: /^Answer 1/ }).click()
  const form = page.getByRole('dialog', { name: /^Answer 1/ })
  await form.getByRole('combobox', { name: 'Does' }).click()
  await form.getByRole('option', { name: /^Forward/ }).click()
  await form.getByLabel('Target').fill(to)
  await expect(form.getByLabel('Early')).toHaveCount(0)
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect.poll(() => inboxes.strip()).toHaveLength(1)
  await expect.poll(async () => (await program.client.call('getInbox', { params: { id: 'app' } })).respond).toMatchObject([{ do: 'forward', to }])

  expect(await (await fetch(`${url}/a`, { method: 'POST', body: '{}' })).text()).toBe('made')
  target.close()
  expect((await fetch(`${url}/b`)).status).toBe(502)
  await expect(inboxes.rows).toHaveCount(2)
  await inboxes.row('cap_1').click()
  await inboxes.tab('Answer').click()
  await expect(inboxes.capture).toContainText(`${to}/a`)
  await expect(inboxes.capture.getByRole('table', { name: 'Headers that the target was sent, in order' })).toContainText('hookwright-')
  await expect(inboxes.capture.getByRole('table', { name: 'Headers of the answer, in order' })).toContainText('X-From')

  await inboxes.row('cap_2').click()
  await expect(inboxes.capture).toContainText('is the target running?')
  expect(await violations(page)).toEqual([])
})
