import { METHODS } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiving, START, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving()
})
afterAll(() => hw.close())

let made = 0
const inbox = (): string => hw.receiver.inboxes.create({ name: `in-${++made}` }).name

describe('what a capture keeps', () => {
  it('is the request line, the header pairs with their order, case and duplicates, and the body', async () => {
    const name = inbox()
    const client = await hw.connect()
    client.send(`POST /${name}/a//b/%2e%2e?x=1&x=2 HTTP/1.1\r\nhOsT: example.test\r\nX-Twice: 1\r\ncontent-LENGTH: 4\r\nx-twice:2  \r\nCookie: a\r\nCOOKIE: b\r\nX-Empty:\r\n\r\n\0\xff\r\n`)
    const answer = await client.answer()
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    expect(answer.headers.map(([n]) => n.toLowerCase()).sort()).toEqual(['connection', 'content-length', 'date', 'keep-alive'])

    const [capture] = hw.captures(name)
    expect(capture).toMatchObject({
      method: 'POST',
      target: `/${name}/a//b/%2e%2e?x=1&x=2`,
      httpVersion: '1.1',
      headers: [['hOsT', 'example.test'], ['X-Twice', '1'], ['content-LENGTH', '4'], ['x-twice', '2'], ['Cookie', 'a'], ['COOKIE', 'b'], ['X-Empty', '']],
      size: 4,
      body: { base64: Buffer.from('\0\xff\r\n', 'latin1').toString('base64'), size: 4, truncated: false },
      peer: `127.0.0.1:${client.socket.localPort}`,
      receivedAt: new Date(START).toISOString(),
      durationMs: 0,
      fault: null,
      verdict: null,
      answerStatus: 200,
      answer: { status: 200, headers: [['Content-Length', '0']], body: { size: 0 } },
    })
  })

  it('has every method that can be parsed', async () => {
    const name = inbox()
    const methods = METHODS.filter((method) => method !== 'CONNECT')
    const client = await hw.connect()
    for (const method of methods) {
      client.send(`${method} /${name} HTTP/1.1\r\nHost: x\r\n\r\n`)
      expect((await client.answer({ head: method === 'HEAD' })).status, method).toBe(200)
    }
    expect(hw.captures(name).map((c) => c.method)).toEqual(methods)
  })

  it('has bytes beyond ASCII in header values as they are, one character each', async () => {
    const name = inbox()
    const client = await hw.connect()
    client.send(`GET /${name} HTTP/1.1\r\nHost: x\r\nX-Bytes: \x80\xff\tz\xc3\x28\r\n\r\n`)
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures(name)[0]).toMatchObject({ headers: [['Host', 'x'], ['X-Bytes', '\x80\xff\tz\xc3\x28']] })
  })

  it('does not depend on what the sender leaves out: Host, a length, HTTP/1.1', async () => {
    const name = inbox()
    const old = await hw.connect()
    old.send(`POST /${name} HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi`)
    expect((await old.answer()).header('connection')).toBe('close')
    await old.closed()
    const bare = await hw.connect()
    bare.send(`DELETE /${name} HTTP/1.1\r\n\r\n`)
    expect((await bare.answer()).status).toBe(200)
    expect(hw.captures(name).map((c) => [c.httpVersion, c.method, c.size])).toEqual([['1.0', 'POST', 2], ['1.1', 'DELETE', 0]])
  })

  it('joins chunks to the body, and keeps no trace of their sizes', async () => {
    const name = inbox()
    const client = await hw.connect()
    client.send(`PUT /${name} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;ext=1\r\n\0\r\n`)
    client.send('2\r\n\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n')
    expect((await client.answer()).status).toBe(200)
    const [capture] = hw.captures(name)
    expect(hw.receiver.captures.body(capture?.id ?? '').toString('latin1')).toBe('abc\0\r\n')
  })

  it('measures time by the clock', async () => {
    const name = inbox()
    const client = await hw.connect()
    const received = hw.clock.now()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`)
    expect((await client.answer()).status).toBe(100)
    hw.clock.advance(1500)
    client.send('body')
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures(name)[0]).toMatchObject({ receivedAt: new Date(received).toISOString(), durationMs: 1500 })
  })

  it('includes expectations that nobody can meet', async () => {
    const name = inbox()
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\nContent-Length: 1\r\n\r\n!`)
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures(name)[0]).toMatchObject({ size: 1, headers: [['Host', 'x'], ['Expect', 'a-miracle'], ['Content-Length', '1']] })
  })

  it('takes an upgrade for the request that it also is', async () => {
    const name = inbox()
    const client = await hw.connect()
    client.send(`GET /${name} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures(name)).toHaveLength(1)
  })
})

describe('one connection', () => {
  it('answers pipelined requests in their order, to whichever inbox', async () => {
    const first = hw.receiver.inboxes.create({ name: 'first', respond: [{ status: 201, body: 'one' }, { status: 202, body: 'two' }] })
    const second = hw.receiver.inboxes.create({ name: 'second', respond: [{ status: 500 }] })
    const client = await hw.connect()
    client.send('POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na', 'GET /second HTTP/1.1\r\nHost: x\r\n\r\n', 'POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nb', 'GET /none HTTP/1.1\r\nHost: x\r\n\r\n')
    const answers = [await client.answer(), await client.answer(), await client.answer(), await client.answer()]
    expect(answers.map((a) => a.status)).toEqual([201, 500, 202, 404])
    expect(answers.map((a) => a.body.toString()).slice(0, 3)).toEqual(['one', '', 'two'])
    expect(hw.captures(first.name).map((c) => c.body.base64)).toEqual([btoa('a'), btoa('b')])
    expect(hw.captures(second.name)).toHaveLength(1)
  })
})

describe('what is reachable', () => {
  it.each([
    ['GET', '/nobody/here', 404], ['POST', '/', 404], ['GET', '/', 200], ['HEAD', '/', 200], ['OPTIONS', '*', 404],
    ['GET', '/api/v1/status', 404], ['GET', '/constructor', 404], ['GET', '/__proto__', 404], ['POST', '/../first', 404], ['GET', 'http://x/', 200],
  ])('%s %s: %i, in words without markup', async (method, target, status) => {
    const client = await hw.connect()
    client.send(`${method} ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
    const answer = await client.answer({ head: method === 'HEAD' })
    expect(answer.status).toBe(status)
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8')
    if (method !== 'HEAD') expect(answer.body.toString()).toMatch(/^[A-Z][^<>]+\.$/)
    // The connection is still good.
    client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect((await client.answer()).status).toBe(200)
  })

  it('an inbox by origin form and absolute form, with and without more path', async () => {
    const name = inbox()
    const targets = [`/${name}`, `/${name}/`, `/${name}?q`, `http://elsewhere.test/${name}/x`, `HTTPS://elsewhere.test/${name}`]
    const client = await hw.connect()
    for (const target of targets) {
      client.send(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
      expect((await client.answer()).status, target).toBe(200)
    }
    expect(hw.captures(name).map((c) => c.target)).toEqual(targets)
  })

  it('no proxy', async () => {
    const client = await hw.connect()
    client.send('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n')
    expect((await client.answer()).status).toBe(405)
    expect(await client.closed()).toHaveLength(0)
  })
})

