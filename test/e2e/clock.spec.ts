import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test as base, expect, violations } from './fixture.ts'
import { Clock } from './pages/clock.ts'
import { startProgram } from './program.ts'
import type { Program } from './program.ts'

const START = '2031-05-04T10:00:00.000Z'
const [WIDE, NARROW] = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }]

const test = base.extend<{ clock: Clock }>({
  program: async ({}, use) => {
    const program = await startProgram(['--ephemeral', '--clock', 'virtual', '--clock-start', START])
    await use(program)
    await program.stop()
  },
  clock: async ({ page, frame }, use) => use(new Clock(page, frame)),
})

/** Where the engine's clock stands, in seconds after its start. */
const passed = async ({ client }: Program): Promise<number> => (Date.parse((await client.call('getClock')).now) - Date.parse(START)) / 1000

test("each button moves time, what falls due on the way happens, and every time on screen is the engine's", async ({ page, program, members, deliveries, clock }) => {
  await page.setViewportSize(WIDE)
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await deliveries.open()
  await expect(clock.bar).toContainText('2031-05-04')
  await expect(clock.bar).toContainText('next due in 00:10')
  await expect(deliveries.row(id)).toContainText('now')

  await clock.step('+10 s').click()
  await expect(clock.bar).toContainText('next due in 00:20')
  expect(await passed(program)).toBe(10)
  await expect(deliveries.row(id)).toContainText('10 s')

  await clock.step('To next').click()
  await expect(clock.bar).toContainText('next due in 00:40')
  expect(await passed(program)).toBe(30)

  await members.answer(200)
  await clock.step('+10 min').click()
  await members.until(id, 'acknowledged')
  await expect(clock.bar).not.toContainText('next due')
  expect(await passed(program)).toBe(630)
  await clock.step('+1 h').click()
  await expect.poll(() => passed(program)).toBe(4230)
  await expect(deliveries.row(id)).toContainText('1 h')
})

test('a movement of days shows that it is under way, cannot be asked for twice, and can be stopped', async ({ page, program, members, frame, clock }) => {
  await page.setViewportSize(WIDE)
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await frame.open()
  const asked: string[] = []
  page.on('request', (request) => request.url().endsWith('/clock/advance') && asked.push(request.postData() ?? ''))
  await clock.step('Until idle').click()
  await expect(clock.steps.getByRole('button', { name: 'Stop' })).toBeVisible()
  for (const label of ['+10 s', 'Until idle']) await expect(clock.step(label)).toBeDisabled()
  await page.keyboard.press('t')
  await page.keyboard.press('s')
  await clock.steps.getByRole('button', { name: 'Stop' }).click()
  await expect(clock.step('+10 s')).toBeEnabled()
  expect(asked).toHaveLength(1)
  // Movements come one after the other: when this one is answered, the other has ended.
  const stands = Date.parse((await program.client.call('advanceClock', { body: { ms: 0 } })).now)
  expect((await program.client.call('getDelivery', { params: { id } })).status).toBe('retrying')
  await clock.step('+10 s').click()
  await expect.poll(async () => Date.parse((await program.client.call('getClock')).now) - stands).toBe(10_000)
})

test('time that moves on past a call says so, and what to do', async ({ page, program, frame, clock }) => {
  const silent = createServer((socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const port = (silent.address() as AddressInfo).port
  await program.client.call('createRegistration', { body: { provider: 'members', url: `http://127.0.0.1:${port}/`, settings: { secret: 'k' } } })
  await program.client.call('runAction', { params: { id: 'reg_1', action: 'run-test' } })
  await page.setViewportSize(WIDE)
  await frame.open()
  await clock.step('+10 s').click()
  await expect(page.getByRole('alert')).toContainText('1 call has not answered within a second of real time')
  expect(await passed(program)).toBe(10)
  silent.close()
})

test('real time has no buttons, is switched to virtual and back, and the palette follows', async ({ page, program, frame, clock }) => {
  await page.setViewportSize(WIDE)
  await frame.open()
  await expect(clock.steps).toBeVisible()
  await clock.open()
  await clock.choose('Real')
  await expect(clock.bar).toContainText('real')
  await expect(clock.steps).toHaveCount(0)
  expect((await program.client.call('getClock')).mode).toBe('real')
  await page.keyboard.press('Escape')
  await expect(clock.panel).toBeHidden()

  await frame.command('Switch to virtual time')
  await expect(clock.steps).toBeVisible()
  const stands = await passed(program)
  await frame.command('Move time on by an hour')
  await expect.poll(async () => (await passed(program)) - stands).toBe(3600)
  await page.keyboard.press('t')
  await page.keyboard.press('m')
  await expect.poll(async () => (await passed(program)) - stands).toBe(4200)
})

test('a refusal is shown: another program has made time real meanwhile', async ({ page, frame, clock }) => {
  await page.setViewportSize(WIDE)
  await page.route('**/clock/advance', async (route) => {
    await route.fulfill({ status: 409, contentType: 'application/json', body: JSON.stringify({ error: { code: 'conflict', message: 'Real time cannot be moved: switch the clock to virtual first.' } }) })
  })
  await frame.open()
  await clock.step('+10 s').click()
  await expect(page.getByRole('alert')).toContainText('switch the clock to virtual first')
  await expect(clock.step('+10 s')).toBeEnabled()
})

test('on a narrow window the buttons are in what the clock opens, and say what came of it', async ({ page, program, frame, clock }) => {
  await page.setViewportSize(NARROW)
  await frame.open()
  await expect(clock.steps).toHaveCount(0)
  await clock.open()
  await clock.step('+10 min').click()
  await expect(clock.panel).toContainText('Moved by 10 min: no call ended.')
  await clock.step('To next').click()
  await expect(clock.panel).toContainText('Nothing is due: time stays where it is.')
  expect(await passed(program)).toBe(600)
})

test('axe finds nothing in the clock', async ({ page, program, frame, clock }) => {
  await frame.open()
  for (const mode of ['virtual', 'real'] as const) {
    await program.client.call('setClock', { body: { mode } })
    await expect(clock.bar).toContainText(mode)
    await clock.open()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(clock.panel).toBeHidden()
  }
})
