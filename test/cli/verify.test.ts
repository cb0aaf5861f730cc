import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { SENTENCE, run, serving } from './hookwright.ts'

const SECRET = 'shpss_1'
const sign = (body: string): string => createHmac('sha256', SECRET).update(body).digest('base64')
const request = (signature: string, body: string): string => `POST https://receiver.example/hook HTTP/1.1\nX-Shopify-Hmac-Sha256: ${signature}\n\n${body}\n`

function file(text: string, name = 'request.http'): string {
  const path = join(tempDir(), name)
  writeFileSync(path, text)
  return path
}

test('a request of a file whose signature holds: exit code 0, without an instance, with its steps when asked', async () => {
  const path = file(request(sign('{"a":1}'), '{"a":1}'))
  const { code, stdout, stderr } = await run(['verify', path, '--scheme', 'shopify', '--secret-file', file(`${SECRET}\n`, 'secret')])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^POST \/hook {2}valid\nThe signature is right/)
  const steps = await run(['verify', path, '--scheme', 'shopify', '--steps'], { env: { HOOKWRIGHT_SECRET: SECRET } })
  expect(steps.stdout).toContain('+ Compare with X-Shopify-Hmac-Sha256')
  expect(steps.stdout).not.toContain(SECRET)
})

test('one that does not hold: the mistake, what to do, the bytes; exit code 1, JSON on request', async () => {
  const path = file(request(sign('{"a":1}'), '{"a": 1}'))
  const { code, stdout } = await run(['verify', path, '--scheme', 'shopify', '--secret', SECRET])
  expect(code).toBe(1)
  expect(stdout).toMatch(/^POST \/hook {2}not valid\n! The JSON was parsed and written anew before it was signed\.\n {2}Sign and verify the bytes/)
  expect(stdout).toContain('What was signed (-) and what came (+):')
  const json = await run(['verify', path, '--scheme', 'shopify', '--secret', SECRET, '--json'])
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([1, { requests: [{ method: 'POST', target: '/hook', explanation: { mistakes: [{ id: 'body-rewritten' }] } }] }])
})

test('a curl command, by a scheme that a provider file describes', async () => {
  const acme = file('id: acme\ntitle: Acme\ndescription: Signs.\nsettings: [{ key: secret, label: Secret, type: string, secret: true, required: true, source: documented }]\nsigning: [{ algorithm: hmac-sha512, key: { setting: secret }, content: "{body}", header: X-Acme, source: documented }]\ntriggers: [{ name: a, description: A., samples: [{ a: 1 }] }]\n', 'acme.yaml')
  const command = `curl https://receiver.example/ -H 'X-Acme: ${createHmac('sha512', 'k').update('hi').digest('hex')}' --data-raw hi`
  expect(await run(['verify', file(command), '--provider-file', acme, '--secret', 'k'])).toMatchObject({ code: 0, stderr: '' })
})

test('a signature that the flags describe', async () => {
  const signature = createHmac('sha256', 'k').update('1.hi').digest('base64')
  const path = file(`POST https://receiver.example/ HTTP/1.1\nX-Acme: t=1,s=${signature}\n\nhi\n`)
  const flags = ['--secret', 'k', '--header', 'X-Acme', '--format', 't={timestamp},s={signature}', '--encoding', 'base64']
  expect(await run(['verify', path, ...flags, '--content', '{timestamp}.{body}'])).toMatchObject({ code: 0, stderr: '' })
  expect(await run(['verify', path, ...flags])).toMatchObject({ code: 1, stdout: expect.stringContaining('! The timestamp was signed before the body.') })
})

test.each([
  ['a description beside another scheme', ['request.http', '--scheme', 'github', '--header', 'X-Sig']],
  ['a description without a header', ['request.http', '--content', '{body}']],
  ['a template that says nothing', ['request.http', '--header', 'X-Sig', '--content', '{nonsense}']],
  ['no scheme', ['request.http']],
  ['a scheme that there is not', ['request.http', '--scheme', 'nonsense']],
  ['a scheme that signs nothing', ['request.http', '--scheme', 'dezrez']],
  ['a file that is not there', ['none.http', '--scheme', 'github']],
  ['a file with no request', ['empty.http', '--scheme', 'github']],
  ['a secret file that is not there', ['request.http', '--scheme', 'github', '--secret-file', 'none']],
  ['a provider file with faults', ['request.http', '--provider-file', 'request.http']],
])('%s: one sentence, exit code 2', async (_, args) => {
  const dir = tempDir()
  writeFileSync(join(dir, 'request.http'), request('x', 'y'))
  writeFileSync(join(dir, 'empty.http'), '\n')
  const placed = args.map((arg, at) => (at === 0 || ['none', 'request.http'].includes(arg) ? join(dir, arg) : arg))
  const { code, stderr } = await run(['verify', ...placed])
  expect({ code, sentence: SENTENCE.test(stderr), stderr }).toEqual({ code: 2, sentence: true, stderr })
})

test('a capture of an instance is explained likewise', async () => {
  const { hw, ready } = await serving()
  await hw('inbox', 'add', 'shop', '--verify', 'shopify', '--secret', SECRET)
  await fetch(`${ready.inbox}/shop`, { method: 'POST', headers: { 'X-Shopify-Hmac-Sha256': sign('x') }, body: 'x\n' })
  const { code, stdout } = await hw('inbox', 'capture', 'cap_1', '--why')
  expect(code).toBe(0)
  expect(stdout).toMatch(/\nWhy\n! The body was signed without the (blanks and line ends around|line end behind) it\./)

  await hw('registrations', 'add', 'stripe', `${ready.inbox}/shop`, '--secret', 'whsec_new')
  await fetch(`${ready.inbox}/shop`, { method: 'POST', headers: { 'X-Shopify-Hmac-Sha256': createHmac('sha256', 'whsec_new').update('x').digest('base64') }, body: 'x' })
  expect((await hw('inbox', 'capture', 'cap_2', '--why')).stdout).toContain('hookwright inbox set inb_1 --secret-of reg_1')
  expect(await hw('inbox', 'set', 'inb_1', '--secret-of', 'reg_1')).toMatchObject({ code: 0 })
  expect((await hw('inbox', 'capture', 'cap_2', '--why')).stdout).toContain('It holds with the secret that the inbox has now.')
  expect(await hw('inbox', 'set', 'inb_1', '--no-verify', '--secret-of', 'reg_1')).toMatchObject({ code: 2 })
})
