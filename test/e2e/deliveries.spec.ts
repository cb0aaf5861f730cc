import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SIGNING_KEY, expect, test, violations } from './fixture.ts'

test('what is fired appears by itself, and opens to its envelope, its signature and the answer', async ({ deliveries, members }) => {
  await deliveries.open()
  await expect(deliveries.page.getByRole('heading', { name: 'Nothing has been sent yet' })).toBeVisible()

  const { id, messageId } = await members.fire('person.created', { personID: 4711, firstName: 'Ada', lastName: 'Lovelace' })
  await expect(deliveries.row(id)).toContainText('acknowledged')
  await expect(deliveries.row(id)).toContainText('person.created')

  await deliveries.row(id).click()
  await expect(deliveries.detail).toContainText(messageId)
  await expect(deliveries.detail.getByRole('group', { name: 'Payload' })).toContainText('"personID": 4711')
  await expect(deliveries.detail.getByRole('table', { name: 'Headers of the request' })).toContainText('application/json')

  await deliveries.tab('Signature').click()
  await expect(deliveries.detail).toContainText('The hash is right')
  await expect(deliveries.detail).not.toContainText(SIGNING_KEY)
  await deliveries.detail.getByRole('button', { name: 'Reveal the secret' }).click()
  await expect(deliveries.detail.getByRole('group', { name: /^Verify it yourself, Node/ })).toContainText(SIGNING_KEY)

  await deliveries.tab('Response').click()
  await expect(deliveries.detail.getByRole('tabpanel')).toContainText('200')
})

test('a refused delivery says why and what comes next, and its replay is a new one linked to it', async ({ deliveries, members }) => {
  await members.answer(503, 'down for maintenance')
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await deliveries.open(id)
  await expect(deliveries.attempt(1)).toContainText('503')
  await expect(deliveries.detail).toContainText('The receiver answered 503, which does not acknowledge; 102, 200, 201, 202, 204 do.')
  await expect(deliveries.strip.getByRole('img', { name: /^Planned: attempt 2 at/ })).toBeVisible()
  await deliveries.page.keyboard.press('3')
  await expect(deliveries.detail.getByRole('group', { name: 'Body of the response' })).toContainText('down for maintenance')

  await members.answer(200)
  await deliveries.page.keyboard.press('r')
  await expect.poll(() => deliveries.openId).not.toBe(id)
  const made = deliveries.openId ?? ''
  // By its words: while it is in flight, "No answer yet" is a heading too.
  await expect(deliveries.detail.getByRole('heading', { level: 2, name: /^acknowledged/ })).toBeVisible()
  await expect(deliveries.row(made)).toHaveAttribute('aria-selected', 'true')
  await deliveries.detail.getByRole('button', { name: id, exact: true }).click()
  await expect(deliveries.detail.getByRole('button', { name: made, exact: true })).toBeVisible()
})

test('cancelling takes a second click, and sends nothing more', async ({ deliveries, members }) => {
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await deliveries.open(id)
  await deliveries.detail.getByRole('button', { name: 'Cancel' }).click()
  await expect(deliveries.detail.getByRole('heading', { level: 2 })).toContainText('retrying')
  await deliveries.detail.getByRole('button', { name: 'Send nothing more?' }).click()
  await expect(deliveries.detail.getByRole('heading', { level: 2 })).toContainText('cancelled')
  await expect(deliveries.strip.getByRole('img')).toHaveCount(0)
})

