import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parseAnswer, parseAnswers } from '#contract/answer-text.ts'
import type { Capture } from '#contract/inbox.ts'
import { POST, rawPeer } from '../helpers/raw-peer.ts'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving({ limits: { bodyBytes: 10_000 } })
})
afterAll(() => hw.close())

/** A target that is bare TCP: what it gets is every byte, and it may answer anything. */
async function tcpTarget(answer: (socket: Socket, received: string) => void): Promise<{ url: string; received: () => string }> {
  let received = ''
  const server = createTcp((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.includes('\r\n\r\n')) answer(socket, received)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received: () => received }
}

async function httpTarget(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let made = 0
const inbox = (respond: string): string => hw.receiver.inboxes.create({ name: `fwd-${++made}`, respond: parseAnswers(respond) }).name
const to = (url: string, more = ''): string => inbox(`forward to ${JSON.stringify(url)} ${more}`)

/** The newest capture of an inbox once its answer is over. */
async function over(name: string): Promise<Capture> {
  for (;;) {
    const capture = hw.captures(name).at(-1)
    if (capture && !capture.open) return capture
    await hw.changed()
  }
}

describe('what the target gets', () => {
  it('is the request as it came, byte for byte, but for the headers of the connection', async () => {
    const body = gzipSync('{"a":1}').toString('latin1')
    const target = await tcpTarget((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'))
    const name = to(`${target.url}/hooks?k=v`)
    const head = `PUT /${name}/a%20b?x=1 HTTP/1.1\r\nhOST: tunnel.example\r\nX-Signature: abc=\r\nx-b: 1\r\nX-B: 2\r\nKeep-Alive: 5\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nContent-Encoding: gzip\r\n`
    const peer = await rawPeer(hw.port, `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
    expect(await peer.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 204 /)
    const via = `Via: 1.1 hookwright-${hw.store.workspace}-`
    expect(target.received().replace(/(Via: 1\.1 hookwright-.*-)\d+/, '$1')).toBe(
      `PUT /hooks/a%20b?k=v&x=1 HTTP/1.1\r\nhOST: tunnel.example\r\nX-Signature: abc=\r\nx-b: 1\r\nX-B: 2\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n${via}\r\nConnection: close\r\n\r\n${body}`,
    )
    const { sent, answer } = await over(name)
    expect(sent?.forwarded).toMatchObject({ url: `${target.url}/hooks/a%20b?k=v&x=1`, status: 204, error: null })
    expect(sent?.forwarded?.headers).toContainEqual(['Content-Length', String(body.length)])
    expect(answer).toMatchObject({ status: 204, headers: [] })
  })

  it('has the host of the target only when that is asked for', async () => {
    const target = await tcpTarget((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    await rawPeer(hw.port, POST(to(target.url))).then((peer) => peer.until('\r\n\r\n'))
    expect(target.received()).toContain('\r\nHost: x\r\n')
    await rawPeer(hw.port, POST(to(target.url, 'host target'))).then((peer) => peer.until('\r\n\r\n'))
    expect(target.received()).toContain(`\r\nHost: ${new URL(target.url).host}\r\n`)
  })

  it('comes after the request is on record', async () => {
    const seen: unknown[] = []
    const url = await httpTarget((_, response) => {
      seen.push(hw.captures(name).map(({ open, size }) => ({ open, size })))
      response.end()
    })
    const name = to(url)
    await fetch(`${hw.url}/${name}`, { method: 'POST', body: 'kept' })
    expect(seen).toEqual([[{ open: true, size: 4 }]])
  })
})

describe('what the sender gets', () => {
  it("is the target's answer: status, headers in order and case, bytes, compressed ones as they are", async () => {
    const packed = gzipSync('hello')
    const url = await httpTarget((_, response) => {
      response.writeHead(418, ['Set-Cookie', 'a=1', 'x-B', '1', 'Set-Cookie', 'b=2', 'Content-Encoding', 'gzip', 'Date', 'Thu, 01 Jan 2026 00:00:00 GMT', 'Connection', 'close, x-hop', 'x-hop', '1'])
      response.write(packed.subarray(0, 5))
      response.end(packed.subarray(5))
    })
    const name = to(url)
    const peer = await rawPeer(hw.port, POST(name))
    const text = await peer.until(packed.toString('latin1'))
    expect(text).toMatch(/^HTTP\/1\.1 418 .*\r\nSet-Cookie: a=1\r\nx-B: 1\r\nSet-Cookie: b=2\r\nContent-Encoding: gzip\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: 25\r\n/)
    expect(text).not.toMatch(/x-hop|Transfer-Encoding/i)
    const capture = await over(name)
    expect(capture).toMatchObject({ answerStatus: 418, did: `forward to "${url}"`, sent: { end: 'complete', forwarded: { status: 418, error: null } } })
    expect(Buffer.from(capture.answer?.body.base64 ?? '', 'base64')).toEqual(packed)
  })

  it('is a redirect that is passed on, and the head alone where that was asked for', async () => {
    const url = await httpTarget((request, response) => void response.writeHead(request.method === 'HEAD' ? 200 : 307, { Location: '/there', 'Content-Length': 5 }).end(request.method === 'HEAD' ? undefined : 'there'))
    const name = to(url)
    const answer = await fetch(`${hw.url}/${name}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, '/there'])
    const peer = await rawPeer(hw.port, `HEAD /${name} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await peer.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\nLocation: \/there\r\nContent-Length: 5\r\n[^]*\r\n\r\n$/)
  })

  it.each([
    ['closes at once', 502, /closed the connection before it had answered/, (socket: Socket) => void socket.end()],
    ['resets', 502, /closed the connection before it had answered/, (socket: Socket) => void socket.resetAndDestroy()],
    ['breaks off within its answer', 502, /closed the connection within its answer/, (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')],
    ['speaks no HTTP', 502, /did not answer in valid HTTP/, (socket: Socket) => void socket.end('220 mail.example ESMTP\r\n')],
    ['contradicts itself', 502, /did not answer in valid HTTP/, (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
    ['has a status that is none', 502, /its status is 999/, (socket: Socket) => void socket.end('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n')],
    ['switches protocols', 502, /wants to speak another protocol/, (socket: Socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')],
    ['floods with headers', 502, /did not answer in valid HTTP/, (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)],
    ['never ends', 502, /is larger than 10000 bytes/, (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(20_000)}`)],
    ['says nothing', 504, /has not answered within 0\.2 s/, () => undefined],
    ['stops in the middle', 504, /was not complete after 0\.2 s/, (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')],
  ])('is a sentence when the target %s', async (_, status, says, answer) => {
    const target = await tcpTarget(answer)
    const name = to(target.url, 'within 200ms')
    const response = await fetch(`${hw.url}/${name}`, { method: 'POST', body: 'kept' })
    const text = await response.text()
    expect([response.status, text]).toEqual([status, expect.stringMatching(says)])
    const capture = await over(name)
    expect(capture).toMatchObject({ size: 4, fault: null, answerStatus: status, sent: { end: 'complete', forwarded: { error: expect.stringMatching(says) as string } } })
  })
})

it('is never sent round and round', async () => {
  const self = hw.receiver.inboxes.create({ name: 'self', respond: parseAnswers(`forward to "${hw.url}/self"`) })
  const answer = await fetch(`${hw.url}/self`, { method: 'POST', body: 'x' })
  expect([answer.status, await answer.text()]).toEqual([508, expect.stringMatching(/leads back to this inbox/)])
  expect(hw.captures(self.name)).toHaveLength(2)

  const url = await httpTarget((_, response) => void response.end('from the target'))
  const last = to(url)
  const first = to(`${hw.url}/${last}`)
  expect(await (await fetch(`${hw.url}/${first}`)).text()).toBe('from the target')
})

it('may be the answer that is given by hand', async () => {
  const url = await httpTarget((request, response) => void request.pipe(response))
  const name = inbox('hold')
  const answered = fetch(`${hw.url}/${name}`, { method: 'POST', body: 'echo' })
  const [held] = await hw.captured(name, 1)
  hw.receiver.captures.answer(held?.id ?? '', parseAnswer(`forward to "${url}"`))
  expect(await (await answered).text()).toBe('echo')
  expect(await over(name)).toMatchObject({ sent: { byHand: true, forwarded: { status: 200 } } })
})

it('gives up when the sender goes', async () => {
  let left: Promise<unknown> = Promise.resolve()
  const target = await tcpTarget((socket) => void (left = once(socket, 'close')))
  const name = to(target.url)
  const peer = await rawPeer(hw.port, POST(name))
  while (target.received() === '') await new Promise((resolve) => void setImmediate(resolve))
  peer.socket.resetAndDestroy()
  await left
  expect(await over(name)).toMatchObject({ answer: null, sent: { end: 'peer_closed', forwarded: { status: null } } })
})

it.each([
  ['forward to "ftp://h/"', /neither http: nor https:/],
  ['forward to "nowhere"', /is no URL/],
  ['forward to "http://u:p@h/"', /no user, password or fragment/],
  ['forward to "http://h/" early', /when it is whole/],
])('refuses %s', (respond, says) => {
  expect(() => inbox(respond)).toThrow(says)
})
