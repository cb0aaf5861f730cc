import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'

const scenario = (registration: string, steps: string): string => `
name: of a test
inboxes: { orders: {} }
registrations: { app: ${registration} }
steps:
${steps}
`
const MEMBERS = '{ provider: members, url: inbox:orders, settings: { secret: k } }'

test('a scenario is played beside the workspace, which stays as it is', async () => {
  const { client } = await startForTest()
  const text = scenario(MEMBERS, '  - { fire: person.updated, as: update }\n  - { advance: 7d }\n  - { settled: update, status: acknowledged }\n  - { expect: orders, count: 2 }')
  const report = await client.call('playScenario', { body: { text } })
  expect(report).toMatchObject({ name: 'of a test', file: null, ok: false, faults: [] })
  expect(report.steps.map(({ status, line }) => [status, line])).toEqual([['passed', 6], ['passed', 7], ['passed', 8], ['failed', 9]])
  expect((await client.call('getStatus')).deliveries.acknowledged).toBe(0)
  expect((await client.call('listInboxes')).items.map(({ name }) => name)).not.toContain('orders')
})

test('what is wrong with a text is told with its place, as a report too', async () => {
  const { client } = await startForTest()
  const text = scenario(MEMBERS, '  - { fire: person.updated, dada: {} }')
  const { faults } = await client.call('checkScenario', { body: { text } })
  expect(faults).toMatchObject([{ line: 6, path: 'steps.0.dada', message: 'unknown key "dada": is it data?' }])
  expect(await client.call('playScenario', { body: { text } })).toMatchObject({ ok: false, faults, steps: [] })
  expect((await client.call('checkScenario', { body: { text: 'name: [' } })).faults).toMatchObject([{ line: expect.any(Number) as number }])
  expect((await client.call('checkScenario', { body: { text: '' } })).faults.length).toBeGreaterThan(0)
})

test('a text from anywhere reads no environment and no file of this machine', async () => {
  process.env['HOOKWRIGHT_TEST_SECRET'] = 'of the environment'
  onTestFinished(() => void delete process.env['HOOKWRIGHT_TEST_SECRET'])
  const { client } = await startForTest()
  const withSecret = scenario(`{ provider: members, url: inbox:orders, settings: { secret: "\${env:HOOKWRIGHT_TEST_SECRET}" } }`, '  - { fire: person.updated }')
  expect((await client.call('checkScenario', { body: { text: withSecret } })).faults).toMatchObject([{ message: expect.stringContaining('has no HOOKWRIGHT_TEST_SECRET') as string }])
  expect((await client.call('checkScenario', { body: { text: withSecret, variables: { HOOKWRIGHT_TEST_SECRET: 'given' } } })).faults).toEqual([])
  expect((await client.call('checkScenario', { body: { text: withSecret.replace('HOOKWRIGHT_TEST_SECRET', 'constructor') } })).faults).toHaveLength(1)

  const withFile = `providers: ["../../../../etc/passwd"]\n${scenario(MEMBERS, '  - { fire: person.updated }')}`
  const { faults } = await client.call('playScenario', { body: { text: withFile } })
  expect(faults).toHaveLength(1)
  expect(faults[0]?.message).not.toContain('root:')
  expect(faults[0]?.message).toMatch(/providers\/passwd/)
})

test('a provider of the workspace takes part', async () => {
  const { client } = await startForTest()
  await client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: readFileSync(new URL('../fixtures/config/acme.yaml', import.meta.url), 'utf8') } })
  const inbox = await client.call('createInbox', { body: { name: 'shop' } })
  const registration = await client.call('createRegistration', { body: { provider: 'acme', url: inbox.url ?? '', settings: { secret: 's' } } })
  await client.call('changeInbox', { params: { id: 'shop' }, body: { verify: { scheme: 'acme', secretOf: registration.id } } })
  await client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'ping', data: { n: 7 } } })
  await client.call('awaitIdle', { body: {} })
  const recorded = await client.call('recordScenario', { body: {} })
  expect(recorded.leftOut).toEqual(['It needs the provider file acme.yaml beside it.'])
  expect(recorded.text).toContain('providers:\n  - acme.yaml\n')
  expect(await client.call('playScenario', { body: { text: recorded.text } })).toMatchObject({ ok: true, faults: [] })
})

