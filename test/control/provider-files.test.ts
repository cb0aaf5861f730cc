/** Providers that are files: dropped, changed and removed while it runs. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '#contract/common.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import { expect, test } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const acme = (title = 'Acme', rest = ''): string => `id: acme
title: ${title}
description: Orders of a shop.
settings:
  - { key: secret, label: Secret, type: string, secret: true, required: true, source: documented }
body: { cloudEvents: { source: "/shop/{account}" } }
signing:
  - { algorithm: hmac-sha512, key: { setting: secret }, content: "{id}.{body}", header: Acme-Signature, encoding: base64, source: documented }
headers: { Acme-Id: "{id}" }
triggers:
  - name: order.placed
    description: An order was placed.
    data: { type: object, properties: { id: { type: integer }, total: { type: number } } }
${rest}`

/** Resolves when the feed has told the page of a provider what `predicate` waits for; undefined: it is gone. */
async function untilProvider(hw: RunningHookwright, id: string, predicate: (info: ProviderInfo | undefined) => boolean): Promise<void> {
  const controller = new AbortController()
  const feed = await hw.client.open('getLive', { signal: controller.signal })
  const now = async (): Promise<boolean> => predicate((await hw.client.call('listProviders')).items.find((one) => one.id === id))
  if (!(await now())) for await (const chunk of feed.body ?? []) if (new TextDecoder().decode(chunk).includes(`"id":"${id}"`) && (await now())) break
  controller.abort()
}

test('a file that is dropped in is a provider at once, in every way that a folder is', async () => {
  const hw = await startForTest()
  const dir = join(hw.ready.dataDir, 'providers')
  writeFileSync(join(dir, 'acme.yaml'), acme())
  await untilProvider(hw, 'acme', (info) => info !== undefined)

  const status = await hw.client.call('getStatus')
  const base = status.providers['acme'] ?? ''
  const peer = await receiver(answers(200))
  const registered = await fetch(`${base}/webhooks`, { method: 'POST', headers: { authorization: 'Bearer acme-dev-token' }, body: JSON.stringify({ url: `${peer.url}/hook`, settings: { secret: 'k' } }) })
  expect([registered.status, registered.headers.get('x-hookwright-extension')]).toEqual([201, 'true'])
  const [{ id = '' } = {}] = (await hw.client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'order.placed', data: { id: 7 } } })).deliveries
  await peer.received(1)
  const [head = '', body = ''] = (peer.requests[0] ?? Buffer.alloc(0)).toString('utf8').split('\r\n\r\n')
  expect(head).toMatch(/content-type: application\/cloudevents\+json/i)
  expect(JSON.parse(body)).toMatchObject({ specversion: '1.0', type: 'order.placed', source: '/shop/1', datacontenttype: 'application/json', data: { id: 7 } })
  const inspection = await hw.client.call('inspectAttempt', { params: { id, number: 1 } })
  expect(inspection.verdict).toMatchObject({ ok: true, scheme: 'acme' })

  const removed = await fetch(registered.headers.get('location') ?? '', { method: 'DELETE', headers: { authorization: 'Bearer acme-dev-token' } })
  expect(removed.status).toBe(204)
})

test('a file that goes wrong keeps running as it was, and says what is wrong and where', async () => {
  const hw = await startForTest()
  const path = join(hw.ready.dataDir, 'providers', 'acme.yaml')
  writeFileSync(path, acme())
  await untilProvider(hw, 'acme', (info) => info !== undefined)
  // As editors save: another file takes its name.
  writeFileSync(`${path}~`, acme('Acme', '    colour: red\n').replace('hmac-sha512', 'hmac-md5'))
  renameSync(`${path}~`, path)
  await expect.poll(async () => (await hw.client.call('getProviderFile', { params: { name: 'acme.yaml' } })).status).toBe('last-good')
  const { faults } = await hw.client.call('getProviderFile', { params: { name: 'acme.yaml' } })
  expect(faults).toEqual([
    expect.objectContaining({ line: 8, path: 'signing.0.algorithm' }),
    expect.objectContaining({ line: 14, path: 'triggers.0.colour', message: 'unknown key "colour"' }),
  ])
  expect((await hw.client.call('getProvider', { params: { provider: 'acme' } })).title).toBe('Acme')
  writeFileSync(path, acme('Acme the second'))
  await untilProvider(hw, 'acme', (info) => info?.title === 'Acme the second')
})

