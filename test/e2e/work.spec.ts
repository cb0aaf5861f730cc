/** How much the page loads and does. How long that takes is measured in bench/ui, not here. */
import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixture.ts'
import { SyncsPage } from './pages/syncs-page.ts'
import { TriggerPage } from './pages/trigger-page.ts'

const LIGHT = 350_000

test('the first load is light, and editor and plot come when they are needed', async ({ deliveries, members, page, program }) => {
  const scripts = scriptsOf(page)
  await members.fire()
  await deliveries.open()
  await expect(deliveries.rows).toHaveCount(1)
  const first = await Promise.all(scripts)
  expect(first.length).toBeGreaterThan(1)
  expect(first.reduce((sum, script) => sum + gzipSync(script).length, 0), 'bytes with gzip').toBeLessThan(LIGHT)
  const has = async (word: string) => (await Promise.all(scripts)).some((script) => script.includes(word))
  const [editor, plot] = ['cm-content', 'u-over']
  expect([await has(editor), await has(plot)]).toEqual([false, false])

  const trigger = new TriggerPage(page, program)
  await trigger.frame.open('/trigger/members/person.updated')
  await expect(trigger.json).toBeVisible()
  expect([await has(editor), await has(plot)], 'where there is text to edit').toEqual([true, false])

  const syncs = new SyncsPage(page, program)
  await program.client.call('createSync', { body: { registrationId: members.registration.id, intervalMs: 1000 } })
  await program.client.call('advanceClock', { body: { ms: 5000 } })
  await syncs.open('/syn_1')
  await expect(syncs.plot.locator('canvas')).toBeVisible()
  expect(await has(plot), 'where there is a sync to plot').toBe(true)
})

test('the row that scrolls out of view becomes the one that comes', async ({ deliveries, members }) => {
  await members.fireMany(300)
  await deliveries.open()
  await expect(deliveries.rows.first()).toBeVisible()
  await scrolled(deliveries.grid, 2000)
  await expect.poll(() => topOf(deliveries.rows)).toBeGreaterThan(30)
  await marked(deliveries.rows)
  const [drawn, before] = [await deliveries.rows.count(), await topOf(deliveries.rows)]
  await scrolled(deliveries.grid, 4000)
  await expect.poll(() => topOf(deliveries.rows)).toBeGreaterThan(before + drawn)
  // By where the list stands, one more or less is in view.
  expect(await unmarked(deliveries.rows), `of ${drawn}, rows that were made anew`).toBeLessThan(3)
  await expect(deliveries.rows.first()).toContainText('person.updated')
})

test('a change of one delivery is written into its row and no other', async ({ deliveries, members, page, program }) => {
  await members.answer(503)
  for (let i = 0; i < 3; i++) await members.until((await members.fire()).id, 'retrying')
  await deliveries.open()
  await expect(deliveries.rows).toHaveCount(3)
  await page.evaluate(() => {
    const touched = new Set<string>()
    Object.assign(window, { touched })
    const watch = new MutationObserver((records) => {
      for (const { target } of records) touched.add((target instanceof Element ? target : target.parentElement)?.closest('[role="row"]')?.id ?? '')
    })
    watch.observe(document.querySelector('[role="grid"]')?.lastElementChild ?? document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  await program.client.call('cancelDelivery', { params: { id: 'dlv_2' } })
  await expect(deliveries.row('dlv_2')).toContainText('cancelled')
  expect(await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched])).toEqual(['delivery-dlv_2'])
})

/** What each script that is loaded from now on says. */
function scriptsOf(page: Page): Promise<string>[] {
  const scripts: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text())
  })
  return scripts
}

const scrolled = (grid: Locator, top: number) => grid.evaluate((element, at) => element.scrollTo({ top: at }), top)
/** Where in the list the first row is that is drawn. */
const topOf = (rows: Locator) => rows.first().getAttribute('aria-rowindex').then(Number)
const marked = (rows: Locator) => rows.evaluateAll((all) => all.forEach((row) => Object.assign(row, { seen: true })))
const unmarked = (rows: Locator) => rows.evaluateAll((all) => all.filter((row) => !('seen' in row)).length)
