import { connect } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, test, violations } from './fixture.ts'
import type { Members } from './fixture.ts'
import type { Program } from './program.ts'
import { outOfReach } from './reach.ts'

/** 320 CSS pixels, which is 400 % of 1280; and 200 % of both our windows. */
const NARROW = { width: 320, height: 640 } as const
const DOUBLED = [{ width: 720, height: 450 }, { width: 512, height: 350 }] as const

/** Markup, a reversed direction, a terminal's escapes, an invisible blank, and a word of 5,000 letters without a place to break. */
const HOSTILE = `<img src=x onerror="document.title='owned'"> \u202Egpj.exe \u001B[31m \u200B${'x'.repeat(5_000)}`

/** Each room without anything in it, and what is to be seen then. */
const EMPTY = {
  '/deliveries': 'Nothing is registered yet',
  '/trigger': 'Anything about an appointment changed.',
  '/registrations': 'No URL is registered.',
  '/inboxes': 'There is no inbox yet',
  '/syncs': 'Nobody is registered to be synced with',
  '/replays': 'Send again what was sent, or what came in',
  '/scenarios': 'A bug as a file that others can run',
  '/providers': 'Part of Hookwright',
  '/diff': 'Choose two messages',
  '/settings': 'What is over goes, the oldest first',
}

const FULL = {
  '/deliveries': 'person.updated',
  '/deliveries/dlv_1': 'Envelope',
  '/trigger/members': 'The exact request',
  '/registrations/reg_1': 'Signing Key',
  '/inboxes/inb_1': 'not valid',
  '/inboxes/inb_1/cap_3': 'X-Hostile',
  '/syncs/syn_1': 'Documents in a message',
  '/replays/rpl_1': 'Beside the last time',
  '/providers/hostile.yaml': 'It can be read from beginning to end.',
  '/trigger/hostile': 'Whatever you write.',
  '/diff?a=cap_1&b=cap_3': 'First line',
}

/** What is read only when it is opened. */
const READ = {
  '/deliveries': 'person.updated',
  '/deliveries/dlv_1': 'Envelope',
  '/inboxes/inb_1': 'valid',
  '/providers': 'Part of Hookwright',
  '/diff?a=dlv_1/1/request&b=cap_1': 'First',
}

/** What opens something over a room, by its place. */
const OPENERS: Readonly<Record<string, readonly RegExp[]>> = {
  '/deliveries': [/^Status/, /^Trigger/, /^Registration/, /^Time/, /^(real|virtual)/, /^Appearance/],
  '/deliveries/dlv_1': [/^Other ways to replay/],
  '/inboxes/orders': [/^Verifies as/, /^Rules/, /^TLS/, /^Use for a registration/, /^Export the captures/, /^Then/, /^Answer 1/],
  '/inboxes/orders/cap_1': [/^Export cap_1/],
  '/trigger/members': [/^Copy$/],
}

test('without anything in it every room has its first step within reach, at 320 pixels and at 200 %', async ({ frame, page }) => {
  await frame.open()
  await walk(page, EMPTY)
})

test('whatever stands in them, every room is within reach at 320 pixels and at 200 %, and nothing in it is run', async ({ frame, page, members, program }) => {
  await fill(program, members)
  await frame.open()
  await walk(page, FULL)
  expect(await page.title()).toBe('Hookwright')
})

test('what cannot be read is said in its place with a way to try again, which then shows it', async ({ frame, page, members }) => {
  await members.fire()
  await frame.open('/syncs')
  for (const [place, words] of Object.entries(READ)) {
    await page.route('**/api/v1/**', (route) => route.fulfill({ status: 500, json: { error: { code: 'internal', message: `The disk is full ${HOSTILE}` } } }))
    await goTo(page, place)
    const problem = page.getByRole('main').getByRole('alert').first()
    await expect(problem, place).toContainText('The disk is full')
    await page.setViewportSize(NARROW)
    expect(await outOfReach(page), place).toEqual([])
    await page.unroute('**/api/v1/**')
    await problem.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('main').getByText(words).first(), place).toBeAttached()
  }
})

