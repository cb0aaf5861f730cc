/** What a hostile page, program or file could try against the control listener, byte by byte where it matters. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'
import { tempDir } from '../helpers/temp-dir.ts'

let hw: RunningHookwright
let pageDir: string
beforeEach(async () => {
  pageDir = join(tempDir(), 'page')
  mkdirSync(join(pageDir, 'assets'), { recursive: true })
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Hookwright</title>')
  writeFileSync(join(pageDir, '.env'), 'a secret beside the page')
  writeFileSync(join(pageDir, '..', 'secret.txt'), 'a secret above the page')
  hw = await startForTest({ pageDir })
})

/** Sends a request as it stands, and answers all that comes back. */
async function raw(lines: string): Promise<{ status: number; head: string; body: string }> {
  const { hostname, port } = new URL(hw.ready.control)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  socket.write(lines, 'latin1')
  const answer = await text(socket)
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join('\r\n\r\n') }
}
const get = (target: string, ...headers: string[]) => raw([`GET ${target} HTTP/1.1`, ...(headers.some((one) => /^host:/i.test(one)) ? [] : [`Host: ${new URL(hw.ready.control).host}`]), 'Connection: close', ...headers, '', ''].join('\r\n'))
const bearer = (): string => `Authorization: Bearer ${hw.ready.token}`

describe('files', () => {
  it.each([
    '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt', '/..\\secret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt', '//../secret.txt', '/.%00./secret.txt', '/%c0%ae%c0%ae/secret.txt', '/%252e%252e/secret.txt', '/..;/secret.txt', '/.env', '/%2eenv', '/assets/../.env', 'http://127.0.0.1/../secret.txt',
  ])('%s gives nothing but the page, or a refusal', async (target) => {
    const { status, body } = await get(target)
    expect(body).not.toContain('a secret')
    expect([200, 400, 403, 404]).toContain(status)
    if (status === 200) expect(body).toContain('<title>Hookwright</title>')
  })

  it('of the page may be read by everybody: there is nothing in them that is not public', async () => {
    expect((await get('/')).status).toBe(200)
    expect((await get('/api/v1/status')).status).toBe(401)
  })
})

describe('another name for this machine', () => {
  const port = (): string => new URL(hw.ready.control).port
  it.each([
    ['a name that resolves here', () => `Host: rebind.example:${port()}`],
    ['the address inside another name', () => `Host: 127.0.0.1.rebind.example:${port()}`],
    ['a name in front of it', () => `Host: rebind.example@127.0.0.1:${port()}`],
    ['the address as one number', () => `Host: 2130706433:${port()}`],
    ['another address of the loopback', () => `Host: 127.0.0.2:${port()}`],
    ['a dot behind the name', () => `Host: localhost.:${port()}`],
    ['no name', () => 'Host:'],
  ])('is refused, with the token too: %s', async (_, host) => {
    const { status, body } = await get('/api/v1/status', host(), bearer())
    expect([400, 403]).toContain(status)
    expect(body).not.toContain('"listeners"')
  })

  it('is refused where two are given', async () => {
    const own = new URL(hw.ready.control).host
    for (const hosts of [[own, 'rebind.example'], ['rebind.example', own]]) {
      expect([400, 403]).toContain((await get('/api/v1/status', ...hosts.map((host) => `Host: ${host}`), bearer())).status)
    }
  })

  it('is not taken from the request line, nor from what a proxy would say', async () => {
    expect((await get('http://rebind.example/api/v1/status', bearer())).body).not.toContain('rebind.example')
    expect((await get('/api/v1/status', `Host: rebind.example:${port()}`, `X-Forwarded-Host: ${new URL(hw.ready.control).host}`, `Forwarded: host=localhost`, bearer())).status).toBe(403)
  })
})

