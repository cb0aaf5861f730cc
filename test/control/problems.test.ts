import { api, API_BASE } from '#contract/api.ts'
import { Problem } from '#contract/problem-shape.ts'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'

let hw: RunningHookwright
beforeEach(async () => {
  hw = await startForTest()
})

async function ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<{ status: number; code: string; message: string; response: Response }> {
  const response = await fetch(`${hw.ready.control}${API_BASE}${path}`, {
    method,
    body: body ?? null,
    headers: { authorization: `Bearer ${hw.ready.token}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  })
  const { error } = Problem.parse(await response.json())
  return { status: response.status, code: error.code, message: error.message, response }
}

describe('a request that is wrong', () => {
  it('in its path is told what there is', async () => {
    expect(await ask('GET', '/nowhere')).toMatchObject({ status: 404, code: 'not_found', message: expect.stringContaining('openapi.json') as string })
    expect(await ask('GET', '/deliveries/dlv_7')).toMatchObject({ status: 404, message: 'There is no delivery "dlv_7".' })
    expect(await ask('GET', '/deliveries/reg_7')).toMatchObject({ status: 404 })
    expect(await ask('GET', '/providers/none')).toMatchObject({ status: 404, message: expect.stringMatching(/There are: .*members/) as string })
    expect(await ask('GET', '/deliveries/%ff')).toMatchObject({ status: 400 })
  })

  it('in its method is told which there are', async () => {
    const { status, response } = await ask('DELETE', '/status')
    expect([status, response.headers.get('allow')]).toEqual([405, 'GET'])
  })

  it('in its query is told which field and why', async () => {
    expect(await ask('GET', '/deliveries?limit=0')).toMatchObject({ status: 400, message: expect.stringContaining('"limit"') as string })
    expect(await ask('GET', '/deliveries?statuss=queued')).toMatchObject({ status: 400, message: expect.stringContaining('statuss') as string })
    expect(await ask('GET', '/deliveries?status=quued')).toMatchObject({ status: 400, message: expect.stringContaining('acknowledged') as string })
    expect(await ask('GET', '/deliveries?cursor=x')).toMatchObject({ status: 400, message: expect.stringContaining('cursor') as string })
    expect(await ask('GET', '/deliveries?limit=1&limit=2')).toMatchObject({ status: 400 })
  })

  it('in its body is told which field and why', async () => {
    expect(await ask('POST', '/registrations', '{"provider":"members"')).toMatchObject({ status: 400, message: expect.stringContaining('not valid JSON') as string })
    expect(await ask('POST', '/registrations', '{"provider":"members"}')).toMatchObject({ status: 400, message: expect.stringContaining('"url"') as string })
    expect(await ask('POST', '/registrations', '{"provider":"members","url":"http://127.0.0.1:1/","colour":1}')).toMatchObject({ status: 400, message: expect.stringContaining('colour') as string })
    expect(await ask('POST', '/registrations', '[]')).toMatchObject({ status: 400 })
    expect(await ask('POST', '/registrations', 'null')).toMatchObject({ status: 400 })
    expect(await ask('POST', '/registrations', 'x=1', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    expect(await ask('POST', '/registrations', `"${'x'.repeat(9_000_000)}"`)).toMatchObject({ status: 413, code: 'payload_too_large' })
  })

  it('in what it means is told so', async () => {
    expect(await ask('POST', '/registrations', '{"provider":"members","url":"nonsense","settings":{"secret":"k"}}')).toMatchObject({ status: 422, code: 'invalid' })
    expect(await ask('POST', '/registrations', '{"provider":"members","url":"http://127.0.0.1:1/","settings":{}}')).toMatchObject({ status: 422, message: expect.stringContaining('secret') as string })
    expect(await ask('POST', '/registrations', '{"provider":"members","account":"77","url":"http://127.0.0.1:1/","settings":{"secret":"k"}}')).toMatchObject({ status: 404, message: expect.stringContaining('It has: 1') as string })
    expect(await ask('POST', '/providers/members/events', '{"trigger":"person.exploded"}')).toMatchObject({ status: 404, message: expect.stringContaining('person.updated') as string })
  })

  it('a second registration of an account is a conflict where the provider has one per account', async () => {
    const body = '{"provider":"members","url":"http://127.0.0.1:1/","settings":{"secret":"k"}}'
    await fetch(`${hw.ready.control}${API_BASE}/registrations`, { method: 'POST', body, headers: { authorization: `Bearer ${hw.ready.token}`, 'content-type': 'application/json' } })
    expect(await ask('POST', '/registrations', body)).toMatchObject({ status: 409, code: 'conflict', message: expect.stringContaining('reg_1') as string })
  })
})

describe('any JSON at any route', () => {
  it('is answered with what the table says, never with a fault', { timeout: 60_000 }, async () => {
    const writes = Object.values(api).filter((route) => 'body' in route)
    const id = fc.constantFrom('1', 'dlv_1', 'reg_1', 'inb_1', 'members', 'person', '54512', '../..', '%00', 'x'.repeat(300))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...writes), fc.array(id, { minLength: 3, maxLength: 3 }), fc.jsonValue(), async (route, ids, value) => {
        let n = 0
        const path = route.path.replace(/:\w+/g, () => encodeURIComponent(ids[n++] ?? '1'))
        const response = await fetch(`${hw.ready.control}${API_BASE}${path}`, {
          method: route.method,
          body: JSON.stringify(value),
          headers: { authorization: `Bearer ${hw.ready.token}`, 'content-type': 'application/json' },
        })
        const text = await response.text()
        expect(response.status, `${route.method} ${path} ${JSON.stringify(value)} ${text}`).toBeLessThan(500)
        if (!response.ok) Problem.parse(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })
})
