import { test as base, expect, violations } from './fixture.ts'
import { Clock } from './pages/clock.ts'
import { SyncsPage } from './pages/syncs-page.ts'
import { startProgram } from './program.ts'
import type { Program } from './program.ts'

const PERSONS = 40

const test = base.extend<{ syncs: SyncsPage; clock: Clock }>({
  program: async ({}, use) => {
    const program = await startProgram(['--ephemeral', '--clock', 'virtual', '--persons', String(PERSONS)])
    await use(program)
    await program.stop()
  },
  syncs: async ({ page, program }, use) => use(new SyncsPage(page, program)),
  clock: async ({ page, frame }, use) => use(new Clock(page, frame)),
})

const begin = ({ client }: Program, intervalMs: number) => client.call('createSync', { body: { registrationId: 'reg_1', intervalMs } })
const move = ({ client }: Program, ms: number) => client.call('advanceClock', { body: { ms } })

test('from nothing to a sync that is done: the registration, its interval, and live progress', async ({ page, program, members, syncs, clock }) => {
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { settings: { requestInterval: 1000 } } })
  await syncs.frame.open(`/registrations/${members.registration.id}`)
  await page.getByRole('link', { name: 'Sync Data' }).click()
  await expect(page).toHaveURL(/\/syncs\?new=reg_1$/)
  await expect(syncs.list).toContainText('Nothing has been synced yet.')
  await expect(syncs.making.getByLabel('Interval')).toHaveAttribute('placeholder', '1000')
  await syncs.making.getByRole('button', { name: 'Begin the sync' }).click()

  await expect(page).toHaveURL(/\/syncs\/syn_1$/)
  await expect(syncs.row('syn_1')).toContainText('running')
  await expect(syncs.figure('sent')).toHaveText('1')
  await clock.step('+10 s').click()
  await expect(syncs.figure('sent')).toHaveText('11')
  await expect(syncs.figure('asked')).toHaveText('1,000 ms')
  await expect(syncs.figure('least')).toHaveText('1,000 ms')
  await expect(syncs.plot).toHaveAccessibleName('The last 11 requests started 1,000 ms apart at least, 1,000 ms in the median, 1,000 ms at most. Asked for: 1,000 ms. None came sooner.')
  await expect(syncs.plot.locator('canvas')).toBeVisible()

  await clock.step('Until idle').click()
  await expect(syncs.row('syn_1')).toContainText('done')
  const done = await program.client.call('getSync', { params: { id: 'syn_1' } })
  await expect(syncs.figure('acknowledged')).toHaveText(String(done.acknowledged))
  await expect(syncs.figure('skipped')).toHaveText(String(PERSONS - done.acknowledged))
  await expect(syncs.detail).toContainText('100 %')
  await syncs.figure('acknowledged').getByRole('link').click()
  await expect(page).toHaveURL(/\/deliveries\?sync=syn_1&status=acknowledged$/)
  await expect(page.getByRole('search').getByRole('button', { name: 'Sync syn_1 of reg_1' })).toBeVisible()
})

test('an interval and a batch of its own, and what is refused is said', async ({ program, members, syncs }) => {
  await members.fire()
  await syncs.open('?new=reg_1')
  await syncs.making.getByLabel('Interval').fill('250')
  await syncs.making.getByLabel('Documents in a message').fill('20')
  await syncs.making.getByRole('button', { name: 'Begin the sync' }).click()
  await expect(syncs.detail).toContainText('250 ms')
  expect(await program.client.call('getSync', { params: { id: 'syn_1' } })).toMatchObject({ intervalMs: 250, batchSize: 20 })
  await syncs.page.keyboard.press('n')
  await syncs.making.getByRole('button', { name: 'Begin the sync' }).click()
  await expect(syncs.making.getByRole('alert')).toContainText('reg_1 has a sync that is running: syn_1')
})

