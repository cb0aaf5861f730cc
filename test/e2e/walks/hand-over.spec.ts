/** From one place to another: traffic that a browser recorded goes to a receiver here, and what was done here goes to somebody else. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SIGNING_KEY, test as base, expect, violations } from '../fixture.ts'
import { ComparePage } from '../pages/compare-page.ts'
import { InboxesPage } from '../pages/inboxes-page.ts'
import { ReplaysPage } from '../pages/replays-page.ts'

/** A receiver of the user's own, which is no inbox. */
interface Receiver {
  readonly url: string
  readonly got: { readonly method: string; readonly path: string; readonly body: string }[]
}

const test = base.extend<{ compare: ComparePage; inboxes: InboxesPage; replays: ReplaysPage; receiver: Receiver }>({
  compare: async ({ page, program }, use) => use(new ComparePage(page, program)),
  inboxes: async ({ page, program }, use) => use(new InboxesPage(page, program)),
  replays: async ({ page, program }, use) => use(new ReplaysPage(page, program)),
  receiver: async ({}, use) => {
    const got: Receiver['got'] = []
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      request.on('end', () => {
        got.push({ method: request.method ?? '', path: request.url ?? '', body })
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/local`, got })
    server.closeAllConnections()
    server.close()
  },
})

test('a HAR is imported, one of its requests is edited and replayed to a local receiver, and compared with what it was', async ({ compare, inboxes, page, receiver, replays }) => {
  await inboxes.open()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import', exact: true }).click()])
  await chooser.setFiles({ name: 'traffic.har', mimeType: '', buffer: readFileSync(new URL('../../fixtures/captures/chrome.har', import.meta.url)) })
  await page.getByRole('dialog', { name: 'Import captures' }).getByRole('button', { name: 'Import 2 requests' }).click()
  await expect(inboxes.rows).toHaveCount(2)
  await inboxes.rows.filter({ hasText: '/webhooks/orders' }).click()
  await page.keyboard.press('e')
  const text = replays.making.getByLabel('Text')
  await expect(text).toHaveValue('{"id":9007199254740993,"name":"Sølvi Åse"}')
  await text.fill('{"id":9007199254740993,"name":"Sølvi Berg"}')
  await replays.making.getByLabel('URL').fill(receiver.url)
  await replays.making.getByRole('button', { name: 'Replay 1' }).click()
  await expect(replays.row('rpl_1')).toContainText('done')
  expect(receiver.got).toEqual([{ method: 'POST', path: '/local', body: '{"id":9007199254740993,"name":"Sølvi Berg"}' }])

  await replays.results.first().getByRole('link', { name: /^Compare/ }).click()
  await expect(compare.pane.getByRole('table', { name: 'First line' }).getByRole('row').nth(1)).toHaveText(/changed\s*status\s*202\s*status\s*204/)
  await compare.pane.getByRole('button', { name: 'Their requests' }).click()
  await expect(compare.paths.getByRole('row')).toHaveCount(2)
  await expect(compare.paths.getByRole('row').nth(1)).toHaveText(/changed\s*\/name\s*"Sølvi Åse"\s*\/name\s*"Sølvi Berg"/)
})

test('what is done while it is recorded becomes a scenario, which passes when it is played', async ({ frame, members, page, program }) => {
  await members.fire()
  await frame.open('/scenarios')
  await expect(page.getByRole('heading', { name: 'A bug as a file that others can run' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Record from now on' }).click()
  await frame.goTo('Deliveries')
  await members.answer(400)
  const refused = await members.fire('person.updated', { displayName: 'Celine Solli-Vik' })
  await members.until(refused.id, 'retrying')
  await members.answer(200)
  await program.client.call('cancelDelivery', { params: { id: refused.id } })
  const taken = await members.fire('person.created')
  await members.until(taken.id, 'acknowledged')
  await frame.status.getByRole('link', { name: 'recording' }).click()
  await page.getByRole('button', { name: 'Stop, and make the scenario' }).click()
  await expect(frame.status.getByRole('link', { name: 'recording' })).toHaveCount(0)

  const text = page.getByRole('textbox', { name: 'Text of the scenario' })
  await expect(text).toContainText('fire: person.updated')
  await expect(page.getByRole('region', { name: 'The scenario', exact: true })).toContainText('It can be read from beginning to end.')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const result = page.getByRole('region', { name: 'Playing the scenario' })
  await expect(result.getByRole('status')).toContainText(/^passed: \d+ steps/)
  expect((await program.client.call('listDeliveries')).items, 'nothing of this workspace is touched').toHaveLength(3)
  expect(await violations(page)).toEqual([])

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()])
  expect(file.suggestedFilename()).toBe('members-person-updated-and-1-more.yaml')
  const saved = readFileSync(await file.path(), 'utf8')
  expect(saved).toContain('displayName: Celine Solli-Vik')
  expect(saved.match(/- fire:/g), 'what was before is not in it').toHaveLength(2)
  expect(saved).not.toContain(SIGNING_KEY)
})
