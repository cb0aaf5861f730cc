import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseAnswers } from '#contract/answer-text.ts'
import { TLS_FAULTS, faultyUrl, type TlsFault } from '#contract/tls.ts'
import { createAuthority } from '#engine/tls/authority.ts'
import { POST } from '../helpers/raw-peer.ts'
import { receiving, type Receiving } from '../helpers/receiving.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { tlsCall } from '../helpers/tls-peer.ts'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const DAY = 86_400_000

let hw: Receiving
let ca: string
beforeAll(async () => {
  hw = await receiving()
  await tlsCall({ port: hw.tlsPort, host: 'localhost' })
  ca = readFileSync(join(hw.dir, 'ca.pem'), 'utf8')
})
afterAll(() => hw.close())

const call = (host: string, send = '') => tlsCall({ port: hw.tlsPort, host, ca, send })
/** The handshakes that failed, newest first, once there are that many. */
async function failures(count: number, { receiver } = hw) {
  while (receiver.handshakes().length < count) await new Promise((resolve) => void setImmediate(resolve))
  return receiver.handshakes()
}

it('captures the bytes above TLS, pipelined and half-closed, as without it', async () => {
  hw.receiver.inboxes.create({ name: 'in' })
  const { received, error } = await call('localhost', POST('in', '{"n":1}', 'X-A: 1\r\nx-a: 2\r\n') + POST('in', 'a\0\r\n\x7f'))
  expect([error, received.match(/HTTP\/1\.1 200 OK/g)?.length]).toEqual([null, 2])
  const [first, second] = await hw.captured('in', 2)
  expect(first?.headers).toEqual([['Host', 'x'], ['X-A', '1'], ['x-a', '2'], ['Content-Length', '7']])
  expect(Buffer.from(second?.body.base64 ?? '', 'base64')).toEqual(Buffer.from('a\0\r\n\x7f'))
  expect(first?.peer).toMatch(/^127\.0\.0\.1:\d+$/)
})

it('shows both URLs of an inbox', () => {
  const { url, tlsUrl } = hw.receiver.inboxes.create({ name: 'both' })
  expect([url, tlsUrl]).toEqual([`http://127.0.0.1:${hw.port}/both`, `https://localhost:${hw.tlsPort}/both`])
  expect(faultyUrl(tlsUrl ?? '', 'expired')).toBe(`https://expired.localhost:${hw.tlsPort}/both`)
})

it.each([
  ['reset', /^$/, 'ECONNRESET', 'reset'],
  ['close after 3 bytes body "cut here"', /cut$/, null, 'closed'],
  ['half-close after headers', /Content-Length: \d+\r\n\r\n$/, null, 'half_closed'],
  ['garbage body "ICY"', /^ICY$/, null, 'complete'],
] as const)('misbehaves over TLS as without it: %s', async (respond, sees, code, end) => {
  const { name } = hw.receiver.inboxes.create({ respond: parseAnswers(respond) })
  const { received, error } = await call('localhost', POST(name))
  expect([received, error]).toEqual([expect.stringMatching(sees), code])
  for (;;) {
    const [capture] = hw.captures(name)
    if (capture && !capture.open) {
      expect(capture.sent).toMatchObject({ end, bytes: received.length })
      break
    }
    await hw.changed()
  }
})

it('makes its authority on first use, the key for its owner alone, and keeps it', async () => {
  const dataDir = tempDir()
  const first = createAuthority({ dataDir, host: '192.168.7.9', log: silent })
  expect(existsSync(first.file)).toBe(false)
  const { certificate } = await first.get()
  expect(statSync(join(dataDir, 'ca-key.pem')).mode & 0o777).toBe(0o600)
  expect((await createAuthority({ dataDir, host: '127.0.0.1', log: silent }).get()).certificate).toBe(certificate)
  const { ca: isCa, subject, validTo } = new X509Certificate(certificate)
  expect([isCa, subject]).toEqual([true, expect.stringMatching(/^CN=Hookwright CA [0-9a-f]{6}$/)])
  expect(Date.parse(validTo) - Date.now()).toBeGreaterThan(9 * 365 * DAY)
})

it('names this machine and the host it listens at', async () => {
  const socket = connectTls({ port: hw.tlsPort, host: '127.0.0.1', servername: 'localhost', ca })
  await once(socket, 'secureConnect')
  const shown = socket.getPeerX509Certificate()
  socket.destroy()
  expect([shown?.checkHost('localhost'), shown?.checkIP('127.0.0.1'), shown?.checkIP('::1'), shown?.checkHost('example.com')]).toEqual(['localhost', '127.0.0.1', '::1', undefined])
  // Without a name, as an address is called.
  const bare = connectTls({ port: hw.tlsPort, host: '127.0.0.1', ca })
  await once(bare, 'secureConnect')
  bare.destroy()
})

