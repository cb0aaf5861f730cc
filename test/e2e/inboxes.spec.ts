import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { test as base, expect, violations } from './fixture.ts'
import { InboxesPage } from './pages/inboxes-page.ts'

const test = base.extend<{ inboxes: InboxesPage }>({
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
})

/** Sends bytes as they are, with headers in that order and case; answers the status. */
function send(url: string, { method = 'POST', headers = {}, body = '' }: { method?: string; headers?: Record<string, string | string[]>; body?: string | Uint8Array } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject).end(body)
  })
}

test('an inbox is one click away, and what is sent to it appears as it came', async ({ inboxes, page, program }) => {
  await inboxes.open()
  await page.getByRole('button', { name: 'Make one now' }).click()
  await expect(page).toHaveURL(/\/inboxes\/inbox-1$/)
  await expect(page.getByRole('heading', { name: 'Nothing has come in yet' })).toBeVisible()
  const url = `${program.ready.inbox}/inbox-1`
  await expect(page.getByRole('group', { name: /^Send something/ })).toContainText(url)

  await send(`${url}/deep/er?x=%20&y`, { method: 'PUT', headers: { 'X-Odd-CASE': 'one', Accept: ['a', 'b'], 'content-type': 'application/json' }, body: '{"n":1.0,"n":2}' })
  await expect(inboxes.rows).toHaveCount(1)
  await expect(inboxes.row('cap_1')).toContainText('not verified')
  await expect(inboxes.row('cap_1')).toContainText('/inbox-1/deep/er?x=%20&y')
  await inboxes.row('cap_1').click()
  await expect(inboxes.capture.getByRole('heading', { level: 2 })).toHaveText('PUT /inbox-1/deep/er?x=%20&y')
  const headers = inboxes.capture.getByRole('table', { name: 'Headers of the request, in order' })
  const names = await headers.getByRole('rowheader').allTextContents()
  expect(names.slice(0, 4)).toEqual(['X-Odd-CASE', 'Accept', 'Accept', 'content-type'])
  const body = inboxes.capture.getByRole('group', { name: 'Body of the request' })
  await expect(body).toHaveText('{ "n": 1.0, "n": 2 }')
  await inboxes.capture.getByText('Hex', { exact: true }).click()
  await expect(inboxes.capture.getByRole('group', { name: 'Body of the request, byte by byte' })).toContainText('7b 22 6e 22 3a 31 2e 30')
  await inboxes.tab('Answer').click()
  await expect(inboxes.capture.getByRole('tabpanel')).toContainText('200')
})

test('answers are given in turn, the strip shows which is next, and the last one stays', async ({ inboxes, page, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'flaky' } })
  const sent = () => send(url ?? '')
  await inboxes.open('/flaky')
  await expect(page.getByRole('heading', { name: 'Nothing has come in yet' })).toBeVisible()
  await inboxes.answers.getByRole('button', { name: 'Always 503 Service Unavailable' }).click()
  await expect.poll(() => inboxes.strip()).toEqual(['503 next and stays'])
  await inboxes.then(404)
  await inboxes.then(200)
  await expect.poll(() => inboxes.strip()).toEqual(['503 next', '404', '200 and stays'])

  expect(await sent()).toBe(503)
  await expect.poll(() => inboxes.strip()).toEqual(['503 given', '404 next', '200 and stays'])
  expect([await sent(), await sent(), await sent()]).toEqual([404, 200, 200])
  await expect.poll(() => inboxes.strip()).toEqual(['503 given', '404 given', '200 next and stays'])
  await inboxes.answers.getByRole('button', { name: 'From the first' }).click()
  await expect.poll(() => inboxes.strip()).toEqual(['503 next', '404', '200 and stays'])

  await inboxes.answers.getByRole('button', { name: /^Answer 2/ }).click()
  await page.getByRole('dialog', { name: /^Answer 2/ }).getByRole('button', { name: 'Remove this answer' }).click()
  await expect.poll(() => inboxes.strip()).toEqual(['503 next', '200 and stays'])
  await inboxes.answers.getByRole('button', { name: /^Answer 1/ }).click()
  const form = page.getByRole('dialog', { name: /^Answer 1/ })
  await form.getByLabel('Headers').fill('Retry-After 5')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(form.getByText('"Retry-After 5" is no header: write Name: value.')).toBeVisible()
  await form.getByLabel('Headers').fill('Retry-After: 5')
  await form.getByLabel('Body').fill('later')
  await form.getByRole('button', { name: 'Apply' }).click()
  await expect(form).toBeHidden()
  const response = await fetch(url ?? '', { method: 'POST' })
  expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([503, '5', 'later'])
})

