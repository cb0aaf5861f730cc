/** The emulated API of Dezrez as an integrator's code meets it: over HTTP, with the requests of the documentation. */
import { createGateway } from '#gateway/gateway.ts'
import dezrez from '#providers/dezrez/index.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listening } from '../helpers/listening.ts'
import { memoryWorkspace, type MemoryWorkspace } from '../helpers/memory-workspace.ts'

const DOCUMENTS = 'DocumentChangedSubscriptionNotificationDataContract'
const PERSON = 'PersonChangedSubscriptionNotification'
const HOOK = 'https://requestb.example/p53z0up5'
let workspace: MemoryWorkspace
let base: string
let close: () => Promise<void>

async function start(options: Parameters<typeof memoryWorkspace>[1] = {}): Promise<void> {
  workspace = memoryWorkspace(dezrez, options)
  const fail = (details: object, message: string) => {
    throw new Error(`${message} ${JSON.stringify(details)}`)
  }
  const listener = await listening(createGateway({ providers: new Map([['dezrez', dezrez]]), workspace: () => workspace, controlUrl: () => '', log: { error: fail } }))
  base = `${listener.url}/dezrez`
  close = () => listener.close()
}
beforeEach(() => start())
afterEach(() => close())

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(path.startsWith('http') ? path : `${base}/${path}`, {
    method,
    headers: { authorization: 'Bearer dezrez-dev-token', 'Rezi-Api-Version': '1', ...headers },
    body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: text === '' ? undefined : JSON.parse(text) }
}
const create = (trigger: string, url = HOOK) => call('POST', `api/webhook/create/${trigger}`, { WebhookUrl: url })
const refused = (message: RegExp) => ({ Message: expect.stringMatching(message) })

describe('the catalogue', () => {
  test("has the documentation's example as it is there", async () => {
    const { status, body } = await call('GET', 'api/workflow/triggers')
    expect(status).toBe(200)
    expect(body).toHaveLength(54)
    const property = (ContentPropertyName: string, type: string, IsPropertyFilter = false) => ({ ContentPropertyName, ContentPropertyDataType: `System.${type}`, IsPropertyFilter })
    const example = {
      TriggerSystemName: 'PersonChangedSubscriptionNotification',
      TriggerDescription: 'This trigger occurs when anything regarding a person changes.',
      TriggerProperties: [
        property('PersonId', 'Int64', true),
        property('RootEntityId', 'Int64'),
        property('AgencyId', 'Int64'),
        property('BranchId', 'Int64'),
        property('Occurred', 'DateTime'),
        property('ChangedByPersonId', 'Int64'),
        property('ChangeType', 'String'),
      ],
    }
    const found = body.find((one: typeof example) => one.TriggerSystemName === PERSON)
    expect(JSON.stringify(found)).toBe(JSON.stringify(example))
  })

  test('is readable before webhooks are enabled, by whoever has a token', async () => {
    await close()
    await start({ strict: true })
    expect((await call('GET', 'api/workflow/triggers')).status).toBe(200)
    expect((await call('GET', 'api/workflow/triggers', undefined, { authorization: '' })).status).toBe(401)
  })
})

describe('a webhook', () => {
  test('is created at a Location that reads and deletes it as given', async () => {
    const made = await create(DOCUMENTS)
    expect(made.status).toBe(201)
    const location = made.headers.get('location') ?? ''
    expect(location).toBe(`${base}/api/webhook/1`)
    const webhook = { Id: 1, TriggerName: DOCUMENTS, WebhookUrl: HOOK }
    expect(made.body).toEqual(webhook)
    expect([...workspace.registered.values()]).toMatchObject([{ account: '1', url: HOOK, settings: { trigger: DOCUMENTS }, enabled: true }])
    expect(await call('GET', location)).toMatchObject({ status: 200, body: webhook })
    expect(await call('DELETE', location)).toMatchObject({ status: 204, text: '' })
    expect(workspace.registered.size).toBe(0)
    for (const method of ['GET', 'DELETE']) expect(await call(method, location)).toMatchObject({ status: 404, body: refused(/no webhook "1"/) })
  })

  test('is one of several, on one trigger too, and listed by its trigger', async () => {
    for (const trigger of [PERSON, DOCUMENTS, PERSON]) await create(trigger)
    const ids = async (query: string) => (await call('GET', `api/webhook/list${query}`)).body.map(({ Id }: { Id: number }) => Id)
    expect(await ids('')).toEqual([1, 2, 3])
    expect(await ids(`?triggerFilterName=${PERSON}`)).toEqual([1, 3])
    expect(await ids('?triggerFilterName=TaskCreatedSubscriptionNotification')).toEqual([])
    expect(await ids('?triggerFilterName=')).toEqual([1, 2, 3])
  })

  test('is taken with names of triggers that end in DataContract and with those that do not', async () => {
    for (const name of [DOCUMENTS, 'DocumentCreatedSubscriptionDataContract', 'PersonPresenceStateChanged']) expect((await create(name)).status).toBe(201)
  })

  test.each([
    ['PropertyMarketingRoleChanged', 'PropertyRoleChangedSubscriptionNotification'],
    ['PersonChangedSubscriptionNotificationDataContract', PERSON],
    ['DocumentChangedSubscriptionNotification', DOCUMENTS],
  ])('on %s, which there is not, is refused with the closest names', async (asked, meant) => {
    expect(await create(asked)).toMatchObject({ status: 404, body: refused(new RegExp(`no trigger "${asked}".* ${meant}\\b`)) })
    expect((await call('GET', `api/webhook/list?triggerFilterName=${asked}`)).status).toBe(404)
    expect(workspace.registered.size).toBe(0)
  })

  test.each<[RegExp, unknown]>([
    [/no body/, undefined],
    [/must be JSON like/, '{"WebhookUrl":'],
    [/with a text as its WebhookUrl/, {}],
    [/with a text as its WebhookUrl/, { webhookUrl: HOOK }],
    [/with a text as its WebhookUrl/, { WebhookUrl: 5 }],
    [/with a text as its WebhookUrl/, []],
    [/URL is missing/, { WebhookUrl: '' }],
    [/fully valid URL/, { WebhookUrl: 'requestb.example' }],
    [/not "ftp"/, { WebhookUrl: 'ftp://requestb.example' }],
  ])('is refused with 400: %s', async (message, body) => {
    expect(await call('POST', `api/webhook/create/${PERSON}`, body)).toMatchObject({ status: 400, body: refused(message) })
    expect(workspace.registered.size).toBe(0)
  })
})