it('shows a new certificate before the old one runs out, and asks for new trust when the authority does', async () => {
  let now = Date.now()
  const authority = createAuthority({ dataDir: tempDir(), host: '127.0.0.1', log: silent, now: () => now })
  const first = await authority.context('good')
  now += 59 * DAY
  expect(await authority.context('good')).toBe(first)
  now += 2 * DAY
  expect(await authority.context('good')).not.toBe(first)

  const dataDir = tempDir()
  const old = await createAuthority({ dataDir, host: '127.0.0.1', log: silent, now: () => now }).get()
  now += 3600 * DAY
  const next = await createAuthority({ dataDir, host: '127.0.0.1', log: silent, now: () => now }).get()
  expect(next.certificate).not.toBe(old.certificate)
})

it('refuses files that are no authority, and touches nothing', async () => {
  const dataDir = tempDir()
  await createAuthority({ dataDir, host: '127.0.0.1', log: silent }).get()
  const other = await createAuthority({ dataDir: tempDir(), host: '127.0.0.1', log: silent }).get()
  for (const wrong of ['no PEM', other.key]) {
    writeFileSync(join(dataDir, 'ca-key.pem'), wrong)
    const broken = createAuthority({ dataDir, host: '127.0.0.1', log: silent })
    await expect(broken.get()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/^The certificate authority can't be used: .+ remove both to have a new one made\.$/) as string })
    expect(readFileSync(join(dataDir, 'ca-key.pem'), 'utf8')).toBe(wrong)
  }
})

it.each<[TlsFault, string]>([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['unknown-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['cut', 'ECONNRESET'],
])('fails the handshake as its name says: %s', async (fault, code) => {
  const before = hw.receiver.handshakes().length
  const { host } = TLS_FAULTS[fault]
  expect(await call(host.toUpperCase(), POST('in'))).toEqual({ received: '', error: code })
  const [last] = await failures(before + 1)
  expect(last).toMatchObject({ serverName: host.toUpperCase(), fault, peer: expect.stringMatching(/^127\.0\.0\.1:/) as string, why: expect.stringMatching(/\.$/) as string })
  expect(TLS_FAULTS[fault].client).toContain(code)
})

it('keeps what was no handshake, and how it ended', async () => {
  const before = hw.receiver.handshakes().length
  const plain = connect(hw.tlsPort, '127.0.0.1')
  plain.end('GET / HTTP/1.1\r\n\r\n')
  await once(plain, 'close')
  expect((await failures(before + 1))[0]).toMatchObject({ serverName: null, fault: null, why: 'http request (ERR_SSL_HTTP_REQUEST)' })
  for (let n = 0; n < 60; n++) await call(TLS_FAULTS.cut.host)
  expect(hw.receiver.handshakes()).toHaveLength(50)
})

it('keeps what was secure and never carried a request', async () => {
  const before = hw.receiver.handshakes()[0]
  const socket = connectTls({ port: hw.tlsPort, host: '127.0.0.1', servername: 'localhost', ca })
  await once(socket, 'secureConnect')
  socket.end()
  while (hw.receiver.handshakes()[0] === before) await new Promise((resolve) => void setImmediate(resolve))
  expect(hw.receiver.handshakes()[0]).toMatchObject({ serverName: 'localhost', fault: null, why: expect.stringMatching(/without a request/) as string })
})

it('gives a handshake its time and no more, and ends with the program', async () => {
  const short = await receiving({ limits: { headersMs: 50 } })
  const silentPeer = connect(short.tlsPort, '127.0.0.1')
  await once(silentPeer, 'close')
  expect(await failures(1, short)).toMatchObject([{ why: 'It was not complete in time.' }])
  await short.close()
})

it('ends with the program: handshakes, idle connections, and answers that hang', async () => {
  const other = await receiving()
  other.receiver.inboxes.create({ name: 'in', respond: [{ do: 'hang' }] })
  await tlsCall({ port: other.tlsPort, host: 'localhost' })
  const shaking = connect(other.tlsPort, '127.0.0.1')
  await once(shaking, 'connect')
  const secure = () => connectTls({ port: other.tlsPort, host: '127.0.0.1', servername: 'localhost', ca: readFileSync(join(other.dir, 'ca.pem'), 'utf8') })
  const [idle, hanging] = [secure(), secure()]
  hanging.write(POST('in'))
  await Promise.all([once(idle, 'secureConnect'), other.captured('in', 1)])
  const ends = [shaking, idle, hanging].map((socket) => once(socket.resume(), 'close'))
  await other.close()
  await Promise.all(ends)
})
