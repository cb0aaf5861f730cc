import { expect, test } from 'vitest'
import { run, serving } from './hookwright.ts'

test('a day of work at the level that says most says no secret', async () => {
  const secrets = { token: 'token-of-this-instance', member: 'signing-key-of-members', inbox: 'secret-of-the-inbox', other: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', wrong: 'a-wrong-token-of-somebody' }
  const running = await serving('--log-level', 'debug', '--token', secrets.token, '--clock', 'virtual')
  const { client, ready, hw, process: program, ended } = running
  const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: secrets.inbox }, respond: '503 | 200' } })
  await client.call('createRegistration', { body: { provider: 'members', url: inbox.url ?? '', settings: { secret: secrets.member } } })
  await client.call('createRegistration', { body: { provider: 'standard-webhooks', url: `${inbox.url}/other`, settings: { secret: secrets.other } } })
  await client.call('listRegistrations', { query: { reveal: 'true' } })
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 3 } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  await client.call('explainCapture', { params: { id: 'cap_1' } })
  await client.call('changeInbox', { params: { id: 'orders' }, body: { verify: { scheme: 'nobody', secret: secrets.inbox } } }).catch(() => undefined)
  await client.call('putProviderFile', { params: { name: 'bad.yaml' }, body: { text: `id: bad\nsecret: ${secrets.inbox}\n` } }).catch(() => undefined)
  await fetch(`${ready.control}/api/v1/status?token=${secrets.token}`, { headers: { authorization: `Bearer ${secrets.wrong}` } })
  await fetch(`${ready.control}/api/v1/nowhere`, { headers: { authorization: `Bearer ${secrets.token}` } })
  for (const [provider, url] of Object.entries(ready.providers)) await fetch(`${url}/nowhere/${provider}`, { method: 'PATCH', headers: { authorization: 'Bearer dezrez-dev-token', 'x-access-token': 'members-dev-key' }, body: '{' })
  await hw('registrations', 'show', 'reg_1', '--reveal')
  program.kill('SIGTERM')
  const { stderr } = await ended
  expect(stderr, 'it did say something').toContain('an attempt ended')
  expect(stderr).toContain('a request was captured')
  for (const line of stderr.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown, line).not.toThrow()
  for (const [name, secret] of Object.entries(secrets)) {
    if (name === 'wrong') continue
    for (const form of [secret, Buffer.from(secret).toString('base64')]) expect(stderr.includes(form), name).toBe(false)
  }
  expect((await run(['--version'])).code).toBe(0)
})