describe('an answer', () => {
  it('has its headers as given, duplicates and case included, and its body as UTF-8', async () => {
    hw.receiver.inboxes.create({ name: 'full', respond: [{ status: 299, headers: [['X-A', '1'], ['x-a', '2'], ['Set-Cookie', 'é']], body: 'ø' }] })
    const client = await hw.connect()
    client.send('GET /full HTTP/1.1\r\nHost: x\r\n\r\n')
    const answer = await client.answer()
    expect(answer.headers.slice(0, 4)).toEqual([['X-A', '1'], ['x-a', '2'], ['Set-Cookie', 'é'], ['Content-Length', '2']])
    expect(answer.body.toString('utf8')).toBe('ø')
    expect(hw.captures('full')[0]?.answer).toMatchObject({ status: 299, headers: answer.headers.slice(0, 4), body: { base64: Buffer.from('ø').toString('base64') } })
  })

  it('to HEAD has the length but no body, on the wire and on record', async () => {
    hw.receiver.inboxes.create({ name: 'head', respond: [{ status: 200, body: 'twelve bytes' }] })
    const client = await hw.connect()
    client.send('HEAD /head HTTP/1.1\r\nHost: x\r\n\r\n')
    expect((await client.answer({ head: true })).header('content-length')).toBe('12')
    expect(hw.captures('head')[0]?.answer).toMatchObject({ headers: [['Content-Length', '12']], body: { size: 0 } })
    client.send('GET /head HTTP/1.1\r\nHost: x\r\n\r\n')
    expect((await client.answer()).body.toString()).toBe('twelve bytes')
  })

  it.each([204, 304])('of %i has no length', async (status) => {
    const { name } = hw.receiver.inboxes.create({ respond: [{ status }] })
    const client = await hw.connect()
    client.send(`GET /${name} HTTP/1.1\r\nHost: x\r\n\r\n`)
    const answer = await client.answer()
    expect([answer.status, answer.header('content-length'), answer.header('transfer-encoding')]).toEqual([status, undefined, undefined])
  })
})