test('a removed file takes its provider with it: what waits is cancelled, what was stays readable', async () => {
  const hw = await startForTest({ clock: 'virtual', clockStart: '2026-03-01T12:00:00.000Z' })
  const peer = await receiver(answers(500))
  await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: acme() } })
  const registration = await hw.client.call('createRegistration', { body: { provider: 'acme', url: `${peer.url}/hook`, settings: { secret: 'k' } } })
  const [{ id = '' } = {}] = (await hw.client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'order.placed' } })).deliveries
  await expect.poll(async () => (await hw.client.call('getDelivery', { params: { id } })).status).toBe('retrying')
  rmSync(join(hw.ready.dataDir, 'providers', 'acme.yaml'))
  await untilProvider(hw, 'acme', (info) => info === undefined)
  await hw.client.call('advanceClock', { body: { to: 'idle' } })
  expect(await hw.client.call('getDelivery', { params: { id } })).toMatchObject({ status: 'cancelled', lastError: 'The provider acme is not here any more. Once its file is back, this can be replayed.' })
  expect((await hw.client.call('listRegistrations')).items).toMatchObject([{ id: registration.id, provider: 'acme', policy: null, settings: { secret: null } }])
  expect((await fetch(`${hw.ready.providers['members']?.replace('members', 'acme')}/webhooks`)).status).toBe(404)
})

test('the directory itself may go and come back', async () => {
  const hw = await startForTest()
  const dir = join(hw.ready.dataDir, 'providers')
  for (const title of ['First', 'Second', 'Third']) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'acme.yaml'), acme(title))
    await untilProvider(hw, 'acme', (info) => info?.title === title)
    rmSync(dir, { recursive: true })
    await untilProvider(hw, 'acme', (info) => info === undefined)
  }
}, 30_000)

test('a workspace file takes the place of a shipped one, never that of a folder; taken away, the shipped one is back', async () => {
  const hw = await startForTest()
  const put = (name: string, text: string) => hw.client.call('putProviderFile', { params: { name }, body: { text } })
  expect(await put('mine.yaml', acme('My GitHub').replace('id: acme', 'id: github'))).toMatchObject({ status: 'running', provider: 'github' })
  expect((await hw.client.call('getProvider', { params: { provider: 'github' } })).title).toBe('My GitHub')
  expect((await hw.client.call('getProviderFile', { params: { name: 'github.yaml' } })).status).toBe('overridden')
  await hw.client.call('deleteProviderFile', { params: { name: 'mine.yaml' } })
  expect((await hw.client.call('getProvider', { params: { provider: 'github' } })).title).toBe('GitHub')
  expect(await put('own.yaml', acme().replace('id: acme', 'id: members'))).toMatchObject({ status: 'refused', faults: [{ line: 1, path: 'id' }] })
  expect((await hw.client.call('getProvider', { params: { provider: 'members' } })).title).toBe('Members')
  await expect(hw.client.call('deleteProviderFile', { params: { name: 'stripe.yaml' } })).rejects.toMatchObject({ code: 'conflict' })
})

test('what is put with faults is refused with all of them, and nothing is written', async () => {
  const hw = await startForTest()
  const text = acme().replace('"{id}.{body}"', '"{nonce}.{body}"').replace('setting: secret', 'setting: key')
  const refusal = await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text } }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'invalid', details: { faults: [{ line: 8, path: 'signing.0.content' }] } })
  await expect(hw.client.call('getProviderFile', { params: { name: 'acme.yaml' } })).rejects.toMatchObject({ code: 'not_found' })
  await expect(hw.client.call('putProviderFile', { params: { name: '../acme.yaml' }, body: { text: acme() } })).rejects.toMatchObject({ code: 'bad_request' })
})