test('answers that are set faster than the server takes them are all kept', async ({ inboxes, page, program }) => {
  await program.client.call('createInbox', { body: { name: 'quick' } })
  await inboxes.open('/quick')
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  await page.route('**/api/v1/inboxes/*', async (route) => {
    if (route.request().method() === 'PATCH') await held
    await route.continue()
  })
  await inboxes.then(503)
  await inboxes.then(404)
  await inboxes.then(500)
  expect(await inboxes.strip(), 'what was set shows at once').toEqual(['200 next', '503', '404', '500 and stays'])
  letGo()
  await expect.poll(async () => (await program.client.call('getInbox', { params: { id: 'quick' } })).respond.map((answer) => 'status' in answer && answer.status)).toEqual([200, 503, 404, 500])
  expect(await inboxes.strip()).toEqual(['200 next', '503', '404', '500 and stays'])
})

test('a signature that no provider here makes is described by hand, with its faults where they are', async ({ inboxes, page, program }) => {
  const { client } = program
  const { url } = await client.call('createInbox', { body: { name: 'own' } })
  await inboxes.open('/own')
  await page.getByRole('button', { name: 'Nothing is verified' }).click()
  const form = page.getByRole('dialog').filter({ has: page.getByLabel('Verify as') })
  await form.getByRole('combobox', { name: 'Verify as' }).click()
  // It opens over the edge of a pop-up that is lower than its choices.
  for (const choice of await form.getByRole('option').all()) await expect(choice).toBeInViewport({ ratio: 0.9 })
  await form.getByRole('option', { name: 'A signature that I describe' }).click()
  await form.getByLabel('Header', { exact: true }).fill('X-Shop-Sig')
  await form.getByLabel('Its value').fill('v1=')
  await form.getByLabel('What is signed').fill('{time}.{body}')
  await form.getByRole('textbox', { name: 'Secret', exact: true }).fill('s3cret')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText(/\{time\}/)).toBeVisible()
  expect(await violations(page)).toEqual([])
  await form.getByLabel('Its value').fill('t={timestamp},v1={signature}')
  await form.getByLabel('What is signed').fill('{timestamp}.{body}')
  await form.getByLabel('Signature in').selectOption('base64')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Verifies X-Shop-Sig' })).toBeVisible()
  const signature = createHmac('sha256', 's3cret').update('1764000000.{}').digest('base64')
  await fetch(url ?? '', { method: 'POST', headers: { 'X-Shop-Sig': `t=1764000000,v1=${signature}` }, body: '{}' })
  await fetch(url ?? '', { method: 'POST', headers: { 'X-Shop-Sig': `t=1764000000,v1=${signature}` }, body: '{ }' })
  await expect.poll(async () => (await client.call('listCaptures', { params: { id: 'own' } })).items.map(({ verdict }) => verdict?.ok)).toEqual([false, true])
})

test('an inbox becomes the target of a registration, and both have the same key', async ({ inboxes, page, program }) => {
  const { client } = program
  await client.call('createInbox', { body: { name: 'mine' } })
  const judged = async (inbox: string) => {
    const { items } = await client.call('listRegistrations')
    await client.call('runAction', { params: { id: items[0]?.id ?? '', action: 'run-test' } })
    await expect.poll(async () => (await client.call('listCaptures', { params: { id: inbox } })).items.map(({ verdict }) => verdict?.ok)).toEqual([true])
  }
  await inboxes.open('/mine')
  const use = page.getByRole('dialog', { name: 'Use for a registration' })
  await page.getByRole('button', { name: 'Use for a registration' }).first().click()
  await use.getByRole('combobox', { name: 'Provider' }).click()
  await use.getByRole('option', { name: 'Members' }).click()
  await expect(use).toContainText('Both get a new Signing Key.')
  await use.getByRole('button', { name: 'Register it' }).click()
  await expect(page.getByRole('button', { name: 'Verifies as Members' })).toBeVisible()
  await expect(inboxes.leading).toHaveText(['reg_1'])
  await judged('mine')

  await client.call('createInbox', { body: { name: 'other' } })
  await inboxes.names.getByRole('link', { name: 'other' }).click()
  await page.getByRole('button', { name: 'Use for a registration' }).first().click()
  await expect(use).toContainText(`reg_1 of application 1 goes here instead of to ${program.ready.inbox}/mine.`)
  await use.getByRole('button', { name: 'Point reg_1 here' }).click()
  await expect(inboxes.leading).toHaveText(['reg_1'])
  await judged('other')
})

