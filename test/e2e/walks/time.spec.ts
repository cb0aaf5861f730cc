/** What takes days or minutes elsewhere: a ladder to its end, and a full sync at its pace. */
import { test as base, expect } from '../fixture.ts'
import { Clock } from '../pages/clock.ts'
import { SyncsPage } from '../pages/syncs-page.ts'
import { startProgram } from '../program.ts'

const PERSONS = 5_000
const INTERVAL_MS = 20

const test = base.extend<{ clock: Clock; syncs: SyncsPage }>({
  clock: async ({ page, frame }, use) => use(new Clock(page, frame)),
  syncs: async ({ page, program }, use) => use(new SyncsPage(page, program)),
})

test('a ladder of seven days is walked to its end, and the strip tells all of it', async ({ clock, deliveries, members, page }) => {
  await members.answer(503)
  const { id } = await members.fire()
  await members.until(id, 'retrying')
  await deliveries.open(id)
  await expect(deliveries.detail).toContainText('gives up in 7 d 00:00')
  await expect(deliveries.strip.getByRole('img', { name: /^Planned: attempt 2 at/ })).toBeVisible()
  await clock.step('+1 h').click()
  await expect(deliveries.strip).toHaveAccessibleDescription(/^11 attempts since .*: 11 rejected\. Attempt 12 is planned at .* Given up at/)

  await clock.step('Until idle').click()
  await expect(deliveries.detail.getByRole('heading', { level: 2 })).toContainText('expired', { timeout: 30_000 })
  await expect(clock.bar).not.toContainText('next due')
  await expect(deliveries.strip).toHaveAccessibleDescription(/^1,0\d\d attempts since .*: 1,0\d\d rejected\.$/)
  await expect(deliveries.detail).toContainText('Its time is over: nothing more is sent. Replay (r) sends it as a new delivery.')
  await expect(deliveries.strip.getByRole('img')).toHaveCount(0)
  await page.keyboard.press('[')
  await expect(deliveries.strip.locator('[aria-current="true"]')).toHaveCount(1)
})

test.describe('5,000 persons', () => {
  test.use({
    program: async ({}, use) => {
      const program = await startProgram(['--ephemeral', '--clock', 'virtual', '--persons', String(PERSONS)])
      await use(program)
      await program.stop()
    },
  })

  test('are synced 20 ms apart: the spacing is seen, the sync paused and resumed, and every one of them told of once', async ({ clock, members, page, program, syncs }) => {
    test.setTimeout(120_000)
    await syncs.open(`?new=${members.registration.id}`)
    await syncs.making.getByLabel('Interval').fill(String(INTERVAL_MS))
    await syncs.making.getByRole('button', { name: 'Begin the sync' }).click()
    await clock.step('+10 s').click()
    await expect(syncs.figure('sent')).toHaveText('501')
    await expect(syncs.plot).toHaveAccessibleName(/^The last \d+ requests started 20 ms apart at least, 20 ms in the median, 20 ms at most\. Asked for: 20 ms\. None came sooner\.$/)

    await syncs.button('Pause').click()
    await expect(syncs.row('syn_1')).toContainText('paused')
    await clock.step('+10 s').click()
    await expect(clock.step('+10 s')).toBeEnabled()
    await expect(syncs.figure('sent')).toHaveText('501')
    await syncs.button('Resume').click()
    await expect(syncs.row('syn_1')).toContainText('running')
    await clock.step('Until idle').click()
    await expect(syncs.row('syn_1')).toContainText('done', { timeout: 100_000 })

    const sync = await program.client.call('getSync', { params: { id: 'syn_1' } })
    expect(sync.acknowledged + sync.skipped).toBe(PERSONS)
    await expect(syncs.figure('acknowledged')).toHaveText(sync.acknowledged.toLocaleString('en'))
    await expect(syncs.plot).toHaveAccessibleName(/20 ms apart at least, 20 ms in the median/)
    expect((await program.client.call('getInbox', { params: { id: 'orders' } })).captureCount, 'none twice').toBe(sync.acknowledged)
    await expect(page.getByRole('main')).toContainText('100 %')
  })
})
