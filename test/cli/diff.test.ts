import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { SENTENCE, serving } from './hookwright.ts'

test('what was sent against what our own inbox received: nothing differs, exit code 0', async () => {
  const { hw, registered, ready } = await serving()
  await hw('inbox', 'add', 'demo')
  await registered(`${ready.inbox}/demo`)
  await hw('trigger', 'members', 'person.updated', '--wait')
  const { code, stdout, stderr } = await hw('diff', 'dlv_1')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^--- dlv_1\/1\/request\n\+\+\+ cap_1\/request\nNothing differs: first line, \d+ headers and \d+ bytes of body are the same\.\n$/)
})

test('two of them that differ: signs before each line, exit code 1, JSON on request', async () => {
  const target = await receiver(answers(200))
  const { hw, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated', '--wait')
  await hw('replay', 'dlv_1', '--new-ids', '--wait')
  const { code, stdout } = await hw('diff', 'dlv_1', 'dlv_2/1/request')
  expect(code).toBe(1)
  expect(stdout).toMatch(/\nBody \(\d+ and \d+ bytes, first different at byte \d+\)\n/)
  expect(stdout).toMatch(/\n- \/message\/messageId "\d{16}"\n\+ \/message\/messageId "\d{16}"\n/)
  const json = await hw('diff', 'dlv_1', 'dlv_2', '--json')
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([1, { same: false, a: { ref: 'dlv_1/1/request' }, b: { ref: 'dlv_2/1/request' } }])
})

test('what is no message, or has no other end: one sentence, exit code 2', async () => {
  const target = await receiver(answers(200))
  const { hw, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated', '--wait')
  for (const args of [['dlv_1', 'nonsense'], ['dlv_9', 'dlv_1'], ['dlv_1']]) {
    const { code, stderr } = await hw('diff', ...args)
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, sentence: true })
  }
})
