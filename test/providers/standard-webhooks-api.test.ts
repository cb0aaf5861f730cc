/** The API for endpoints as an integrator's code meets it: over HTTP, by hand and with the client of Svix. */
import { createGateway } from '#gateway/gateway.ts'
import provider from '#providers/standard-webhooks/index.ts'
import { Svix } from 'svix'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listening } from '../helpers/listening.ts'
import { memoryWorkspace, type MemoryWorkspace } from '../helpers/memory-workspace.ts'

const HOOK = 'https://receiver.example/hook'
const KEY = 'standard-webhooks-dev-key'
const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const PRIVATE = `whsk_${Buffer.alloc(32, 1).toString('base64')}`
const ENDPOINTS = 'api/v1/app/1/endpoint'
let workspace: MemoryWorkspace
let base: string
let close: () => Promise<void>

beforeEach(async () => {
  workspace = memoryWorkspace(provider)
  const fail = (details: object, message: string) => {
    throw new Error(`${message} ${JSON.stringify(details)}`)
  }
  const listener = await listening(createGateway({ providers: new Map([[provider.id, provider]]), workspace: () => workspace, controlUrl: () => 'http://control.example', log: { error: fail } }))
  base = `${listener.url}/standard-webhooks`
  close = () => listener.close()
})
afterEach(() => close())

async function call(method: string, path: string, body?: unknown, authorization = `Bearer ${KEY}`) {
  const answer = await fetch(`${base}/${path}`, { method, headers: { authorization }, body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body) })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) }
}
const refused = (code: string, detail: RegExp) => ({ code, detail: expect.stringMatching(detail) })
const secretOf = (id: string): unknown => workspace.registered.get(id)?.settings['secret']

test('the client of Svix manages endpoints', async () => {
  const svix = new Svix(KEY, { serverUrl: base, retryScheduleInMs: [] })
  const types = await svix.eventType.list()
  expect(types.data.map(({ name }) => name)).toContain('invoice.payment_failed')

  const made = await svix.endpoint.create('1', { url: HOOK, eventTypes: ['user.created'], secret: SECRET })
  expect(made).toMatchObject({ id: 'ep_1', url: HOOK, eventTypes: ['user.created'], disabled: false })
  expect((await svix.endpoint.getSecret('1', 'ep_1')).key).toBe(SECRET)
  await svix.endpoint.create('1', { url: `${HOOK}/2`, disabled: true })
  expect((await svix.endpoint.list('1')).data.map(({ id, disabled }) => [id, disabled])).toEqual([['ep_1', false], ['ep_2', true]])

  expect(await svix.endpoint.patch('1', 'ep_1', { eventTypes: ['order.shipped'] })).toMatchObject({ url: HOOK, eventTypes: ['order.shipped'] })
  expect(await svix.endpoint.upsert('1', 'ep_1', { url: `${HOOK}/moved` })).toMatchObject({ url: `${HOOK}/moved`, eventTypes: [] })
  expect(secretOf('reg_1')).toBe(SECRET)

  await svix.endpoint.rotateSecret('1', 'ep_1', {})
  const { key } = await svix.endpoint.getSecret('1', 'ep_1')
  expect(key).toMatch(/^whsec_/)
  expect(key).not.toBe(SECRET)
  expect(workspace.registered.get('reg_1')?.settings['oldSecrets']).toEqual([`${SECRET} until 2026-01-02T00:00:00.000Z`])

  await svix.endpoint.delete('1', 'ep_1')
  await expect(svix.endpoint.get('1', 'ep_1')).rejects.toMatchObject({ code: 404, body: refused('not_found', /no endpoint "ep_1"/) })
})

