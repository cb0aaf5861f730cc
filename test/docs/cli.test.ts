/** The page of the command line: each block of commands, on an instance where what it speaks of is there. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ready } from '#contract/ready.ts'
import { expect, onTestFinished, test } from 'vitest'
import { serving, type Serving } from '../cli/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { there } from '../testing/run.ts'
import { BLOCKS, blocksOf, ROOT, type Block } from './blocks.ts'
import { reader, type Reading } from './read-along.ts'

const PAGE = 'docs/cli.md'
const FIXTURES = join(ROOT, 'test/fixtures/captures')
const CURL = "curl 'http://127.0.0.1:4482/orders' -H 'content-type: application/json' --data-raw '{\"a\":1}'"

/** The block that has this in it. */
function block(part: string): Block {
  const found = blocksOf(PAGE, 'sh').filter(({ text }) => text.includes(part))
  expect(found, part).toHaveLength(1)
  return found[0] as Block
}

async function reading(more: Partial<Reading> = {}, ...args: string[]): Promise<Serving & ReturnType<typeof reader> & { target: string }> {
  const running = await serving('--clock', 'virtual', ...args)
  const peer = await receiver(answers(200))
  const elsewhere = ['http://127.0.0.1:3000/webhook', 'http://localhost:3000/webhooks'].map((url) => [url, peer.url])
  return { ...running, ...reader({ dataDir: running.ready.dataDir, instead: Object.fromEntries(elsewhere) as Record<string, string>, ...more }), target: peer.url }
}

/** Three requests that came to an inbox `orders`. */
async function withCaptures({ client }: Serving): Promise<void> {
  const { url } = await client.call('createInbox', { body: { name: 'orders' } })
  for (const n of [1, 2, 3, 4]) await (await fetch(url ?? '', { method: 'POST', body: JSON.stringify({ n }) })).text()
}

test('each block has its place here', () => {
  const text = readFileSync(import.meta.filename, 'utf8')
  const followed = [...text.matchAll(/block\('([^']+)'\)/g)].map((match) => match[1] ?? '')
  for (const one of blocksOf(PAGE, 'sh')) expect(followed.filter((part) => one.text.includes(part)), one.text).toHaveLength(1)
})

test('trigger, deliveries', async () => {
  const { follow, registered, target, client } = await reading()
  await registered(target)
  await client.call('createEntity', { params: { provider: 'members', kind: 'person' }, body: { data: { personID: 54512 } } }).catch(() => undefined)
  await follow(block('trigger members person.updated'))
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 12 } })
  await client.call('awaitIdle', { body: {} })
  const [, said] = await follow(block('deliveries dlv_12 --attempt 1'))
  expect(said?.output).toContain('POST')
})

test('replay, of deliveries and of captures', async () => {
  // What is over cannot be paused any more, and says so.
  const running = await reading({ codes: { '--do pause': 1 } })
  const { follow, client, dir, ready } = running
  const down = await receiver(answers(500, 200))
  await running.registered(down.url)
  await client.call('changeRegistration', { params: { id: 'reg_1' }, body: { policy: { maxAttempts: 1 } } })
  await client.call('createSync', { body: { registrationId: 'reg_1' } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  await client.call('setClock', { body: { mode: 'real' } })
  await follow(block('--sync syn_1'))
  // Captures that hold something of Members, so that a registration can sign it anew.
  await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: 'k' } } })
  await client.call('changeRegistration', { params: { id: 'reg_1' }, body: { url: `${ready.inbox}/orders` } })
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 3 } })
  await client.call('awaitIdle', { body: {} })
  writeFileSync(join(dir, 'production.har'), browserless(readFileSync(join(FIXTURES, 'chrome.har'), 'utf8')))
  await follow(block('replay cap_3'))
})

test('record and run', async () => {
  const { follow, client, ready, registered } = await reading()
  await client.call('createInbox', { body: { name: 'orders', respond: '503 | 200' } })
  await registered(`${ready.inbox}/orders`)
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  await follow(block('record --from 10m'))
})

test('demo', async () => {
  const { follow, client } = await reading()
  const [made] = await follow(block('demo --remove'))
  expect(made?.output).toContain('dlv_1')
  expect((await client.call('listInboxes')).items).toEqual([])
})

