import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ProblemError } from '#contract/problem.ts'
import { UnreachableError, createClient } from './http.ts'

const servers: { close: () => unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  servers.push({ close: () => (server.closeAllConnections(), server.close()) })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('sends method, path, query, token and body as the route table says', async () => {
  const seen: unknown[] = []
  const url = await serve((request, response, body) => {
    seen.push([request.method, request.url, request.headers.authorization, request.headers['content-type'], body])
    response.setHeader('content-type', 'application/json').end('{"ok":1}')
  })
  const client = createClient({ url: `${url}/`, token: 't&1' })
  await client.call('listDeliveries', { query: { q: 'a b&c', status: '', from: undefined } })
  await client.call('runAction', { params: { id: 'reg_1', action: '../up' } })
  await client.call('replayDelivery', { params: { id: 'dlv_1' }, body: { newIds: true } })
  expect(seen).toEqual([
    ['GET', '/api/v1/deliveries?q=a+b%26c', 'Bearer t&1', undefined, ''],
    ['POST', '/api/v1/registrations/reg_1/actions/..%2Fup', 'Bearer t&1', undefined, ''],
    ['POST', '/api/v1/deliveries/dlv_1/replay', 'Bearer t&1', 'application/json', '{"newIds":true}'],
  ])
})

test('answers nothing for 204 and the unread response from open', async () => {
  const url = await serve((request, response) => {
    if (request.method === 'DELETE') response.writeHead(204).end()
    else response.end(Buffer.from([0, 255, 1]))
  })
  const client = createClient({ url, token: 't' })
  expect(await client.call('deleteInbox', { params: { id: 'inb_1' } })).toBeUndefined()
  const body = await client.open('getCaptureBody', { params: { id: 'cap_1' } })
  expect([...new Uint8Array(await body.arrayBuffer())]).toEqual([0, 255, 1])
})

test('a refusal becomes a ProblemError with code, status and details', async () => {
  const url = await serve((_, response) => {
    response.writeHead(422).end(JSON.stringify({ error: { code: 'invalid', message: 'url: not a URL', details: { field: 'url' } } }))
  })
  const failed = await createClient({ url, token: 't' }).call('getStatus').catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(ProblemError)
  expect(failed).toMatchObject({ code: 'invalid', status: 422, message: 'url: not a URL', details: { field: 'url' } })
})

test('says that something else answers instead of passing on its page', async () => {
  const url = await serve((_, response) => {
    response.writeHead(502).end('<html>Bad gateway</html>')
  })
  await expect(createClient({ url, token: 't' }).call('getStatus')).rejects.toMatchObject({ code: 'internal', details: { status: 502 } })
})

test('says where nothing answers, and keeps a cancel apart from that', async () => {
  const url = await serve(() => undefined)
  const cancel = new AbortController()
  const waiting = createClient({ url, token: 't' }).call('getStatus', { signal: cancel.signal })
  cancel.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  servers.splice(0).forEach((server) => server.close())
  const failed = await createClient({ url, token: 't' }).call('getStatus').catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(UnreachableError)
  expect((failed as Error).message).toContain(url)
})

test('refuses to build a path with a hole in it', async () => {
  await expect(createClient({ url: 'http://127.0.0.1:1', token: 't' }).call('getDelivery', { params: { id: '' } })).rejects.toThrow(':id')
})
