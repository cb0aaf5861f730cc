/** A 64-bit id goes in with digits that no JavaScript number has, and comes out everywhere with the same. Read as text: parsing would lose them. */
import { API_BASE } from '#contract/api.ts'
import { createClient } from '#client/http.ts'
import { onTestFinished, expect, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const LONG = '9007199254740993'
const NEXT = '9223372036854775807'
const PERSON = 'PersonChangedSubscriptionNotification'

async function setUp(dataDir = tempDir()) {
  const hookwright = await startForTest({ dataDir })
  const { control, token } = hookwright.ready
  const ask = async (method: string, path: string, body?: string) => {
    const answer = await fetch(`${control}${API_BASE}${path}`, { method, body, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
    return answer.text()
  }
  return { ...hookwright, ask }
}

test('through the API, the store, the wire, the search and a restart', async () => {
  const dataDir = tempDir()
  const server = await receiver(answers(200))
  const first = await setUp(dataDir)
  await first.client.call('createRegistration', { body: { provider: 'dezrez', url: server.url, settings: { trigger: PERSON } } })
  const event = `{"trigger":"${PERSON}","data":{"PersonId":${LONG},"Deep":{"ids":[${NEXT},-${LONG},1]},"Text":"${LONG}"}}`

  const preview = JSON.parse(await first.ask('POST', '/providers/dezrez/events/preview', event)) as { recipients: { request: { body: { base64: string } } }[] }
  const shown = Buffer.from(preview.recipients[0]?.request.body.base64 ?? '', 'base64').toString()
  const fired = await first.ask('POST', '/providers/dezrez/events', event)
  await server.received(1)
  const wire = server.requests[0]?.toString() ?? ''
  const searched = await first.ask('GET', `/deliveries?q=${NEXT}`)
  expect(searched).toContain(`PersonId ${LONG}`)
  await first.close()

  const second = await setUp(dataDir)
  const stored = await second.ask('GET', '/deliveries/dlv_1')
  for (const text of [shown, fired, wire, stored]) {
    expect(text).toContain(`"PersonId":${LONG}`)
    expect(text).toContain(`"Deep":{"ids":[${NEXT},-${LONG},1]},"Text":"${LONG}"`)
  }
})

test('through our own client, and the changes feed of a document', async () => {
  const { client, ready, ask } = await setUp()
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const live = await createClient({ url: ready.control, token: ready.token }).open('getLive', { signal: stop.signal })
  await ask('POST', '/providers/dezrez/entities/agency', `{"data":{"id":${LONG},"branchIds":[${NEXT}]}}`)
  const { data } = await client.call('getEntity', { params: { provider: 'dezrez', kind: 'agency', id: LONG } })
  expect(data).toMatchObject({ id: LONG, branchIds: [NEXT] })
  const decoder = new TextDecoder()
  let fed = ''
  const reader = live.body?.getReader()
  while (!fed.includes(NEXT)) fed += decoder.decode((await reader?.read())?.value)
  expect(fed).toContain(LONG)

  await client.call('createRegistration', { body: { provider: 'dezrez', account: LONG, url: 'http://127.0.0.1:9/', settings: { trigger: PERSON } } })
  const fired = await client.call('fireEvent', { params: { provider: 'dezrez' }, body: { trigger: PERSON, data: { PersonId: 9007199254740993n } } })
  expect(fired.event.data).toMatchObject({ PersonId: 9007199254740993n, AgencyId: 9007199254740993n })
  expect(fired.deliveries).toHaveLength(1)
})

test('a number that is too long for a setting or a count is refused, not rounded', async () => {
  const { ask } = await setUp()
  expect(await ask('POST', '/providers/dezrez/events', `{"trigger":"${PERSON}","times":${LONG}}`)).toContain('"bad_request"')
  expect(await ask('POST', '/providers/members/events', `{"trigger":"person.updated","data":{"personID":${LONG}}}`)).toContain('"invalid"')
})
