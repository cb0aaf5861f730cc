import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createClient } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import { Ready } from '#contract/ready.ts'
import { expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, SENTENCE, run, start } from './hookwright.ts'

const ACME = readFileSync(new URL('../fixtures/config/acme.yaml', import.meta.url), 'utf8')

const CONFIG = `
seed: 7
clock: virtual
clockStart: 2026-03-01T12:00:00Z
persons: 5
providers: [./acme.yaml]
inboxes:
  orders:
    verify: { scheme: members, secret: "\${env:KEY:-from the file}" }
    respond: 503 x2 | 200
  shop:
    verify: { scheme: acme, secretOf: shop }
registrations:
  app:
    provider: members
    url: inbox:orders
    settings: { secret: "\${env:KEY:-from the file}" }
    policy: { maxAttempts: 3 }
  shop: { provider: acme, url: inbox:shop/sub, settings: { secret: s } }
`

function written(text = CONFIG, name = 'hookwright.config.yaml'): string {
  const dir = tempDir()
  writeFileSync(join(dir, 'acme.yaml'), ACME)
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

async function serve(file: string, ...args: string[]) {
  const running = start(['serve', '--json', '--config', file, ...FREE_PORTS, ...args])
  const ready = Ready.parse(JSON.parse(await running.until('stdout', /\n/)))
  return { ...running, ready, client: createClient({ url: ready.control, token: ready.token }) }
}

async function stopped({ process, ended }: Awaited<ReturnType<typeof serve>>): Promise<void> {
  process.kill('SIGTERM')
  await ended
}

test('what the file says is there once it serves, and not doubled by the next start', async () => {
  const file = written()
  const data = tempDir()
  const first = await serve(file, '--data', data)
  expect(first.ready.clock).toBe('virtual')
  const { items: inboxes } = await first.client.call('listInboxes')
  expect(inboxes.map(({ name, respond }) => [name, respond.length])).toEqual([['shop', 1], ['orders', 2]])
  const { items } = await first.client.call('listRegistrations', { query: { reveal: 'true' } })
  expect(items.map(({ provider, url, settings }) => [provider, url, settings['secret']])).toEqual([
    ['acme', `${first.ready.inbox}/shop/sub`, 's'],
    ['members', `${first.ready.inbox}/orders`, 'from the file'],
  ])
  const { deliveries } = await first.client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await first.client.call('advanceClock', { body: { to: 'idle' } })
  expect(await first.client.call('getDelivery', { params: { id: deliveries[0]?.id ?? '' } })).toMatchObject({ status: 'acknowledged', attemptCount: 3 })
  expect((await first.client.call('listCaptures', { params: { id: 'orders' } })).items.map(({ verdict }) => verdict?.ok)).toEqual([true, true, true])
  await first.client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'ping' } })
  await first.client.call('awaitIdle', { body: {} })
  expect((await first.client.call('listCaptures', { params: { id: 'shop' } })).items.map(({ verdict }) => verdict?.ok), 'the inbox took over the secret of the registration').toEqual([true])

  await first.client.call('changeInbox', { params: { id: 'orders' }, body: { respond: [{ status: 418 }] } })
  await stopped(first)
  const again = await serve(file, '--data', data, '--clock', 'real')
  expect(again.ready.clock, 'a flag goes before the file').toBe('real')
  expect((await again.client.call('listRegistrations')).items.map(({ id, url }) => [id, url])).toEqual([['reg_2', `${again.ready.inbox}/shop/sub`], ['reg_1', `${again.ready.inbox}/orders`]])
  expect((await again.client.call('getInbox', { params: { id: 'orders' } })).respond, 'what was changed by hand stays until the file says something else').toEqual([{ status: 418 }])
})

