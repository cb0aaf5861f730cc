import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trustSteps } from '#contract/trust.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { tlsCall } from '../helpers/tls-peer.ts'
import { serving } from './hookwright.ts'

test('ca shows the authority, how to trust it, and who did not', async () => {
  const { hw, json, ready } = await serving()
  const made = (await json('inbox', 'add', 'demo')) as { tlsUrl: string }
  const { port } = new URL(made.tlsUrl)
  expect(made.tlsUrl).toBe(`${ready.inboxTls}/demo`)
  expect((await tlsCall({ port: Number(port), host: 'localhost' })).error).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')

  const { code, stdout } = await hw('ca')
  expect(code).toBe(0)
  const { file, certificate, name } = (await json('ca')) as { file: string; certificate: string; name: string }
  expect(readFileSync(file, 'utf8')).toBe(certificate)
  for (const { command } of trustSteps(file, name)) expect(stdout).toContain(command ?? '')
  expect(stdout).toMatch(/Our sender +does not trust it/)
  expect(stdout).toMatch(/localhost +The client closed it before it was secure/)
})

test('ca exports the certificate, which is all that a client needs', async () => {
  const { hw, json } = await serving()
  const { tlsUrl } = (await json('inbox', 'add', 'demo')) as { tlsUrl: string }
  const file = join(tempDir(), 'ca.pem')
  expect(await hw('ca', '--out', file)).toMatchObject({ code: 0, stdout: '', stderr: `Wrote ${file}.\n` })
  expect((await hw('ca', '--out', '-')).stdout).toBe(readFileSync(file, 'utf8'))
  const { received } = await tlsCall({ port: Number(new URL(tlsUrl).port), host: 'localhost', ca: readFileSync(file, 'utf8'), send: 'GET /demo HTTP/1.0\r\n\r\n' })
  expect(received).toMatch(/^HTTP\/1\.1 200 OK/)
  expect(new X509Certificate(readFileSync(file)).ca).toBe(true)
  expect((await hw('ca', '--out', '/nowhere/ca.pem')).code).toBe(2)
})

test('ca --trust lets deliveries of ours reach an inbox over TLS', async () => {
  const { hw, json, registered } = await serving()
  const { tlsUrl } = (await json('inbox', 'add', 'demo')) as { tlsUrl: string }
  await registered(tlsUrl)
  expect((await hw('ca', '--trust')).stdout).toMatch(/Our sender +trusts it/)
  expect((await hw('trigger', 'members', 'person.updated', '--wait')).code).toBe(0)
  expect((await hw('ca', '--no-trust')).stdout).toMatch(/Our sender +does not trust it/)
})
