/** The listener itself, over real sockets, with a provider made for the purpose: what it carries and how it words faults. */
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { ProblemError } from '#contract/problem.ts'
import { BODY_LIMIT, createGateway } from '#gateway/gateway.ts'
import type { Emulator, EmulatorAnswer, EmulatorRequest, EmulatorRoute, Workspace } from '#providers/provider.ts'
import { afterEach, expect, test } from 'vitest'
import { listening } from '../helpers/listening.ts'

let open: { close(): Promise<void> } | undefined
afterEach(async () => open?.close())

/** Says everything it is asked, in a style of its own. */
async function gateway(routes: Partial<EmulatorRoute>[], workspace: (id: string) => Workspace = () => ({}) as Workspace) {
  const emulator: Emulator = {
    error: (status, message) => ({ status, headers: { 'x-style': 'mirror' }, body: { oops: message, status } }),
    routes: routes.map((route) => ({ method: 'GET', path: '/', summary: '', source: 'assumed', handle: () => ({ status: 204 }), ...route })),
  }
  const logged: { details: object; message: string }[] = []
  const app = createGateway({
    providers: new Map([['mirror', { id: 'mirror', emulator }]]),
    workspace,
    controlUrl: () => 'http://control.test',
    log: { error: (details, message) => void logged.push({ details, message }) },
  })
  const listener = await listening(app)
  open = listener
  return { ...listener, logged, base: `${listener.url}/mirror` }
}

const seen: EmulatorRequest[] = []
const keep = (answer: EmulatorAnswer = { status: 200, body: { fine: true } }) => (request: EmulatorRequest) => (seen.push(request), answer)

test('carries method, path, query, headers and the bytes of the body to the route', async () => {
  const { base, port } = await gateway([{ method: 'POST', path: '/things/:id', handle: keep({ status: 201, headers: { 'x-more': 'yes' }, body: ['Å'] }) }])
  const body = Buffer.from([0, 255, 10, 13, 0x7b])
  const answer = await fetch(`${base}/things/a%2Fb?$limit=5&x=1&x=2`, { method: 'POST', body, headers: { 'X-Access-Token': 'k' } })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('x-more')).toBe('yes')
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.headers.has('x-powered-by')).toBe(false)
  expect(answer.headers.has('etag')).toBe(false)
  expect(await answer.json()).toEqual(['Å'])
  const request = seen.at(-1)
  expect(request?.params).toEqual({ id: 'a/b' })
  expect([...(request?.query ?? [])]).toEqual([['$limit', '5'], ['x', '1'], ['x', '2']])
  expect(request?.headers['x-access-token']).toBe('k')
  expect(Buffer.compare(Buffer.from(request?.body ?? []), body)).toBe(0)
  expect(request?.baseUrl).toBe(base)
  expect(request?.controlUrl).toBe('http://control.test')

  const raw = connect(port, '127.0.0.1')
  raw.end('POST /mirror/things/1 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  await new Promise((resolve) => raw.resume().on('close', resolve))
  expect(seen.at(-1)?.headers).toMatchObject({ 'x-a': '1, 2', 'content-type': 'a/b, c/d' })
  expect(seen.at(-1)?.body).toHaveLength(0)
})

test('unpacks a packed body, and refuses one that unpacks to too much', async () => {
  const { base } = await gateway([{ method: 'PATCH', path: '/x', handle: keep() }])
  const send = (body: Buffer) => fetch(`${base}/x`, { method: 'PATCH', body: new Uint8Array(body), headers: { 'content-encoding': 'gzip' } })
  expect((await send(gzipSync('{"a":1}'))).status).toBe(200)
  expect(Buffer.from(seen.at(-1)?.body ?? []).toString()).toBe('{"a":1}')
  expect((await send(gzipSync(Buffer.alloc(BODY_LIMIT + 1)))).status).toBe(413)
  expect((await send(Buffer.from('no gzip'))).status).toBe(400)
})

test.each([
  ['a body that is too large', 'PATCH', '/x', 413, /larger than 1048576 bytes/, 'a'.repeat(BODY_LIMIT + 1)],
  ['a path that is not there', 'GET', '/y?z=1', 404, /no \/mirror\/y\?z=1 here/, undefined],
  ['a path in another case', 'PATCH', '/X', 404, /no \/mirror\/X here/, undefined],
  ['a method that is not there', 'DELETE', '/x', 405, /DELETE is not possible at \/mirror\/x; GET, HEAD, PATCH are/, undefined],
  ['OPTIONS, since pages of browsers have no business here', 'OPTIONS', '/x', 405, /OPTIONS/, undefined],
  ['an escape in the path that is none', 'GET', '/things/%ff', 400, /decode/i, undefined],
])("says %s in the provider's style", async (_, method, path, status, message, body) => {
  const { base, logged } = await gateway([{ path: '/x' }, { method: 'PATCH', path: '/x' }, { path: '/things/:id' }])
  const answer = await fetch(base + path, { method, body })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('x-style')).toBe('mirror')
  if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD, PATCH')
  expect(await answer.json()).toEqual({ oops: expect.stringMatching(message), status })
  expect(logged).toEqual([])
})

test('takes a body of exactly the limit', async () => {
  const { base } = await gateway([{ method: 'PATCH', path: '/x', handle: keep() }])
  expect((await fetch(`${base}/x`, { method: 'PATCH', body: 'a'.repeat(BODY_LIMIT) })).status).toBe(200)
  expect(seen.at(-1)?.body).toHaveLength(BODY_LIMIT)
})

test('answers HEAD where there is GET, without a body', async () => {
  const { base } = await gateway([{ path: '/x', handle: keep() }, { method: 'POST', path: '/y' }])
  const answer = await fetch(`${base}/x`, { method: 'HEAD' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-length')).toBe(String('{"fine":true}'.length))
  expect(await answer.text()).toBe('')
  expect((await fetch(`${base}/y`, { method: 'HEAD' })).status).toBe(405)
})

test("words a refusal of the workspace in the provider's style, by its status", async () => {
  const asked: string[] = []
  const workspace = (id: string) => (asked.push(id), { unregister: () => { throw new ProblemError('conflict', 'Taken.') } }) as unknown as Workspace
  const { base, logged } = await gateway([{ path: '/x', handle: (_request, own) => (own.unregister('reg_1'), { status: 204 }) }], workspace)
  const answer = await fetch(`${base}/x`)
  expect([answer.status, await answer.json()]).toEqual([409, { oops: 'Taken.', status: 409 }])
  expect(asked).toEqual(['mirror'])
  expect(logged).toEqual([])
})

test('says nothing of the inside when a route fails, and logs it', async () => {
  const { base, logged } = await gateway([{ path: '/x', handle: () => { throw new Error('the password is 1234') } }])
  const answer = await fetch(`${base}/x`)
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(answer.headers.get('x-style')).toBe('mirror')
  expect(text).not.toMatch(/1234|at |node_modules/)
  expect(logged).toHaveLength(1)
  expect(logged[0]?.details).toMatchObject({ provider: 'mirror', err: new Error('the password is 1234') })
})

test.each(['/', '/nobody/x', '/mirrors', '/MIRROR/x'])('names the providers where none answers: %s', async (path) => {
  const { url } = await gateway([{ path: '/x' }])
  const answer = await fetch(url + path)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toEqual({ error: { code: 'not_found', message: expect.stringContaining('/mirror'), details: { providers: ['mirror'] } } })
})