describe('an endpoint', () => {
  test('gets a secret of its own where none is given, and every event type where none is chosen', async () => {
    const { status, body, headers } = await call('POST', ENDPOINTS, { url: HOOK, eventTypes: null })
    expect([status, headers.get('x-hookwright-extension')]).toEqual([201, 'true'])
    expect(body).toEqual({ id: 'ep_1', url: HOOK, disabled: false, eventTypes: [], headerNames: 'webhook-' })
    expect(Buffer.from(String(secretOf('reg_1')).replace(/^whsec_/, ''), 'base64')).toHaveLength(32)
  })

  test('with an ed25519 key shows the public half alone, and rotates to a given key', async () => {
    await call('POST', ENDPOINTS, { url: HOOK, secret: PRIVATE })
    const { body } = await call('GET', `${ENDPOINTS}/ep_1/secret`)
    expect(body).toEqual({ key: expect.stringMatching(/^whpk_/) })
    expect((await call('POST', `${ENDPOINTS}/ep_1/secret/rotate`, { key: SECRET })).status).toBe(204)
    expect((await call('GET', `${ENDPOINTS}/ep_1/secret`)).body).toEqual({ key: SECRET })
  })

  test('can be sent a sample', async () => {
    await call('POST', ENDPOINTS, { url: HOOK, eventTypes: ['order.shipped'] })
    const { status, body } = await call('POST', `${ENDPOINTS}/ep_1/test`)
    expect([status, body]).toEqual([202, { deliveries: [{ id: 'dlv_1', statusUrl: 'http://control.example/api/v1/deliveries/dlv_1' }] }])
    expect(workspace.sent).toMatchObject([{ registrationId: 'reg_1', trigger: 'order.shipped' }])
  })

  test('is listed a page at a time', async () => {
    for (let n = 1; n <= 5; n++) await call('POST', ENDPOINTS, { url: `${HOOK}/${n}` })
    const page = async (query: string) => {
      const { body } = await call('GET', `${ENDPOINTS}?${query}`)
      return [body.data.map(({ id }: { id: string }) => id), body.iterator, body.done]
    }
    expect(await page('limit=2')).toEqual([['ep_1', 'ep_2'], 'ep_2', false])
    expect(await page('limit=3&iterator=ep_2')).toEqual([['ep_3', 'ep_4', 'ep_5'], 'ep_5', true])
    expect((await call('GET', `${ENDPOINTS}?limit=0`)).body).toEqual(refused('validation_error', /from 1 to 250/))
    expect((await call('GET', `${ENDPOINTS}?iterator=ep_9`)).body).toEqual(refused('validation_error', /one that a page gave/))
  })

  test.each<[number, RegExp, unknown]>([
    [400, /no body/, undefined],
    [400, /must be JSON like/, '{"url":'],
    [422, /must be a JSON object/, []],
    [422, /url is required/, {}],
    [422, /url must be text/, { url: 5 }],
    [422, /not "ftp"/, { url: 'ftp://receiver.example' }],
    [422, /"metadata", "rateLimit" cannot be set/, { url: HOOK, metadata: {}, rateLimit: 5 }],
    [422, /headerNames must be one of webhook-, svix-, both/, { url: HOOK, headerNames: 'x-' }],
    [422, /there is no event type/, { url: HOOK, eventTypes: ['user.renamed'] }],
    [422, /has 3 bytes; 24 to 64/, { url: HOOK, secret: 'whsec_AAAA' }],
  ])('is refused with %d: %s', async (status, why, body) => {
    expect(await call('POST', ENDPOINTS, body)).toMatchObject({ status, body: { detail: expect.stringMatching(why) } })
    expect(workspace.registered.size).toBe(0)
  })
})

describe('who may ask', () => {
  test.each(['', KEY, `Basic ${KEY}`, 'Bearer', 'Bearer wrong'])('nobody with the authorization %j', async (authorization) => {
    for (const path of ['api/v1/event-type', ENDPOINTS]) expect(await call('GET', path, undefined, authorization)).toMatchObject({ status: 401, body: refused('authentication_failed', /API key/) })
  })

  test('an account for its own endpoints alone', async () => {
    workspace.putEntity('account', '2', { id: '2', name: 'Other', apiKey: 'other' })
    await call('POST', ENDPOINTS, { url: HOOK })
    expect(await call('GET', `${ENDPOINTS}/ep_1`, undefined, 'Bearer other')).toMatchObject({ status: 404, body: refused('not_found', /not that of the account "1"/) })
    expect(await call('DELETE', 'api/v1/app/2/endpoint/ep_1', undefined, 'Bearer other')).toMatchObject({ status: 404, body: refused('not_found', /Account 2 has no endpoint "ep_1"/) })
    expect((await call('GET', 'api/v1/app/2/endpoint', undefined, 'Bearer other')).body.data).toEqual([])
    expect(workspace.registered.size).toBe(1)
  })
})
