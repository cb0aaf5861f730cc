import { expect, test } from 'vitest'
import { answers, closedPort, receiver } from '../helpers/receivers.ts'
import { SENTENCE, serving } from './hookwright.ts'

test('add, list, show, set, run, remove', async () => {
  const target = await receiver(answers(200))
  const { hw, json } = await serving()
  expect(await json('registrations', 'add', 'members', target.url, '--secret', 'k', '--set', 'requestInterval=250')).toMatchObject({
    id: 'reg_1', provider: 'members', url: target.url, enabled: true, settings: { requestInterval: 250, secret: null },
  })
  expect((await hw('registrations')).stdout).toMatch(/^ID +PROVIDER .*\nreg_1 +members +1 +enabled +secret=\(hidden\) requestInterval=250 /)
  expect((await hw('registrations', 'list')).stdout).toBe((await hw('registrations')).stdout)
  expect((await hw('registrations', 'show', 'reg_1')).stdout).toMatch(/\nsecret +\(hidden\)\n/)
  expect((await hw('registrations', 'show', 'reg_1', '--reveal')).stdout).toMatch(/\nsecret +k\n/)

  const elsewhere = await closedPort()
  expect(await json('registrations', 'set', 'reg_1', elsewhere, '--secret', 'other', '--disable')).toMatchObject({ url: elsewhere, enabled: false, settings: { requestInterval: 250 } })
  expect(await json('registrations', 'set', 'reg_1', target.url, '--enable')).toMatchObject({ url: target.url, enabled: true })
  expect(await json('registrations', 'show', 'reg_1', '--reveal')).toMatchObject({ settings: { secret: 'other' } })

  const test = await hw('registrations', 'run', 'reg_1', 'run-test', '--wait')
  expect(test.code).toBe(0)
  expect(test.stdout).toMatch(/\ndlv_1 +acknowledged /)
  expect(target.requests).toHaveLength(1)

  expect((await hw('registrations', 'remove', 'reg_1')).stderr).toBe('Removed reg_1.\n')
  expect(await json('registrations')).toMatchObject({ items: [] })
})

test('a secret that is not given is made, and a button may change it instead of raising anything', async () => {
  const { json, hw } = await serving()
  const made = await json('registrations', 'add', 'standard-webhooks', await closedPort(), '--set', 'eventTypes=["user.created"]')
  expect(made).toMatchObject({ id: 'reg_1', settings: { secret: null, eventTypes: ['user.created'] } })
  const secret = async () => ((await json('registrations', 'show', 'reg_1', '--reveal')) as { settings: { secret: string } }).settings.secret
  const first = await secret()
  expect(first).toMatch(/^whsec_/)

  const rotated = await hw('registrations', 'run', 'reg_1', 'rotate-secret', '--wait')
  expect([rotated.code, rotated.stdout]).toEqual([0, expect.stringMatching(/\nOld secret signs until +\d{4}-/)])
  expect(await secret()).not.toBe(first)
  expect((await json('deliveries')) as object).toMatchObject({ items: [] })
  expect(await json('registrations', 'set', 'reg_1', '--secret', first)).toMatchObject({ id: 'reg_1' })
  expect(await secret()).toBe(first)
  expect((await hw('registrations', 'set', 'reg_1', '--secret', 'k')).stderr).toMatch(/must begin with whsec_/)
})

test('what cannot be meant ends with 2, what cannot be now with 1', async () => {
  const url = await closedPort()
  const { hw } = await serving()
  await hw('registrations', 'add', 'members', url, '--secret', 'k')
  const cases: [args: string[], hint: string, code: number][] = [
    [['ad', 'members', url, '--secret', 'k'], 'Did you mean add?', 2],
    [['--secret', 'k'], "unknown option '--secret'", 2],
    [['add', 'member', url, '--secret', 'k'], 'Did you mean members?', 2],
    [['add', 'members', 'no-url', '--secret', 'k'], 'no-url', 2],
    [['add', 'members', url], 'signing key', 2],
    [['set', 'reg_1'], 'nothing to change', 2],
    [['set', 'reg_1', '--enable', '--disable'], 'which of the two', 2],
    [['run', 'reg_1', 'run-tset'], 'Did you mean run-test?', 2],
    [['show', 'reg_9'], 'reg_9', 2],
    [['remove', 'reg_9'], 'reg_9', 2],
    [['add', 'members', url, '--secret', 'k'], 'application', 1],
  ]
  for (const [args, hint, expected] of cases) {
    const { code, stdout, stderr } = await hw('registrations', ...args)
    expect({ args, code, stdout }).toEqual({ args, code: expected, stdout: '' })
    expect(stderr.toLowerCase()).toContain(hint.toLowerCase())
  }
  expect((await hw('registrations', 'show', 'reg_9')).stderr).toMatch(SENTENCE)
})