test('a save is applied while it serves; one with faults changes nothing and says where they are', async () => {
  const file = written()
  const serving = await serve(file, '--ephemeral', '--log-level', 'info')
  const inbox = () => serving.client.call('getInbox', { params: { id: 'orders' } })
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const changed = async (predicate: () => Promise<boolean>): Promise<void> => {
    for await (const _ of followLive(serving.client, { signal: stop.signal })) if (await predicate()) return
  }
  const save = (text: string): void => {
    // As editors do: beside it, then in its place.
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  }
  save(CONFIG.replace('respond: 503 x2 | 200', 'respond: 201').replace(/\n {2}shop: \{ provider.*/, '').replace(/\n {2}shop:\n.*\n/, '\n'))
  await changed(async () => (await inbox()).respond[0]?.do === undefined && JSON.stringify((await inbox()).respond) === '[{"status":201}]')
  await serving.until('stderr', /no longer names is removed/)
  expect((await serving.client.call('listRegistrations')).items.map(({ provider }) => provider), 'what only the file had made goes with its name').toEqual(['members'])
  expect((await serving.client.call('listInboxes')).items.map(({ name }) => name), 'an inbox stays, for it has captures').toEqual(['shop', 'orders'])

  save(CONFIG.replace('respond: 503 x2 | 200', 'respond: 503 xx').replace('persons: 5', 'persons: 5\ninboxs: {}'))
  const said = await serving.until('stderr', /inboxs[^]*\\"xx\\"|\\"xx\\"[^]*inboxs/)
  expect(said).toMatch(/"line":\d+/)
  expect((await inbox()).respond).toEqual([{ status: 201 }])

  save(CONFIG.replace('seed: 7', 'seed: 8').replace('respond: 503 x2 | 200', 'respond: 202'))
  await serving.until('stderr', /counts from the next start on/)
  await changed(async () => JSON.stringify((await inbox()).respond) === '[{"status":202}]')
})

test('config check names every fault with its line, what the engine refuses among them', async () => {
  const file = written(`
persns: 5
controlPort: 99999
inboxes:
  Orders: { respond: 200 }
  a: { respond: "\${env:NOT_SET_ANYWHERE}", verifi: x }
`)
  const { code, stdout, stderr } = await run(['config', 'check', file])
  expect(code).toBe(1)
  expect(SENTENCE.test(stderr)).toBe(true)
  expect(stdout.split('\n').filter(Boolean).map((line) => line.replace(`${file}: `, ''))).toEqual([
    expect.stringMatching(/^line 2, column 1: persns: unknown key "persns": is it persons\?$/),
    expect.stringMatching(/^line 3, column 14: controlPort: .*65535/),
    expect.stringMatching(/^line 5, column 3: inboxes.Orders: .*lower-case letters/),
    expect.stringMatching(/^line 6, column 6|^line 6, column \d+: inboxes.a.respond: the environment has no NOT_SET_ANYWHERE/),
    expect.stringMatching(/^line 6, column \d+: inboxes.a.verifi: unknown key "verifi": is it verify\?$/),
  ])

  const refused = written('inboxes:\n  a: { verify: { scheme: nobody } }\nregistrations:\n  b:\n    provider: members\n    url: inbox:c\n  d:\n    provider: nobody\n    url: http://a\n')
  const { faults } = JSON.parse((await run(['config', 'check', refused, '--json'])).stdout) as { faults: { line: number; path: string; message: string }[] }
  expect(faults.map(({ line, path }) => [line, path])).toEqual([[6, 'registrations.b.url'], [7, 'registrations.d'], [2, 'inboxes.a']])
  expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('no inbox "c"'), expect.stringContaining('nobody'), expect.stringContaining('nobody')])

  expect(await run(['config', 'check', written()])).toMatchObject({ code: 0, stdout: expect.stringContaining('has no faults') as string })
  expect((await run(['config', 'check', join(tempDir(), 'none.yaml')])).code).toBe(2)
})

test('JSON and TypeScript say the same; a faulty file does not start, and leaves nothing', async () => {
  const port = createServer().listen(0)
  await once(port, 'listening')
  const free = (port.address() as AddressInfo).port
  await new Promise((resolve) => port.close(resolve))
  const json = await serve(written(JSON.stringify({ inboxes: { a: { respond: [{ status: 503 }] } } }), 'hookwright.config.json'), '--ephemeral')
  expect((await json.client.call('getInbox', { params: { id: 'a' } })).respond).toEqual([{ status: 503 }])
  const typed = written(`const status: number = 503\nexport default () => ({ inboxes: { a: { respond: [{ status }] } } })\n`, 'hookwright.config.ts')
  const ts = await serve(typed, '--ephemeral')
  expect((await ts.client.call('getInbox', { params: { id: 'a' } })).respond).toEqual([{ status: 503 }])

  const bad = await run(['serve', '--config', written('inboxes: { a: { respond: 1 } }'), '--control-port', String(free), '--ephemeral'])
  expect(bad.code).toBe(2)
  expect(bad.stderr).toMatch(/has a fault:\n {2}line 1, column \d+: inboxes\.a\.respond/)
})

test('the example of the docs has no faults', async () => {
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(readFileSync(new URL('../../docs/config.md', import.meta.url), 'utf8')) ?? []
  expect(example).toContain('registrations:')
  expect((await run(['config', 'check', written(example)])).stdout).toContain('has no faults')
})