test('a scenario that is hostile from beginning to end is text, within reach, and nothing in it is run', async ({ frame, page }) => {
  await frame.open('/scenarios')
  const evil = JSON.stringify(HOSTILE.slice(0, 1_000))
  const [name, inboxes, registrations] = [`name: ${JSON.stringify(HOSTILE.slice(0, 100))}`, 'inboxes: { orders: { respond: "503" } }', 'registrations: { app: { provider: members, url: inbox:orders, settings: { secret: k } } }']
  await drop(page, `${name}\n${inboxes}\n${registrations}\nsteps:\n  - { fire: person.updated, data: { personID: 7, firstName: ${evil} }, as: update }\n  - { name: ${JSON.stringify(HOSTILE.slice(0, 200))}, expect: orders, count: 5 }\n`)
  const play = page.getByRole('button', { name: 'Play', exact: true })
  const found: string[] = []
  const look = async (what: string): Promise<void> => {
    for (const size of [...DOUBLED, NARROW]) {
      await page.setViewportSize(size)
      found.push(...(await outOfReach(page)).map((one) => `${what} at ${size.width}: ${one}`))
    }
    found.push(...(await violations(page, [NARROW])).map((one) => `${what}: ${one}`))
    expect(await page.locator('main img[src="x"], main script').count()).toBe(0)
  }
  const result = page.getByRole('region', { name: 'Playing the scenario' })
  await play.click()
  await expect(result.getByRole('status')).toContainText('failed')
  await expect(result).toContainText('gpj.exe')
  await look('played')
  await page.getByRole('textbox', { name: 'Text of the scenario' }).fill(`${name}\n${evil}: 1\nsteps: [{ fire: ${evil} }]\n`)
  await expect(page.getByRole('list', { name: 'Faults' })).toContainText('gpj.exe')
  await look('faulty')
  expect(found).toEqual([])
  expect(await page.title()).toBe('Hookwright')
})

test('what opens over a room is within reach at 320 pixels, too', async ({ frame, page, members }) => {
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await frame.open('/inboxes/orders')
  await page.setViewportSize(NARROW)
  const found: string[] = []
  for (const [place, openers] of Object.entries(OPENERS)) {
    await goTo(page, place)
    for (const name of openers) {
      await page.getByRole('button', { name }).first().click()
      const over = page.locator('[role="menu"], [role="dialog"]').first()
      await expect(over, `${place} ${String(name)}`).toBeVisible()
      const box = await over.boundingBox()
      if (!box || box.x < 0 || box.x + box.width > NARROW.width || box.y < 0 || box.y + box.height > NARROW.height) found.push(`${place} ${String(name)}: ${JSON.stringify(box)}`)
      found.push(...(await outOfReach(page)).map((one) => `${place} ${String(name)}: ${one}`))
      await page.keyboard.press('Escape')
      await expect(over).toBeHidden()
    }
  }
  expect(found).toEqual([])
})

/** A file dropped on the window. */
const drop = (page: Page, content: string): Promise<void> =>
  page.evaluate((text) => {
    const carried = new DataTransfer()
    carried.items.add(new File([text], 'bug.yaml'))
    for (const type of ['dragenter', 'drop']) window.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
  }, content)

const goTo = (page: Page, place: string): Promise<void> => page.evaluate((path) => window.history.pushState(null, '', path), place)

/** Goes to each place without loading the page anew, and looks at it at all sizes. */
async function walk(page: Page, places: Readonly<Record<string, string>>): Promise<void> {
  const found: string[] = []
  for (const [place, words] of Object.entries(places)) {
    await goTo(page, place)
    await expect(page.getByRole('main').getByText(words).first()).toBeAttached()
    for (const size of [...DOUBLED, NARROW]) {
      await page.setViewportSize(size)
      found.push(...(await outOfReach(page)).map((one) => `${place} at ${size.width}: ${one}`))
    }
    found.push(...(await violations(page, [NARROW])).map((one) => `${place}: ${one}`))
  }
  expect(found).toEqual([])
}

/** Something endless and hostile in every text that somebody else may write. */
async function fill({ client }: Program, { inbox, fire, until }: Members): Promise<void> {
  const first = await fire('person.updated', { firstName: HOSTILE.slice(0, 2_000), displayName: HOSTILE.slice(0, 2_000), personID: 54512 })
  await until(first.id, 'acknowledged')
  await client.call('changeInbox', { params: { id: inbox.id }, body: { respond: [{ status: 503, body: HOSTILE, headers: [['x-hostile', 'y'.repeat(5_000)]] }] } })
  const second = await fire('person.updated', { personID: 54512, lastName: HOSTILE.slice(0, 2_000) })
  await until(second.id, 'retrying')
  await send(inbox.url ?? '', `POST ${new URL(inbox.url ?? '').pathname}/${'z'.repeat(5_000)}?q=<script> HTTP/1.1\r\nHost: <b>x</b>\r\nX-Hostile: ${'"><script>'.repeat(500)}\r\nConnection: close\r\nContent-Length: 5\r\n\r\n\u001B[31m`)
  await client.call('createSync', { body: { registrationId: 'reg_1', intervalMs: 0, batchSize: 1000 } })
  await client.call('createReplay', { body: { filter: {}, pacing: { kind: 'fast' } } })
  const { text } = await client.call('getProviderFile', { params: { name: 'plain.yaml' } })
  const written = text.replace(/^id: .*/m, 'id: hostile').replace(/^description: .*/m, `description: ${JSON.stringify(HOSTILE.slice(0, 1_000))}`)
  await client.call('putProviderFile', { params: { name: 'hostile.yaml' }, body: { text: written } })
}

/** Sends bytes as they are, which no client would. */
async function send(url: string, bytes: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.end(bytes)
  for await (const _ of socket) continue
}