test('registrations', async () => {
  const { follow, client } = await reading()
  await follow(block('registrations run reg_3'))
  expect((await client.call('listRegistrations')).items.map(({ id }) => id)).toEqual(['reg_3', 'reg_2'])
})

test('inboxes, and captures as files', async () => {
  // What is piped in is a command that was copied.
  const running = await reading({ programs: { pbpaste: CURL } })
  const { follow, client, dir } = running
  const { url } = await client.call('createInbox', { body: { name: 'held', respond: 'hold x3 | 200' } })
  const open = [1, 2, 3].map(() => fetch(url ?? '', { method: 'POST', body: '{}' }))
  await client.call('expect', { body: { inbox: 'held', count: 3, patienceMs: 30_000 } })
  await follow(block('inbox answer cap_3'))
  expect((await Promise.race(open)).status).toBe(503)
  writeFileSync(join(dir, 'traffic.har'), browserless(readFileSync(join(FIXTURES, 'chrome.har'), 'utf8')))
  copyFileSync(join(FIXTURES, 'ngrok.json'), join(dir, 'requests.json'))
  if (there('curl')) await follow(block('capture import traffic.har'))
  expect(existsSync(join(dir, 'demo.hookwright.json'))).toBe(true)
})

test('doctor, verify', async () => {
  const { startMembers } = (await import(new URL('../../examples/receivers/express.mjs', import.meta.url).href)) as { startMembers: (options: object) => Promise<{ url: string; close(): unknown }> }
  const members = await startMembers({ signingKey: 'our key' })
  onTestFinished(() => void members.close())
  // Nothing here was signed by any of them, which is the answer.
  const { follow, dir } = await reading({ programs: { pbpaste: CURL }, instead: { 'http://127.0.0.1:3000/members': members.url }, codes: { 'hookwright verify': 1 } })
  for (const key of ['members.key', 'stripe.key']) writeFileSync(join(dir, key), 'our key\n')
  const [said] = await follow(block('hookwright doctor'))
  expect(said?.output).not.toContain('✗')
  writeFileSync(join(dir, 'traffic.har'), browserless(readFileSync(join(FIXTURES, 'chrome.har'), 'utf8')))
  copyFileSync(join(FIXTURES, 'requests.http'), join(dir, 'request.http'))
  copyFileSync(join(ROOT, 'test/fixtures/config/acme.yaml'), join(dir, 'acme.yaml'))
  for (const { output } of await follow(block('hookwright verify traffic.har'))) expect(output).not.toMatch(/^hookwright: /)
})

test('diff, ca', async () => {
  const running = await reading({ codes: { 'diff dlv_1/1': 1, 'diff cap_3': 1 } })
  const { follow, client, dir } = running
  await withCaptures(running)
  const flaky = await receiver(answers(503, 200))
  await running.registered(flaky.url)
  const fire = (times: number) => client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times } })
  await fire(1)
  await client.call('advanceClock', { body: { ms: 10_000 } })
  await client.call('changeRegistration', { params: { id: 'reg_1' }, body: { url: `${running.ready.inbox}/orders` } })
  await fire(8)
  await client.call('advanceClock', { body: { to: 'idle' } })
  await follow(block('hookwright diff'))
  await follow(block('hookwright ca --out'))
  expect(readFileSync(join(dir, 'hookwright.pem'), 'utf8')).toContain('BEGIN CERTIFICATE')
})

test('completion', async () => {
  const { follow, dir } = reader({ env: { PROFILE: 'profile.ps1' } })
  for (const place of ['.zfunc', '.config/fish/completions']) mkdirSync(join(dir, place), { recursive: true })
  await follow(block('hookwright completion'))
  for (const file of ['.bashrc', '.zfunc/_hookwright', '.config/fish/completions/hookwright.fish', 'profile.ps1']) expect(readFileSync(join(dir, file), 'utf8'), file).toContain('hookwright')
})

test('the ready line has the shape that is shown', () => {
  const [shown] = BLOCKS.filter(({ file, kind }) => file === PAGE && kind === 'json')
  expect(Object.keys(JSON.parse(shown?.text ?? '') as object)).toEqual(Object.keys(Ready.shape))
})

/** Without the image that a page had in itself, which is no request. */
function browserless(har: string): string {
  const { log } = JSON.parse(har) as { log: { entries: { request: { url: string } }[] } }
  return JSON.stringify({ log: { ...log, entries: log.entries.filter(({ request }) => request.url.startsWith('http')) } })
}
