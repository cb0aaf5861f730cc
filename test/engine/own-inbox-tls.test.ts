import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { TLS_FAULTS, faultyUrl, type Handshake, type TlsFault } from '#contract/tls.ts'
import { attempted, fireOne, register, settled, startEngine, type TestEngine } from '../helpers/engine.ts'

/** Our own sender and our own inbox over TLS. */
async function story(fault?: TlsFault): Promise<{ engine: TestEngine; url: string }> {
  const engine = startEngine()
  const server = engine.inboxTlsServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => engine.stop(0))
  engine.inboxes.create({ name: 'in' })
  const url = `https://localhost:${(server.address() as AddressInfo).port}/in`
  register(engine, fault ? faultyUrl(url, fault) : url)
  return { engine, url }
}

it('reaches its own inbox over TLS once it is told to trust its authority, and not before or after', async () => {
  const { engine, url } = await story()
  const first = await attempted(engine, fireOne(engine), 1)
  expect(first.attempts[0]).toMatchObject({ outcome: 'tls_error', response: null })
  expect(first.attempts[0]?.error).toMatch(/^No secure connection to https:\/\/localhost:\d+: unable to verify the first certificate \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. .*`hookwright ca --trust`/)

  expect(await engine.certificateAuthority.change({ trusted: true })).toMatchObject({ trusted: true })
  const second = fireOne(engine)
  expect((await settled(engine, second)).status).toBe('acknowledged')
  const [capture] = engine.captures.list('in', { limit: 1 }).items
  expect(capture).toMatchObject({ target: '/in', answerStatus: 200, verdict: null })
  // Certain, as the connection says which call it was.
  expect(engine.diffs.counterpart(`${second}/1/request`)).toMatchObject({ counterpart: { certain: true } })

  await engine.certificateAuthority.change({ trusted: false })
  expect((await attempted(engine, fireOne(engine), 1)).attempts[0]).toMatchObject({ outcome: 'tls_error' })
  expect(new URL(url).protocol).toBe('https:')
})

it.each<[TlsFault, RegExp]>([
  ['expired', /certificate has expired \(CERT_HAS_EXPIRED\)\. Its certificate has run out: renew it\.$/],
  ['wrong-host', /Host: wrong-host\.localhost.+ \(ERR_TLS_CERT_ALTNAME_INVALID\)\. Its certificate is for another name: .+$/],
  ['unknown-ca', /unable to verify the first certificate \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. Its certificate is signed by an authority that is not trusted here/],
  ['cut', /the connection was cut during the TLS handshake \(.+\) \(ERR_TLS_HANDSHAKE_CUT\)\. The receiver, or something before it, closes connections before they are secure/],
])('explains what a receiver with this fault does to a delivery: %s', async (fault, says) => {
  const { engine } = await story(fault)
  await engine.certificateAuthority.change({ trusted: true })
  const { attempts, status } = await attempted(engine, fireOne(engine), 1)
  expect([attempts[0]?.outcome, status]).toEqual(['tls_error', 'retrying'])
  expect(attempts[0]?.error).toMatch(says)
  expect(engine.captures.list('in', { limit: 1 }).items).toEqual([])
  let handshakes: Handshake[] = []
  while (handshakes.length === 0) {
    await new Promise((resolve) => void setImmediate(resolve))
    ;({ handshakes } = await engine.certificateAuthority.get())
  }
  expect(handshakes).toMatchObject([{ serverName: TLS_FAULTS[fault].host, fault }])
})
