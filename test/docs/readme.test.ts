/** The README from its beginning: each command in it, against an instance that a reader would have by then. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serving } from '../cli/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { run, there } from '../testing/run.ts'
import { blocksOf } from './blocks.ts'
import { reader } from './read-along.ts'

const PAGE = 'README.md'

test.skipIf(!there('curl', 'openssl'))('the first five minutes, and what follows', async () => {
  const { client, ready } = await serving('--clock', 'virtual')
  const { follow } = reader({
    dataDir: ready.dataDir,
    instead: { 'http://127.0.0.1:4481': new URL(ready.providers['members'] ?? '').origin, 'http://127.0.0.1:4482': ready.inbox },
    env: { TOKEN: ready.token, CONTROL: ready.control },
  })
  const said: string[] = []
  for (const block of blocksOf(PAGE, 'sh')) {
    for (const { output } of await follow(block)) said.push(output)
    // "4. Press Run Test"
    if (block.text.includes('PATCH')) await client.call('runAction', { params: { id: 'reg_1', action: 'run-test' } })
  }
  const all = said.join('\n')
  expect(all, 'it waits for its next attempt').toMatch(/dlv_2 +retrying/)
  expect((await client.call('listDeliveries')).items.map(({ trigger, status }) => [trigger, status])).toEqual(expect.arrayContaining([
    ['person.updated', 'acknowledged'], ['PersonCreatedSubscriptionNotification', 'acknowledged'], ['invoice.paid', 'acknowledged'],
  ]))
  expect((await client.call('listDeliveries')).items.filter(({ status }) => status !== 'acknowledged')).toEqual([])
  for (const inbox of ['demo', 'standard']) {
    const { items } = await client.call('listCaptures', { params: { id: inbox } })
    expect(items.length, inbox).toBeGreaterThan(0)
    expect(items.every(({ verdict }) => verdict?.ok), `each is verified: ${inbox}`).toBe(true)
  }
})

test('what a start prints, and where, is what the page shows', async () => {
  const [shown] = blocksOf(PAGE, '')
  const { follow } = reader()
  const [said] = await follow({ file: PAGE, line: shown?.line ?? 0, kind: 'sh', name: '', text: 'hookwright serve\n' })
  const lines = (text = ''): string[] => text.split('\n').map((line) => line.replace(/:\d+/g, ':').replace(/token=.*/, 'token=').trim()).filter((line) => line !== '')
  expect(lines(said?.output)).toEqual(expect.arrayContaining(lines(shown?.text)))
})

test('the test that it shows is one', async () => {
  const [block] = blocksOf(PAGE, 'js')
  const { dir } = reader()
  const peer = await receiver(answers(204))
  writeFileSync(join(dir, 'a.mjs'), `import assert from 'node:assert/strict'\nconst receiver = { url: ${JSON.stringify(peer.url)} }\n${block?.text}\nawait hw.close()\n`)
  expect(await run(process.execPath, ['a.mjs'], { cwd: dir })).toEqual({ code: 0, output: '' })
  expect(peer.requests).toHaveLength(1)
})