test('what comes in is text, whatever it says, and a big body is cut and saved whole', async ({ inboxes, page, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'evil' } })
  await send(`${url}/%3Cb%3E`, { headers: { 'x-evil': '<i>x</i>' }, body: '<h1 id="owned">hi</h1>\u0007\u202Eabc' })
  const big = Buffer.alloc(600_000, 'big body ')
  await send(url ?? '', { body: big })
  await inboxes.open('/evil/cap_1')
  const body = inboxes.capture.getByRole('group', { name: 'Body of the request' })
  await expect(body).toContainText('<h1 id="owned">')
  await expect(body).toContainText('\u2407')
  await expect(body).toContainText('U+202E')
  await expect(inboxes.capture.getByRole('table')).toContainText('<i>x</i>')
  await expect(page.locator('#owned')).toHaveCount(0)

  await inboxes.row('cap_2').click()
  await expect(inboxes.capture).toContainText('First 256 KB of it.')
  expect((await body.textContent())?.length).toBeLessThan(30_000)
  const [download] = await Promise.all([page.waitForEvent('download'), inboxes.capture.getByRole('button', { name: 'Save all (586 KB)' }).click()])
  expect(readFileSync(await download.path()).equals(big)).toBe(true)
})

test('a request that did not come whole is kept, explained, and uses up no answer', async ({ inboxes, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'cut', respond: [{ status: 503 }, { status: 200 }] } })
  const { hostname, port } = new URL(url ?? '')
  const socket = connect(Number(port), hostname)
  socket.end('POST /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this')
  await inboxes.open('/cut')
  await expect(inboxes.row('cap_1')).toContainText('incomplete')
  await inboxes.row('cap_1').click()
  await expect(inboxes.capture.getByRole('status').filter({ hasText: 'whole' })).toContainText('This request did not come whole. The connection was closed after 9 of 100 bytes of the body. It got no answer')
  await expect(inboxes.capture.getByRole('group', { name: 'Body of the request' })).toHaveText('only this')
  await expect.poll(() => inboxes.strip()).toEqual(['503 next', '200 and stays'])
})

test('the captures follow the newest until the reader moves, all from the keyboard', async ({ inboxes, page, program }) => {
  const { url } = await program.client.call('createInbox', { body: { name: 'keys' } })
  const sent = () => send(url ?? '')
  await sent()
  await sent()
  await inboxes.open('/keys')
  await expect(inboxes.rows).toHaveCount(2)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/inboxes\/keys\/cap_2$/)
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/\/inboxes\/keys\/cap_1$/)
  await sent()
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
  await expect(inboxes.rows).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(inboxes.rows).toHaveCount(3)
  await expect(inboxes.rows.first()).toHaveAttribute('id', 'capture-cap_3')
})

test('names are checked where they are typed, and deleting takes a second click', async ({ inboxes, members: _, page, program }) => {
  await inboxes.open('?new')
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Not This')
  await expect(name).toHaveAccessibleDescription(/Lower-case letters, digits and dashes/)
  await expect(page.getByRole('button', { name: 'Make the inbox' })).toBeDisabled()
  await name.fill('orders')
  await page.getByRole('button', { name: 'Make the inbox' }).click()
  await expect(name).toHaveAccessibleDescription(/There is an inbox "orders" already/)
  await name.fill('second')
  await page.getByRole('button', { name: 'Make the inbox' }).click()
  await expect(page).toHaveURL(/\/inboxes\/second$/)

  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(inboxes.names.getByRole('link', { name: 'second' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete it?' }).click()
  await expect(page).toHaveURL(/\/inboxes\/orders$/)
  await expect(inboxes.names.getByRole('link')).toHaveCount(1)
  expect((await program.client.call('listInboxes')).items.map((inbox) => inbox.name)).toEqual(['orders'])
})

test('axe finds nothing', async ({ inboxes, members, page }) => {
  await inboxes.open('/orders')
  await expect(page.getByRole('heading', { name: 'Nothing has come in yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Use for a registration' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Use for a registration' })).toContainText('Signing Key')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await members.answer(503, 'no')
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await inboxes.row('cap_1').click()
  await inboxes.tab('Verdict').click()
  await expect(inboxes.capture.getByRole('tabpanel')).toContainText('valid')
  expect(await violations(page)).toEqual([])
  await inboxes.open('?new')
  await expect(page.getByRole('heading', { name: 'New inbox' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})
