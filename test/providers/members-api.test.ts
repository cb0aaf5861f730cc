/** The emulated API of Members as an integrator's code meets it: over HTTP, with the requests of the documentation. */
import { createGateway } from '#gateway/gateway.ts'
import members from '#providers/members/index.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listening } from '../helpers/listening.ts'
import { memoryWorkspace, type MemoryWorkspace } from '../helpers/memory-workspace.ts'

const HOOK = 'http://127.0.0.1:3000/hooks/members?a=%20b'
let workspace: MemoryWorkspace
let base: string
let close: () => Promise<void>

async function start(options: Parameters<typeof memoryWorkspace>[1] = {}): Promise<void> {
  workspace = memoryWorkspace(members, { persons: 120, ...options })
  const fail = (details: object, message: string) => {
    throw new Error(`${message} ${JSON.stringify(details)}`)
  }
  const listener = await listening(createGateway({ providers: new Map([['members', members]]), workspace: () => workspace, controlUrl: () => 'http://control.test', log: { error: fail } }))
  base = `${listener.url}/members`
  close = () => listener.close()
}
beforeEach(() => start())
afterEach(() => close())

type Row = Record<string, unknown> & { personID: number; churchID?: number }
/** What answers hold, each its own part. */
interface Answered {
  webhook: { url: string; requestInterval: number }
  total: number
  limit: number
  data: Row[]
}

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(base + path, {
    method,
    headers: { 'x-access-token': 'members-dev-key', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answered }
}
const patch = (webhook: object) => call('PATCH', '/application/1', { webhook })
const feathers = (code: number, name: string, message: RegExp) => ({ name, message: expect.stringMatching(message), code, className: expect.any(String), errors: {} })

describe('registering', () => {
  test('sets URL and signing key, and answers the application', async () => {
    const { status, body } = await patch({ url: HOOK, signingKey: 'helloWorld', requestInterval: 250 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: '1', webhook: { url: HOOK, requestInterval: 250 } })
    expect(JSON.stringify(body)).not.toMatch(/helloWorld|members-dev-key/)
    expect([...workspace.registered.values()]).toMatchObject([{ account: '1', url: HOOK, settings: { secret: 'helloWorld', requestInterval: 250 }, enabled: true }])
    expect((await call('GET', '/application/1')).body).toEqual(body)
  })

  test.each([
    ['URL first', [{ url: HOOK }, { signingKey: 'helloWorld' }]],
    ['signing key first', [{ signingKey: 'helloWorld' }, { url: HOOK }]],
    ['interval first', [{ requestInterval: 5 }, { url: HOOK }, { signingKey: 'helloWorld' }]],
  ])('takes them one after another, as the documentation does: %s', async (_, steps) => {
    for (const [at, step] of steps.entries()) {
      expect(workspace.registered.size).toBe(0)
      const { status, headers } = await patch(step)
      expect(status).toBe(200)
      const alone = at < steps.length - 1 && !('requestInterval' in step)
      expect(headers.get('x-hookwright-note') !== null).toBe(alone || (at === 1 && steps.length === 3))
    }
    expect([...workspace.registered.values()]).toMatchObject([{ url: HOOK, settings: { secret: 'helloWorld' } }])
    expect(workspace.entity('application', '1')?.data).not.toHaveProperty('pendingWebhook')
  })

  test('changes one without touching the other', async () => {
    await patch({ url: HOOK, signingKey: 'a', requestInterval: 9 })
    await patch({ signingKey: 'b' })
    await patch({ url: 'http://localhost:1/' })
    expect([...workspace.registered.values()]).toMatchObject([{ id: 'reg_1', url: 'http://localhost:1/', settings: { secret: 'b', requestInterval: 9 } }])
  })

  test('removes the webhook by an empty URL, with its key', async () => {
    await patch({ url: HOOK, signingKey: 'a' })
    const { status, body } = await patch({ url: '' })
    expect([status, body.webhook]).toEqual([200, { url: '', requestInterval: 0 }])
    expect(workspace.registered.size).toBe(0)
    expect((await patch({ url: HOOK })).headers.get('x-hookwright-note')).toMatch(/webhook\.signingKey is not set/)
    expect(workspace.registered.size).toBe(0)
    expect((await patch({ url: '' })).status).toBe(200)
    expect((await patch({ url: '' })).status).toBe(200)
  })

  test('an empty change changes nothing', async () => {
    await patch({ url: HOOK, signingKey: 'a' })
    expect((await patch({})).body.webhook.url).toBe(HOOK)
    expect(workspace.registered.size).toBe(1)
  })

  test.each<[number, string, RegExp, unknown]>([
    [400, 'BadRequest', /not JSON/, '{"webhook":'],
    [400, 'BadRequest', /no body/, ''],
    [400, 'BadRequest', /must be a JSON object/, '[]'],
    [400, 'BadRequest', /must be a JSON object/, 'null'],
    [400, 'BadRequest', /webhook must be an object/, {}],
    [400, 'BadRequest', /webhook must be an object/, { webhook: 'https://example.com' }],
    [400, 'BadRequest', /webhook\.url must be a string/, { webhook: { url: null } }],
    [400, 'BadRequest', /webhook\.signingKey must be a string/, { webhook: { signingKey: 5 } }],
    [400, 'BadRequest', /webhook\.requestInterval must be a number/, { webhook: { requestInterval: '5' } }],
    [400, 'BadRequest', /webhook\.secret cannot be changed/, { webhook: { secret: 'x' } }],
    [400, 'BadRequest', /^scopes cannot be changed/, { webhook: {}, scopes: [] }],
    [422, 'Unprocessable', /can't modify the acknowledgement deadline.*600 seconds/, { webhook: { ackDeadlineSeconds: 10 } }],
    [422, 'Unprocessable', /can't modify the acknowledgement deadline/, { acknowledgementDeadline: 10 }],
    [422, 'Unprocessable', /signingKey must not be empty/, { webhook: { signingKey: '' } }],
    [422, 'Unprocessable', /whole number of milliseconds/, { webhook: { requestInterval: -1 } }],
    [422, 'Unprocessable', /whole number of milliseconds/, { webhook: { requestInterval: 0.5 } }],
    [422, 'Unprocessable', /fully valid URL/, { webhook: { url: 'example.com', signingKey: 'k' } }],
    [422, 'Unprocessable', /not "ftp"/, { webhook: { url: 'ftp://example.com' } }],
    [422, 'Unprocessable', /must have the protocol https/, { webhook: { url: 'http://example.com' } }],
  ])('refuses with %i %s: %s', async (code, name, message, body) => {
    const answer = await call('PATCH', '/application/1', body)
    expect(answer).toMatchObject({ status: code, body: feathers(code, name, message) })
    expect(workspace.registered.size).toBe(0)
    expect(workspace.entity('application', '1')?.data).not.toHaveProperty('pendingWebhook')
  })

  test('refuses a body that is not called JSON', async () => {
    const answer = await call('PATCH', '/application/1', '{"webhook":{}}', { 'Content-Type': 'text/plain' })
    expect(answer).toMatchObject({ status: 400, body: feathers(400, 'BadRequest', /application\/json, not text\/plain/) })
    expect((await call('PATCH', '/application/1', '{"webhook":{}}', { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(200)
  })

  test('keeps what there was when a change is refused', async () => {
    await patch({ url: HOOK, signingKey: 'a' })
    expect((await patch({ url: 'nonsense', signingKey: 'b' })).status).toBe(422)
    expect([...workspace.registered.values()]).toMatchObject([{ url: HOOK, settings: { secret: 'a' } }])
  })

  test('takes only production URLs when strict', async () => {
    await close()
    await start({ strict: true })
    expect((await patch({ url: HOOK, signingKey: 'a' })).body).toEqual(feathers(422, 'Unprocessable', /must have the protocol https/))
    expect((await patch({ url: 'https://127.0.0.1/', signingKey: 'a' })).body).toEqual(feathers(422, 'Unprocessable', /publicly accessible/))
    expect((await patch({ url: 'https://example.com/hook', signingKey: 'a' })).status).toBe(200)
  })
})

describe('API keys', () => {
  beforeEach(() => workspace.putEntity('application', 'two', { id: 'two', name: 'Two', apiKey: 'other', scopes: ['members.email'], currentUser: null }))

  test.each([['GET', '/application/1'], ['PATCH', '/application/1'], ['GET', '/person'], ['POST', '/application/1/webhook/test']])('%s %s needs one', async (method, path) => {
    expect(await call(method, path, undefined, { 'x-access-token': '' })).toMatchObject({ status: 401, body: feathers(401, 'NotAuthenticated', /is missing/) })
    expect(await call(method, path, undefined, { 'x-access-token': 'wrong' })).toMatchObject({ status: 401, body: feathers(401, 'NotAuthenticated', /not the key of any/) })
  })

  test('a key reaches its own application only', async () => {
    const other = await call('GET', '/application/1', undefined, { 'x-access-token': 'other' })
    expect(other).toMatchObject({ status: 404, body: feathers(404, 'NotFound', /No application "1" for this API key/) })
    expect((await call('GET', '/application/none')).status).toBe(404)
    expect((await call('GET', '/application/two', undefined, { 'x-access-token': 'other' })).body).toMatchObject({ id: 'two', webhook: { url: '' } })
  })

  test('each application has its own webhook', async () => {
    await patch({ url: HOOK, signingKey: 'a' })
    await call('PATCH', '/application/two', { webhook: { url: 'http://localhost/2', signingKey: 'b' } }, { 'x-access-token': 'other' })
    expect([...workspace.registered.values()].map(({ account, url }) => [account, url])).toEqual([['1', HOOK], ['two', 'http://localhost/2']])
  })
})

describe('Run Test', () => {
  test("posts the current user's person, marked as an extension", async () => {
    await patch({ url: HOOK, signingKey: 'a' })
    const { status, headers, body } = await call('POST', '/application/1/webhook/test')
    expect(status).toBe(202)
    expect(headers.get('x-hookwright-extension')).toBe('true')
    expect(body).toEqual({ deliveries: [{ id: 'dlv_1', statusUrl: 'http://control.test/api/v1/deliveries/dlv_1' }] })
    expect(workspace.sent).toMatchObject([{ registrationId: 'reg_1', trigger: 'person.updated', addressed: { subject: expect.stringContaining('54512') } }])
  })

  test('needs a webhook and a current user', async () => {
    expect(await call('POST', '/application/1/webhook/test')).toMatchObject({ status: 409, body: feathers(409, 'Conflict', /has no webhook/) })
    await patch({ url: HOOK, signingKey: 'a' })
    workspace.removeEntity('person', '54512')
    expect(await call('POST', '/application/1/webhook/test')).toMatchObject({ status: 409, body: feathers(409, 'Conflict', /no person 54512/) })
  })
})

describe('persons', () => {
  const visible = () => workspace.entities('person', { limit: 1_000, offset: 0 }).filter(({ data }) => ((data['consents'] as Record<string, string[]>)['1'] ?? []).length > 0)

  test('one by personID, as far as scopes and consents show it', async () => {
    const { status, body } = await call('GET', '/person?personID=54512')
    expect([status, body.total, body.data.length]).toEqual([200, 1, 1])
    expect(Object.keys(body.data[0] ?? {})).toEqual(['personID', 'lastChangedDate', 'activeStatus', 'email', 'cellPhone', 'homePhone', 'firstName', 'middleName', 'lastName', 'displayName', 'birthDate', 'gender', 'cultureCode1', 'profilePicture', 'currentAddress', 'churchID', 'church', 'related'])
    const application = workspace.entity('application', '1')?.data ?? {}
    workspace.putEntity('application', '1', { ...application, scopes: ['members.read_gender'] })
    expect((await call('GET', '/person?personID=54512')).body.data).toEqual([{ personID: 54512, lastChangedDate: body.data[0]?.['lastChangedDate'], gender: body.data[0]?.['gender'] }])
  })

  test('pages through all that may be seen, each once, by personID', async () => {
    const ids: number[] = []
    for (let skip = 0; ; skip += 25) {
      const { body } = await call('GET', `/person?$limit=25&$skip=${skip}`)
      expect(body).toMatchObject({ total: visible().length, limit: 25, skip })
      ids.push(...body.data.map((row: Row) => row.personID))
      if (body.data.length < 25) break
    }
    expect(ids).toEqual(visible().map(({ id }) => Number(id)))
    expect(visible().length).toBeLessThan(120)
  })

  test('has 50 a page unless asked, 1000 at most, and 0 for the count alone', async () => {
    expect((await call('GET', '/person')).body).toMatchObject({ limit: 50, skip: 0, data: { length: 50 } })
    expect((await call('GET', '/person?$limit=5000')).body.limit).toBe(1_000)
    expect((await call('GET', '/person?%24limit=0')).body).toMatchObject({ total: visible().length, limit: 0, data: [] })
  })

  test('of one church, only those whose church may be seen', async () => {
    const inChurch = visible().filter(({ data }) => data['churchID'] === 69)
    const shown = inChurch.filter(({ data }) => (data['consents'] as Record<string, string[]>)['1']?.includes('members.read_church'))
    const { body } = await call('GET', '/person?churchID=69&$limit=100')
    expect(body.data.map((row: Row) => row.personID)).toEqual(shown.map(({ id }) => Number(id)))
    expect(body.data.every((row: Row) => row.churchID === 69)).toBe(true)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length).toBeLessThan(inChurch.length)
  })

  test('who is not there or not to be seen is no row', async () => {
    const hidden = workspace.entities('person', { limit: 1_000, offset: 0 }).find(({ data }) => ((data['consents'] as Record<string, string[]>)['1'] ?? []).length === 0)
    for (const id of ['999999999', hidden?.id]) expect((await call('GET', `/person?personID=${id}`)).body).toEqual({ total: 0, limit: 50, skip: 0, data: [] })
    expect((await call('GET', '/person?personID=54512&churchID=1')).body.total).toBe(0)
  })

  test.each([
    ['personID=abc', /personID must be a whole number; got "abc"/],
    ['personID=', /personID must be a whole number/],
    ['$limit=-1', /\$limit must be/],
    ['$skip=1.5', /\$skip must be/],
    ['churchID=1&churchID=2', /more than once/],
    ['email=x', /cannot be asked for by "email"/],
  ])('refuses ?%s', async (query, message) => {
    expect(await call('GET', `/person?${query}`)).toMatchObject({ status: 400, body: feathers(400, 'BadRequest', message) })
  })
})

test('what is not there is said in the same style', async () => {
  expect(await call('GET', '/nothing')).toMatchObject({ status: 404, body: feathers(404, 'NotFound', /no \/members\/nothing here/) })
  expect(await call('DELETE', '/application/1')).toMatchObject({ status: 405, body: feathers(405, 'MethodNotAllowed', /GET, HEAD/) })
  expect(await call('PATCH', '/application/1', 'x'.repeat(1_048_577))).toMatchObject({ status: 413, body: feathers(413, 'PayloadTooLarge', /larger than/) })
})
