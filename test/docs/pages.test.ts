/** The pages beside the guides and the command line: what they show is run. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseRule } from '#contract/rule.ts'
import { serving } from '../cli/hookwright.ts'
import { startForTest } from '../helpers/hookwright.ts'
import { run } from '../testing/run.ts'
import { blocksOf } from './blocks.ts'
import { reader } from './read-along.ts'

test('docs/inboxes.md', async () => {
  const { client, ready } = await serving()
  // The page makes the inbox anew, forwarding.
  const { follow } = reader({ dataDir: ready.dataDir, instead: { 'orders --forward': 'forwarded --forward' } })
  for (const block of blocksOf('docs/inboxes.md', 'sh')) await follow(block)
  expect((await client.call('listInboxes')).items.map(({ name }) => name)).toEqual(['shop', 'forwarded', 'orders'])
  const [rule] = blocksOf('docs/inboxes.md', '')
  expect(parseRule(rule?.text.trim() ?? '')).toMatchObject({ respond: [{ status: 503 }, { status: 200 }] })
})

test('docs/config.md', async () => {
  const { dir, follow } = reader()
  writeFileSync(join(dir, 'hookwright.config.yaml'), blocksOf('docs/config.md', 'yaml')[0]?.text ?? '')
  for (const block of blocksOf('docs/config.md', 'sh')) await follow(block)
})

test('docs/scenarios.md, and its report', async () => {
  const running = await serving('--clock', 'virtual')
  const { url } = await running.client.call('createInbox', { body: { name: 'demo' } })
  await running.registered(url ?? '')
  await running.client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await running.client.call('awaitIdle', { body: {} })
  const { dir, follow } = reader({ dataDir: running.ready.dataDir })
  writeFileSync(join(dir, 'bug.yaml'), blocksOf('docs/scenarios.md', 'yaml')[0]?.text ?? '')
  const [play, record] = blocksOf('docs/scenarios.md', 'sh')
  const [said] = play ? await follow(play) : []
  const timeless = (text = ''): string => text.replace(/in [\d.]+ s\./, 'in … s.').trim()
  expect(timeless(said?.output)).toBe(timeless(blocksOf('docs/scenarios.md', '')[0]?.text))
  if (record) await follow(record)
})

test('docs/bundle.md: its bundle can be imported', async () => {
  const { client } = await startForTest()
  const body = new Blob([blocksOf('docs/bundle.md', 'json')[0]?.text ?? ''])
  expect(await client.call('importCaptures', { query: { dryRun: 'false' }, body })).toMatchObject({ format: 'bundle', count: 1, faultCount: 0 })
})

test('docs/testing.md: the lines of its blocks', async () => {
  const { dir } = reader()
  const [configured, expected] = blocksOf('docs/testing.md', 'js').filter(({ name }) => name === '')
  writeFileSync(join(dir, 'hookwright.config.yaml'), blocksOf('docs/config.md', 'yaml')[0]?.text ?? '')
  writeFileSync(
    join(dir, 'lines.mjs'),
    `import { startHookwright } from 'hookwright/testing'
${configured?.text}
const send = async (body, key) => (await fetch(orders.url, { method: 'POST', headers: { 'x-id': '7' }, body: JSON.stringify(body) })).text()
await send({ kind: 'order' })
await send({ kind: 'order' })
const inbox = await hw.inbox('inbox', { respond: '503 | 200' })
for (const n of [1, 2]) await (await fetch(inbox.url, { method: 'POST', headers: { 'x-id': '7' }, body: JSON.stringify({ kind: 'order', n }) })).text()
${expected?.text.replace('verified: true, ', '')}
await hw.close()
`,
  )
  expect(await run(process.execPath, ['lines.mjs'], { cwd: dir })).toEqual({ code: 0, output: '' })
})