test('a restart finds the files, their registrations and a bad one beside them', async () => {
  const dataDir = tempDir()
  mkdirSync(join(dataDir, 'providers'))
  writeFileSync(join(dataDir, 'providers', 'acme.yaml'), acme())
  writeFileSync(join(dataDir, 'providers', 'bad.yaml'), 'id: [')
  const first = await startForTest({ dataDir })
  await first.client.call('createRegistration', { body: { provider: 'acme', url: 'http://127.0.0.1:9/', settings: { secret: 'k' } } })
  await first.close()
  const second = await startForTest({ dataDir })
  expect(Object.keys(second.ready.providers)).toEqual(expect.arrayContaining(['acme', 'github', 'members']))
  expect((await second.client.call('listRegistrations')).items).toMatchObject([{ provider: 'acme', policy: expect.anything() as unknown }])
  expect((await second.client.call('listProviderFiles')).items.find(({ name }) => name === 'bad.yaml')).toMatchObject({ status: 'refused', provider: null, faults: [{ line: 1 }] })
})

test('a file is written over the version that was read, or not at all', async () => {
  const { client } = await startForTest()
  const put = (text: string, version?: string | null) => client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text, version } })
  const first = await put(acme(), null)
  await expect(put(acme('Other'), null)).rejects.toMatchObject({ code: 'conflict', message: 'There is a file acme.yaml already.' })
  const second = await put(acme('Second'), first.version)
  await expect(put(acme('Third'), first.version)).rejects.toMatchObject({ code: 'conflict' })
  expect(await client.call('getProviderFile', { params: { name: 'acme.yaml' } })).toMatchObject({ text: acme('Second'), version: second.version })
  await client.call('deleteProviderFile', { params: { name: 'acme.yaml' } })
  await expect(put(acme('Third'), second.version)).rejects.toMatchObject({ code: 'conflict', message: 'acme.yaml is gone meanwhile: save it again to put it back.' })
  await put(acme('Third'))
})

test('the feed tells of every file, also of one whose text alone is another', async () => {
  const hw = await startForTest()
  const controller = new AbortController()
  const feed = await hw.client.open('getLive', { signal: controller.signal })
  const heard = async (text: string): Promise<void> => {
    for await (const chunk of feed.body?.values({ preventCancel: true }) ?? []) if (new TextDecoder().decode(chunk).includes(text)) return
  }
  const { version } = await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: acme() } })
  await heard(`"version":"${version}"`)
  const next = await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: `${acme()}# a remark\n` } })
  await heard(`"version":"${next.version}"`)
  await hw.client.call('deleteProviderFile', { params: { name: 'acme.yaml' } })
  await heard('"kind":"provider-file","op":"delete","id":"acme.yaml"')
  controller.abort()
})

test('data unlike its schema is told of, in the preview and in the answer, and sent all the same', async () => {
  const { client } = await startForTest()
  const peer = await receiver(answers(200))
  await client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: acme().replace('type: object,', 'type: object, required: [id],') } })
  await client.call('createRegistration', { body: { provider: 'acme', url: `${peer.url}/hook`, settings: { secret: 'k' } } })
  const fire = async (data: JsonObject) => {
    const event = { params: { provider: 'acme' }, body: { trigger: 'order.placed', data } }
    const { warnings } = await client.call('previewEvent', event)
    expect((await client.call('fireEvent', event)).warnings).toEqual(warnings)
    return warnings
  }
  expect(await fire({ id: 9007199254740993n, unheardOf: [1] }), 'what is extra breaks nothing').toEqual([])
  expect(await fire({ id: null, total: '7' })).toEqual([
    { path: '', message: expect.stringContaining('"id"') as unknown },
    { path: 'total', message: expect.stringContaining('"number"') as unknown },
  ])
  await peer.received(2)
  const bodies = peer.requests.map((request) => request.toString('utf8').split('\r\n\r\n')[1] ?? '')
  expect(bodies[0]).toContain('"id":9007199254740993')
  expect(bodies[1]).toContain('"total":"7"')
})
