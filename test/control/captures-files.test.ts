import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { IMPORT_BYTES } from '#contract/capture-file.ts'
import { startForTest } from '../helpers/hookwright.ts'

const LINE = '{"kind":"capture","receivedAt":"2026-01-01T00:00:00.000Z","request":{"method":"GET","target":"/","headers":[]}}'

it('a file is taken as its bytes, whatever its sender calls it, and written as a download', async () => {
  const hw = await startForTest()
  const send = (body: string | Uint8Array, headers: Record<string, string>, query = '?inbox=demo') =>
    fetch(`${hw.ready.control}/api/v1/captures/import${query}`, { method: 'POST', headers: { authorization: `Bearer ${hw.ready.token}`, ...headers }, body })
  for (const type of ['application/octet-stream', 'application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    expect(await (await send(LINE, { 'content-type': type })).json(), type).toMatchObject({ format: 'jsonl', count: 1 })
  }
  expect(await (await send(gzipSync(LINE), { 'content-encoding': 'gzip' })).json()).toMatchObject({ count: 1 })
  expect((await hw.client.call('getInbox', { params: { id: 'demo' } })).captureCount).toBe(5)

  const file = await hw.client.open('exportCaptures', { body: { inbox: 'demo', format: 'har' } })
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="captures.har"')
  expect(JSON.parse(await file.text())).toMatchObject({ log: { version: '1.2', entries: Array(5).fill({ request: { method: 'GET' } }) } })
  const early = { inbox: 'demo', to: '2025-01-01T00:00:00.000Z', format: 'jsonl' } as const
  expect((await (await hw.client.open('exportCaptures', { body: early })).text()).trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['inbox'])

  await expect(hw.client.call('importCaptures', { body: new Uint8Array() })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('empty') })
  await expect(hw.client.open('exportCaptures', { body: { ids: ['cap_1', 'cap_99'] } })).rejects.toMatchObject({ code: 'not_found' })
})

it('a file that is too large is refused before it is held, packed or not', async () => {
  const hw = await startForTest()
  const bomb = gzipSync(Buffer.alloc(IMPORT_BYTES + 1, '['), { level: 1 })
  expect(bomb.length).toBeLessThan(2 ** 21)
  const answer = await fetch(`${hw.ready.control}/api/v1/captures/import`, { method: 'POST', headers: { authorization: `Bearer ${hw.ready.token}`, 'content-encoding': 'gzip' }, body: bomb })
  expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'payload_too_large', message: expect.stringContaining('128 MB') } }])
  expect((await hw.client.call('listInboxes')).items).toEqual([])
})

it('an inbox that a bundle brings is set up as it was, with its secret where that was exported', async () => {
  const hw = await startForTest()
  await hw.client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: 'k' }, respond: [{ status: 503 }, { status: 200 }] } })
  await hw.client.call('importCaptures', { query: { inbox: 'orders' }, body: new TextEncoder().encode(LINE) })
  const exported = async (secrets: boolean) => new Uint8Array(await (await hw.client.open('exportCaptures', { body: { inbox: 'orders', secrets } })).arrayBuffer())
  await hw.client.call('importCaptures', { query: { inbox: 'with' }, body: await exported(true) })
  await hw.client.call('importCaptures', { query: { inbox: 'without' }, body: await exported(false) })
  expect(await hw.client.call('getInbox', { params: { id: 'with' }, query: { reveal: 'true' } })).toMatchObject({ verify: { scheme: 'members', secret: 'k' }, respond: [{ status: 503 }, { status: 200 }], answered: 0 })
  expect(await hw.client.call('getInbox', { params: { id: 'without' } })).toMatchObject({ verify: null, respond: [{ status: 503 }, { status: 200 }] })
})
