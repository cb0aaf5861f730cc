import { expect, it } from 'vitest'
import { rawPeer } from '../helpers/raw-peer.ts'
import { startForTest } from '../helpers/hookwright.ts'
import { tlsCall } from '../helpers/tls-peer.ts'

it('lets nobody reach anything but inboxes, plain or over TLS', async () => {
  const { ready, client } = await startForTest()
  await client.call('createInbox', { body: { name: 'in' } })
  const { certificate: ca } = await client.call('getCertificateAuthority')
  const token = `Authorization: Bearer ${ready.token}\r\n`
  const elsewhere = ['/', '/index.html', '/api/v1/status', '/api/v1/certificate-authority', '/assets/page-1a2b.js', '/members/application/1', '/in/../api/v1/status', `${ready.control}/api/v1/status`, ...Object.values(ready.providers)]
  for (const target of elsewhere) {
    const request = `GET ${target} HTTP/1.0\r\nHost: ${new URL(ready.control).host}\r\n${token}\r\n`
    const plain = await rawPeer(Number(new URL(ready.inbox).port), request)
    await plain.ended()
    const { received: secure } = await tlsCall({ port: Number(new URL(ready.inboxTls).port), host: 'localhost', ca, send: request })
    for (const answer of [plain.received(), secure]) {
      // The one inbox keeps and answers what is below it; the rest is told that it is nothing.
      const allowed = target.startsWith('/in/') ? /^HTTP\/1\.1 200 OK[^]*\r\n\r\n$/ : target === '/' ? /Webhooks are received here/ : /^HTTP\/1\.1 404 .*[^]*There is no inbox at this path\.$/
      expect({ target, answer }).toEqual({ target, answer: expect.stringMatching(allowed) as string })
    }
  }
  const proxied = await rawPeer(Number(new URL(ready.inbox).port), `CONNECT ${new URL(ready.control).host} HTTP/1.1\r\nHost: x\r\n\r\n`)
  await proxied.ended()
  expect(proxied.received()).toMatch(/^HTTP\/1\.1 405 /)
})
