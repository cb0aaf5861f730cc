import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, violations } from './fixture.ts'
import { DeliveriesPage } from './pages/deliveries-page.ts'
import { startProgram } from './program.ts'

test('the link lets in, its token leaves the address bar, and the next visit needs none', async ({ frame, page, program }) => {
  await frame.open('/deliveries?status=failed')
  expect(page.url()).toBe(`${program.ready.control}/deliveries?status=failed`)
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
  await page.goto(`${program.ready.control}/registrations`)
  await frame.connected()
  await expect(page).toHaveURL(/\/registrations$/)
})

test('without a token, or with a wrong one, the page is locked until the right one is pasted', async ({ frame, page, program }) => {
  await page.goto(`${program.ready.control}/deliveries`)
  await expect(frame.locked).toBeVisible()
  // The browser loads nothing for this: the page itself must see that the fragment has changed.
  await page.goto(`${program.ready.control}/deliveries#token=wrong`)
  await expect(page.getByText('That token is not valid here (any more).')).toBeVisible()

  await page.getByLabel('Token', { exact: true }).fill('still wrong')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('This is not the token of the Hookwright that runs here.')).toBeVisible()
  await page.getByLabel('Token', { exact: true }).fill(`see ${program.link}`)
  await page.keyboard.press('Enter')
  await frame.connected()

  await frame.command('Lock this page')
  await expect(frame.locked).toBeVisible()
  await page.reload()
  await expect(frame.locked).toBeVisible()
})

test('the status bar says where it listens, what waits and what time it is', async ({ frame, members, page, program }) => {
  await frame.open()
  for (const url of [program.ready.control, program.ready.inbox]) await expect(frame.status).toContainText(new URL(url).host)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await frame.status.getByRole('button', { name: 'Copy the inbox URL' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(program.ready.inbox)

  await expect(frame.status).toContainText('0 waiting')
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await expect(frame.status).toContainText('1 waiting')
  await expect(frame.status).toContainText('virtual')
  await expect(frame.status).toContainText('next due in 00:10')
})

test('a server that goes away and comes back is told and caught up with, without a reload', async ({ page }) => {
  const data = mkdtempSync(join(tmpdir(), 'hookwright-e2e-'))
  let program = await startProgram(['--data', data])
  const port = new URL(program.ready.control).port
  try {
    const deliveries = new DeliveriesPage(page, program)
    await deliveries.open()
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    await program.stop()
    await expect(deliveries.frame.connection).toContainText('connection lost')
    await expect(deliveries.frame.banner).toBeVisible()
    expect(await violations(page)).toEqual([])

    program = await startProgram(['--data', data, '--control-port', port])
    const { client } = program
    const registration = await client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/', settings: { secret: 'k' } } })
    await client.call('runAction', { params: { id: registration.id, action: 'run-test' } })
    await deliveries.frame.connected()
    await expect(deliveries.frame.banner).toBeHidden()
    await expect(deliveries.rows).toHaveCount(1)
    expect(await page.evaluate(() => Reflect.get(window, 'sameDocument'))).toBe(true)
  } finally {
    await program.stop()
    rmSync(data, { recursive: true, force: true })
  }
})

test('the colours follow the system until the user chooses, and the choices of colour and density are remembered', async ({ frame, page }) => {
  const scheme = () => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
  await page.emulateMedia({ colorScheme: 'dark' })
  await frame.open()
  expect(await scheme()).toBe('dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(scheme).toBe('light')
  await frame.status.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await expect.poll(scheme).toBe('dark')
  await frame.status.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitem', { name: 'Compact' }).click()
  await page.reload()
  await frame.connected()
  expect(await scheme()).toBe('dark')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--row'))).toBe('1.5rem')
})

test('an unknown address leads to the deliveries, and an unknown delivery says so', async ({ frame, page }) => {
  await frame.open('/nowhere/at/all')
  await expect(page).toHaveURL(/\/deliveries$/)
  await frame.open('/deliveries/dlv_99')
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page).toHaveURL(/\/deliveries$/)
})

test('a room that is still on its way says so, has its heading, and axe finds nothing', async ({ frame, page }) => {
  let arrive = (): void => undefined
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  await page.route(/\/assets\/registrations-[^/]+\.js$/, async (route) => {
    await arrived
    await route.continue()
  })
  await frame.open('/registrations')
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 1, name: 'Registrations' })).toBeAttached()
  expect(await violations(page)).toEqual([])
  arrive()
  await expect(page.getByText('Loading', { exact: true })).toHaveCount(0)
})

test('axe finds nothing in what lies over the rooms', async ({ frame, page, program }) => {
  await page.goto(program.ready.control)
  await expect(frame.locked).toBeVisible()
  expect(await violations(page)).toEqual([])
  await frame.open()
  for (const [key, dialog] of [['?', 'Keys'], ['Control+k', 'Commands']] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByRole('search').getByRole('button', { name: 'Status' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('search').getByRole('button', { name: 'Time' }).click()
  await expect(page.getByRole('button', { name: 'Last hour' })).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('results are said once, whatever the number of changes, and the focus stays where it is', async ({ frame, page, members }) => {
  const said: string[] = []
  await page.exposeFunction('heard', (text: string) => said.push(text))
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await frame.open('/trigger/members/fire/person.updated')
  await page.evaluate(() => {
    const region = document.getElementById('spoken')
    if (region) new MutationObserver(() => region.textContent !== '' && Reflect.get(window, 'heard')(region.textContent)).observe(region, { childList: true })
  })

  await members.answer(200)
  await page.getByRole('textbox', { name: 'How many times' }).fill('200')
  await page.getByRole('button', { name: /^Fire/ }).click()
  await expect.poll(() => said).toContain('person.updated: 200 acknowledged')
  expect(said.filter((text) => text.startsWith('person.updated'))).toHaveLength(2)

  await page.evaluate((path) => window.history.pushState(null, '', path), `/deliveries/${id}`)
  const grid = page.getByRole('grid', { name: /Deliveries/ })
  await expect(page.getByRole('heading', { name: /retrying/ })).toBeVisible()
  await grid.focus()
  said.length = 0
  await members.fireMany(100)
  await page.keyboard.press('t')
  await page.keyboard.press('n')
  await expect.poll(() => said).toEqual([`${id} acknowledged`])
  await expect(grid).toBeFocused()
})

test('sending is paused and resumed from the status bar and from the palette', async ({ frame, members, page }) => {
  await frame.open()
  await members.answer(200)
  await frame.status.getByRole('button', { name: 'Pause sending' }).click()
  await expect(frame.status).toContainText('sending paused')
  const { id } = await members.fire()
  await expect(frame.status).toContainText('1 waiting')
  expect(await violations(page)).toEqual([])
  await frame.status.getByRole('button', { name: 'Resume' }).click()
  await members.until(id, 'acknowledged')
  await expect(frame.status).not.toContainText('sending paused')

  await frame.command('Pause sending')
  await expect(frame.status).toContainText('sending paused')
  await frame.command('Resume sending')
  await expect(frame.status).not.toContainText('sending paused')
})