describe('who may ask', () => {
  const client = (id: string, token: string, agencyId: string | null) => workspace.putEntity('client', id, { id, name: id, token, agencyId })
  const agency = (id: string, enabled = true) => workspace.putEntity('agency', id, { id, name: id, branchIds: ['9'], webhooksEnabled: enabled })
  const list = (query: string, token = 'dezrez-dev-token') => call('GET', `api/webhook/list${query}`, undefined, { authorization: `Bearer ${token}` })

  test.each(['', 'dezrez-dev-token', 'Basic dezrez-dev-token', 'Bearer', 'Bearer wrong', 'Bearer dezrez-dev-token, Bearer b'])('nobody with the authorization %j', async (authorization) => {
    for (const path of ['api/workflow/triggers', 'api/webhook/list', 'api/webhook/1']) {
      expect(await call('GET', path, undefined, { authorization })).toMatchObject({ status: 401, body: refused(/denied/) })
    }
  })

  test("a user's token is of one agency, and may say so", async () => {
    agency('2')
    expect((await list('')).status).toBe(200)
    expect((await list('?agencyId=1&branchId=11')).status).toBe(200)
    expect(await list('?agencyId=2')).toMatchObject({ status: 403, body: refused(/agency 1, not of "2"/) })
    expect(await list('?branchId=13')).toMatchObject({ status: 404, body: refused(/no branch "13"/) })
  })

  test('a token without a user names the agency in each request', async () => {
    client('server', 'server-token', null)
    agency('2')
    expect(await list('', 'server-token')).toMatchObject({ status: 400, body: refused(/agencyId/) })
    expect(await list('?agencyId=3', 'server-token')).toMatchObject({ status: 404, body: refused(/no agency "3"/) })
    const made = await call('POST', `api/webhook/create/${PERSON}?agencyId=2&branchId=9`, { WebhookUrl: HOOK }, { authorization: 'Bearer server-token' })
    expect(made.status).toBe(201)
    expect([...workspace.registered.values()]).toMatchObject([{ account: '2' }])
  })

  test('an agency sees its own webhooks alone', async () => {
    client('server', 'server-token', null)
    agency('2')
    await create(PERSON)
    expect((await list('?agencyId=2', 'server-token')).body).toEqual([])
    const other = (method: string) => call(method, 'api/webhook/1?agencyId=2', undefined, { authorization: 'Bearer server-token' })
    for (const method of ['GET', 'DELETE']) expect((await other(method)).status).toBe(404)
    expect(workspace.registered.size).toBe(1)
  })

  test('nobody before webhooks are enabled for the agency', async () => {
    await close()
    await start({ strict: true })
    for (const [method, path] of [['POST', `api/webhook/create/${PERSON}`], ['GET', 'api/webhook/list'], ['GET', 'api/webhook/1'], ['DELETE', 'api/webhook/1']] as const) {
      expect(await call(method, path, method === 'POST' ? { WebhookUrl: HOOK } : undefined)).toMatchObject({ status: 403, body: refused(/need to be enabled/) })
    }
    agency('1')
    expect((await create(PERSON)).status).toBe(201)
    agency('1', false)
    expect((await create(PERSON)).status).toBe(403)
  })

  test('whoever asks for version 1, or for none', async () => {
    const version = (text: string) => call('GET', 'api/webhook/list', undefined, { 'Rezi-Api-Version': text })
    expect((await version('1')).status).toBe(200)
    expect((await fetch(`${base}/api/webhook/list`, { headers: { authorization: 'bearer dezrez-dev-token' } })).status).toBe(200)
    expect(await version('2')).toMatchObject({ status: 400, body: refused(/version "2"/) })
  })
})

test('paths and methods that are not there are said in the same style', async () => {
  expect(await call('GET', 'api/webhooks')).toMatchObject({ status: 404, body: refused(/api\/webhooks/) })
  expect(await call('PUT', 'api/webhook/1', {})).toMatchObject({ status: 405, body: refused(/GET, HEAD, DELETE/) })
})