describe('another page', () => {
  it.each([
    ['the live feed', 'GET', '/api/v1/live', ['Accept: text/event-stream']],
    ['an answer', 'GET', '/api/v1/status', []],
    ['a change', 'POST', '/api/v1/inboxes', ['Content-Type: application/json', 'Content-Length: 2']],
    ['a change that needs no preflight', 'POST', '/api/v1/inboxes', ['Content-Type: text/plain', 'Content-Length: 2']],
    ['a form', 'POST', '/api/v1/inboxes', ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 2']],
  ])('gets nothing of %s, even if it knew the token', async (_, method, path, headers) => {
    for (const mark of ['Origin: http://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-site', `Origin: http://127.0.0.1:${Number(new URL(hw.ready.control).port) - 1}`]) {
      const { status, head, body } = await raw([`${method} ${path} HTTP/1.1`, `Host: ${new URL(hw.ready.control).host}`, 'Connection: close', bearer(), mark, ...headers, '', method === 'POST' ? '{}' : ''].join('\r\n'))
      expect([mark, status]).toEqual([mark, 403])
      expect(head).not.toMatch(/access-control-/i)
      expect(body).toContain('forbidden_origin')
    }
    expect((await hw.client.call('listInboxes')).items).toEqual([])
  })

  it('opens no WebSocket: there is none', async () => {
    const { status, head } = await raw(
      ['GET /api/v1/live HTTP/1.1', `Host: ${new URL(hw.ready.control).host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Origin: http://evil.example', '', ''].join('\r\n'),
    )
    expect(status).not.toBe(101)
    expect(head).not.toMatch(/sec-websocket-accept/i)
  })

  it('may neither frame this one nor read its files', async () => {
    const { head } = await get('/')
    expect(head).toMatch(/frame-ancestors 'none'/)
    expect(head).toMatch(/cross-origin-resource-policy: same-origin/i)
    expect(head).toMatch(/cross-origin-opener-policy: same-origin/i)
    expect(head).toMatch(/referrer-policy: no-referrer/i)
  })
})

describe('requests that two readers would read differently', () => {
  const host = (): string => `Host: ${new URL(hw.ready.control).host}`
  it.each([
    ['two lengths', () => ['POST /api/v1/inboxes HTTP/1.1', host(), bearer(), 'Content-Length: 2', 'Content-Length: 5', '', '{}{}{']],
    ['a length and chunks', () => ['POST /api/v1/inboxes HTTP/1.1', host(), bearer(), 'Content-Length: 2', 'Transfer-Encoding: chunked', '', '0', '', 'GET /api/v1/status HTTP/1.1', host(), bearer(), '', '']],
    ['a folded header', () => ['GET /api/v1/status HTTP/1.1', host(), 'X-A: 1', ' 2', bearer(), '', '']],
    ['a space before the colon', () => ['GET /api/v1/status HTTP/1.1', `Host : ${host().slice(6)}`, bearer(), '', '']],
    ['a NUL in a header', () => ['GET /api/v1/status HTTP/1.1', host(), 'X-A: \0', bearer(), '', '']],
  ])('are refused: %s', async (_, lines) => {
    const { status, body } = await raw(lines().join('\r\n'))
    expect(status).toBe(400)
    expect(body).not.toContain('"listeners"')
  })
})

it('a body that is too large, too deep, or no JSON is refused with a sentence, and the listener goes on', async () => {
  const post = (body: string, type = 'application/json') => raw([`POST /api/v1/inboxes HTTP/1.1`, `Host: ${new URL(hw.ready.control).host}`, 'Connection: close', bearer(), `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'))
  expect((await post(`"${'a'.repeat(9_000_000)}"`)).status).toBe(413)
  expect([400, 422]).toContain((await post('['.repeat(200_000) + ']'.repeat(200_000))).status)
  expect((await post('{"name":')).status).toBe(400)
  expect([400, 422]).toContain((await post('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')).status)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect((await post('{}', 'text/html')).status).toBe(415)
  expect((await get('/api/v1/status', bearer())).status).toBe(200)
})