test('it is paused, resumed, and cancelled by a second click', async ({ program, members, syncs }) => {
  await members.answer(200)
  await begin(program, 1000)
  await move(program, 5000)
  await syncs.open('/syn_1')
  await expect(syncs.figure('sent')).toHaveText('6')
  await syncs.button('Pause').click()
  await expect(syncs.row('syn_1')).toContainText('paused')
  await move(program, 60_000)
  await expect(syncs.figure('sent')).toHaveText('6')

  await syncs.frame.command('Resume syn_1')
  await expect(syncs.row('syn_1')).toContainText('running')
  await move(program, 2000)
  await expect(syncs.figure('sent')).toHaveText(/^[89]$/)
  await syncs.button('Cancel').click()
  await expect(syncs.row('syn_1')).toContainText('running')
  await syncs.detail.getByRole('button', { name: 'Send nothing more?' }).click()
  await expect(syncs.row('syn_1')).toContainText('cancelled')
  await expect(syncs.figure('waiting')).toHaveText('0')
  await expect(syncs.button('Pause')).toHaveCount(0)
})

test('what was given up is listed, sent again one by one, and leads to the deliveries of this sync alone', async ({ page, program, members, syncs }) => {
  await program.client.call('changeRegistration', { params: { id: 'reg_1' }, body: { policy: { maxAttempts: 1 } } })
  await members.answer(400)
  const other = await members.fire()
  await members.until(other.id, 'failed')
  await begin(program, 100)
  await program.client.call('advanceClock', { body: { to: 'idle' } })
  const { failed } = await program.client.call('getSync', { params: { id: 'syn_1' } })
  expect(failed).toBeGreaterThan(10)
  await syncs.open('/syn_1')
  await expect(syncs.row('syn_1')).toContainText(`${failed} failed`)
  await expect(syncs.detail.getByRole('heading', { name: `Given up (${failed})` })).toBeVisible()
  const replays = syncs.detail.getByRole('button', { name: /^Replay dlv_/ })
  await expect(replays).toHaveCount(10)

  await members.answer(200)
  await replays.first().click()
  await expect(page.getByText(/is sent again as/)).toBeVisible()
  const { items } = await program.client.call('listDeliveries', { query: { limit: 1 } })
  expect(items[0]?.replayOf).not.toBeNull()
  await members.until(items[0]?.id ?? '', 'acknowledged')

  await syncs.detail.getByRole('link', { name: 'All of them in Deliveries' }).click()
  await expect(page).toHaveURL(/\/deliveries\?sync=syn_1&status=failed,expired,cancelled$/)
  await expect(page.getByRole('grid', { name: 'Deliveries, newest first' })).toHaveAttribute('aria-rowcount', String(failed + 1))
})

test('the list is newest first and is moved through by keys; an unknown sync says so', async ({ page, program, members, syncs }) => {
  for (let n = 0; n < 3; n++) {
    await begin(program, 0)
    await program.client.call('advanceClock', { body: { to: 'idle' } })
  }
  expect(members.registration.id).toBe('reg_1')
  await syncs.open()
  await expect(syncs.list.getByRole('link').first()).toHaveAttribute('href', '/syncs/syn_3')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/syn_3$/)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/syn_2$/)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/syncs$/)
  await syncs.open('/syn_99')
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page).toHaveURL(/\/syncs$/)
})

test('axe finds nothing in any part of it', async ({ page, program, members, syncs }) => {
  await syncs.open('?new=')
  await expect(syncs.making.getByRole('button', { name: 'Begin the sync' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await program.client.call('changeRegistration', { params: { id: members.registration.id }, body: { policy: { maxAttempts: 1 } } })
  await members.answer(400)
  await begin(program, 100)
  await move(program, 1000)
  await syncs.open('/syn_1')
  await expect(syncs.plot.locator('canvas')).toBeVisible()
  await expect(syncs.detail.getByRole('button', { name: /^Replay dlv_/ }).first()).toBeVisible()
  expect(await violations(page)).toEqual([])
  await syncs.open()
  await expect(syncs.row('syn_1')).toBeVisible()
  expect(await violations(page)).toEqual([])
})