test('what a recording cannot hold is said; a receiver elsewhere is named by a variable', async () => {
  const receiver = createServer((_, response) => void response.writeHead(204).end()).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  onTestFinished(() => void receiver.close())
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const { client } = await startForTest({ clock: 'virtual' })
  const inbox = await client.call('createInbox', { body: { name: 'orders' } })
  await client.call('createRegistration', { body: { provider: 'members', url, settings: { secret: 'a real secret' } } })
  const fire = async (): Promise<string> => (await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })).deliveries[0]?.id ?? ''
  const [first, second] = [await fire(), await fire()]
  const again = await client.call('replayDelivery', { params: { id: first }, body: {} })
  await client.call('advanceClock', { body: { to: 'idle' } })
  await fetch(inbox.url ?? '', { method: 'POST', body: 'x' })
  const { items: [capture] } = await client.call('listCaptures', { params: { id: 'orders' } })
  await client.call('replayCapture', { params: { id: capture?.id ?? '' }, body: { target: url } })
  await client.call('advanceClock', { body: { to: 'idle' } })

  const { text, leftOut } = await client.call('recordScenario', { body: { after: first } })
  expect(leftOut).toEqual([`${again.id} sends ${first} again, which is not among these deliveries.`, expect.stringMatching(/sends the captured request cap_1 again/)])
  expect(text).toContain(`url: \${env:MEMBERS_URL:-${url}}`)
  expect(text).toContain(`secret: \${env:MEMBERS_SECRET}`)
  expect(text).not.toContain('a real secret')
  expect((await client.call('playScenario', { body: { text } })).faults).toHaveLength(1)
  expect(await client.call('playScenario', { body: { text, variables: { MEMBERS_SECRET: 'a real secret' } } })).toMatchObject({ ok: true })
  expect(text.match(/- fire:/g)).toHaveLength(1)
  expect(second).not.toBe(first)
})

test('a sync, and an event that went to several, are made again as they were', async () => {
  const { client } = await startForTest({ clock: 'virtual', persons: 4 })
  const inbox = await client.call('createInbox', { body: { name: 'orders' } })
  const members = await client.call('createRegistration', { body: { provider: 'members', url: `${inbox.url}/members`, settings: { secret: 'k' } } })
  for (const path of ['a', 'b']) await client.call('createRegistration', { body: { provider: 'standard-webhooks', url: `${inbox.url}/${path}` } })
  await client.call('createSync', { body: { registrationId: members.id, intervalMs: 1_000 } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  const [trigger] = (await client.call('listTriggers', { params: { provider: 'standard-webhooks' } })).items
  const fired = await client.call('fireEvent', { params: { provider: 'standard-webhooks' }, body: { trigger: trigger?.name ?? '' } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  expect(fired.deliveryCount).toBe(2)
  const { text, leftOut } = await client.call('recordScenario', { body: {} })
  expect(leftOut).toEqual([])
  expect(text).toMatch(/persons: 4\n/)
  expect(text).toMatch(/- sync: members\n/)
  expect(text).toMatch(/reaches: 2\n/)
  const played = await client.call('playScenario', { body: { text } })
  expect(played.steps.filter(({ status }) => status !== 'passed')).toEqual([])
  expect(played.ok).toBe(true)
})

test('a registration that was led elsewhere meanwhile is said to send all to where it leads now', async () => {
  const { client } = await startForTest({ clock: 'virtual' })
  const [before, after] = [await client.call('createInbox', { body: { name: 'before' } }), await client.call('createInbox', { body: { name: 'after' } })]
  const { id } = await client.call('createRegistration', { body: { provider: 'members', url: before.url ?? '', settings: { secret: 'k' } } })
  for (const url of [before.url, after.url]) {
    await client.call('changeRegistration', { params: { id }, body: { url: url ?? '' } })
    await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
    await client.call('advanceClock', { body: { to: 'idle' } })
  }
  const { text, leftOut } = await client.call('recordScenario', { body: {} })
  expect(leftOut).toEqual([`${id} led to ${before.url} and leads to ${after.url} now: all that it sends goes there.`])
  const played = await client.call('playScenario', { body: { text } })
  expect(played.steps.filter(({ status }) => status !== 'passed')).toEqual([])
  expect(played.ok).toBe(true)
})

test('it is given up when the caller goes, and leaves no listener behind', async () => {
  const { client } = await startForTest()
  const text = scenario(MEMBERS, '  - { answer: orders, with: hold }\n  - { fire: person.updated }\n  - { expect: orders, count: 2, within: 365d }').replace('name: of a test', 'name: of a test\nclock: real')
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length
  const gone = new AbortController()
  const played = client.call('playScenario', { body: { text }, signal: gone.signal })
  await expect.poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length).toBeGreaterThan(before)
  gone.abort()
  await expect(played).rejects.toThrow()
  await expect.poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length, { timeout: 10_000 }).toBe(before)
})