test('the list is narrowed by status, text and a value in a row, and the address keeps that', async ({ deliveries, members }) => {
  const first = await members.fire('person.created', { personID: 1, firstName: 'Ada' })
  await members.until(first.id, 'acknowledged')
  await members.answer(503)
  const refused = await members.fire('person.updated', { personID: 2, firstName: 'Grace' })
  await members.until(refused.id, 'retrying')
  await deliveries.open()
  await expect(deliveries.rows).toHaveCount(2)

  await deliveries.filter('Status', 'retrying', 'failed')
  await expect(deliveries.rows).toHaveCount(1)
  expect(new URL(deliveries.page.url()).searchParams.get('status')).toBe('retrying,failed')
  await deliveries.page.reload()
  await expect(deliveries.row(refused.id)).toBeVisible()
  // What comes by the feed is judged by the same filter.
  await members.answer(200)
  const fine = await members.fire()
  await members.until(fine.id, 'acknowledged')
  await expect(deliveries.page.getByRole('button', { name: 'acknowledged 2' })).toBeVisible()
  await expect(deliveries.rows).toHaveCount(1)
  await deliveries.page.getByRole('button', { name: 'Any status' }).click()
  await expect(deliveries.rows).toHaveCount(3)

  await deliveries.page.keyboard.press('/')
  await deliveries.search.fill('person.created')
  await expect(deliveries.rows).toHaveCount(1)
  await deliveries.search.fill('nobody is called that')
  await expect(deliveries.page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible()
  await deliveries.page.getByRole('button', { name: 'Show all 3' }).click()
  await expect(deliveries.rows).toHaveCount(3)

  await deliveries.row(refused.id).getByText('person.updated').hover()
  await deliveries.row(refused.id).getByRole('button', { name: 'Only person.updated' }).click()
  await expect(deliveries.rows).toHaveCount(2)
  await deliveries.page.getByRole('button', { name: 'Any trigger' }).click()
  await deliveries.page.getByRole('search').getByRole('button', { name: 'Time' }).click()
  await deliveries.page.getByRole('button', { name: 'Last 5 minutes' }).click()
  await expect(deliveries.rows).toHaveCount(3)
})

test('the list follows the newest until the reader moves, then counts what is new', async ({ deliveries, members }) => {
  await members.fire()
  await deliveries.open()
  const second = await members.fire()
  await expect(deliveries.rows.first()).toHaveAttribute('id', `delivery-${second.id}`)

  await deliveries.rows.nth(1).click()
  await members.fire()
  const last = await members.fire()
  await deliveries.page.getByRole('button', { name: '2 new' }).click()
  await expect(deliveries.rows.first()).toHaveAttribute('id', `delivery-${last.id}`)
  await expect(deliveries.rows).toHaveCount(4)
  await expect(deliveries.rows.nth(3)).toHaveAttribute('aria-selected', 'true')
})

test('everything in the room is reached from the keyboard', async ({ deliveries, members, page }) => {
  for (let n = 0; n < 3; n++) await members.fire()
  await deliveries.open()
  await expect(deliveries.rows).toHaveCount(3)
  const ids = await deliveries.rows.evaluateAll((rows) => rows.map((row) => row.id.replace('delivery-', '')))

  await page.keyboard.press('j')
  await expect.poll(() => deliveries.openId).toBe(ids[0])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await expect.poll(() => deliveries.openId).toBe(ids[2])
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(() => deliveries.openId).toBe(ids[1])
  await page.keyboard.press('2')
  await expect(deliveries.tab('Signature')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('j')
  await expect(deliveries.tab('Signature')).toHaveAttribute('aria-selected', 'true')

  await page.keyboard.press('/')
  await expect(deliveries.search).toBeFocused()
  await page.keyboard.type('jk')
  await expect(deliveries.search).toHaveValue('jk')
  await page.keyboard.press('Escape')
  await expect(deliveries.search).not.toBeFocused()
  await page.keyboard.press('Escape')
  await expect.poll(() => deliveries.openId).toBeUndefined()

  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('Next delivery')
  await keys.getByRole('switch', { name: 'Single-letter keys' }).click()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await expect(keys).toBeHidden()
  expect(deliveries.openId).toBeUndefined()
  await deliveries.frame.command('Go to Inboxes')
  await expect(page).toHaveURL(/\/inboxes/)
})

test('hundreds are read page by page as the list is scrolled, and few of them are drawn', async ({ deliveries, members, page }) => {
  await members.fireMany(350)
  await deliveries.open()
  await expect(deliveries.rows.first()).toBeVisible()
  await expect.poll(() => deliveries.rows.count()).toBeLessThan(80)
  await deliveries.grid.hover()
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 20_000)
        return deliveries.row('dlv_1').count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
  await expect(deliveries.grid).toHaveAttribute('aria-rowcount', '351')
  expect(await deliveries.rows.count()).toBeLessThan(80)
})

test('what a receiver answers is text, whatever it says', async ({ deliveries, members, page, program }) => {
  const evil = '<img src=x onerror="document.title=\'owned\'"><h1 id="owned">hi</h1>\u0007\u202Eabc'
  const receiver = createServer((_, response) => response.writeHead(500, { 'content-type': 'text/html', 'x-evil': '<b>bold</b>' }).end(evil + 'x'.repeat(100_000)))
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { url } })
  const { id } = await members.fire('person.updated', { personID: 3, firstName: '<script>alert(1)</script>' })
  await members.until(id, 'retrying')
  receiver.closeAllConnections()
  receiver.close()

  await deliveries.open(id)
  await expect(deliveries.detail.getByRole('group', { name: 'Payload' })).toContainText('<script>alert(1)</script>')
  await deliveries.tab('Response').click()
  const body = deliveries.detail.getByRole('group', { name: 'Body of the response' })
  await expect(body).toContainText('<h1 id="owned">')
  await expect(body).toContainText('\u2407')
  await expect(body).toContainText('U+202E')
  await expect(deliveries.detail.getByRole('table', { name: 'Headers of the response' })).toContainText('<b>bold</b>')
  await expect(page.locator('#owned')).toHaveCount(0)
  await expect(page).toHaveTitle('Hookwright')
  const before = (await body.textContent())?.length ?? 0
  await deliveries.detail.getByRole('button', { name: /^Show all/ }).click()
  await expect.poll(async () => (await body.textContent())?.length ?? 0).toBeGreaterThan(before * 4)
})

test('a flood does not stop the page', async ({ deliveries, members, page }) => {
  await deliveries.open()
  await members.fireMany(3000)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible({ timeout: 2000 })
  await page.keyboard.press('Escape')
  await members.until('dlv_3000', 'acknowledged')
  await expect(deliveries.row('dlv_3000')).toContainText('acknowledged')
  await expect(deliveries.rows.first()).toHaveAttribute('id', 'delivery-dlv_3000')
})

test('axe finds nothing', async ({ deliveries, members, page }) => {
  await deliveries.open()
  await expect(page.getByRole('heading', { name: 'Nothing has been sent yet' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await members.fire()
  await members.answer(503, '{"error":"down"}')
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await expect(deliveries.rows).toHaveCount(2)
  expect(await violations(page)).toEqual([])
  await deliveries.row(id).click()
  for (const name of ['Envelope', 'Signature', 'Response'] as const) {
    await deliveries.tab(name).click()
    await expect(deliveries.detail.getByRole('tabpanel')).not.toBeEmpty()
    expect(await violations(page)).toEqual([])
  }
})
