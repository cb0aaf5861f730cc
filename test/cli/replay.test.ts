import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { SENTENCE, serving } from './hookwright.ts'

interface Sent {
  readonly message: { readonly messageId: string; readonly attributes: { readonly hash: string } }
}
const sent = (request: Buffer | undefined): Sent => JSON.parse(request?.toString().split('\r\n\r\n')[1] ?? '') as Sent

test('sends again as a new delivery, which --wait follows', async () => {
  const target = await receiver(answers(503, 200))
  const { hw, json, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated')
  await target.received(1)
  const { code, stdout, stderr } = await hw('replay', 'dlv_1', '--wait')
  expect(code).toBe(0)
  expect(stdout).toMatch(/\ndlv_2 +acknowledged /)
  expect(stderr).toBe('Settled: 1 acknowledged.\n')
  expect(await json('deliveries', 'dlv_2')).toMatchObject({ replayOf: 'dlv_1' })
  expect(sent(target.requests[1]).message.messageId).toBe(sent(target.requests[0]).message.messageId)
})

test('elsewhere, with the old signature, or with fresh ids', async () => {
  const target = await receiver(answers(200))
  const elsewhere = await receiver(answers(200))
  const { hw } = await serving()
  await hw('registrations', 'add', 'members', target.url, '--secret', 'old')
  await hw('trigger', 'members', 'person.updated', '--wait')
  await hw('registrations', 'set', 'reg_1', '--secret', 'new')
  expect((await hw('replay', 'dlv_1', '--wait', '--target', elsewhere.url, '--keep-signature')).code).toBe(0)
  expect((await hw('replay', 'dlv_1', '--wait', '--target', elsewhere.url)).code).toBe(0)
  expect((await hw('replay', 'dlv_1', '--wait', '--target', elsewhere.url, '--new-ids')).code).toBe(0)

  const first = sent(target.requests[0])
  const [kept, resigned, fresh] = elsewhere.requests.map(sent)
  expect(target.requests).toHaveLength(1)
  expect(kept).toEqual(first)
  expect(resigned?.message.messageId).toBe(first.message.messageId)
  expect(resigned?.message.attributes.hash).not.toBe(first.message.attributes.hash)
  expect(fresh?.message.messageId).not.toBe(first.message.messageId)
})

test('a delivery that is not there: exit code 2', async () => {
  const { hw } = await serving()
  for (const args of [['dlv_99'], ['dlv_99', '--wait']]) {
    const { code, stderr } = await hw('replay', ...args)
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, sentence: true })
  }
})

test('many by filter: counted, then run, with what became of them beside the last time', async () => {
  const target = await receiver(answers(503, 503, 200))
  const { hw, json, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated', '--times', '2')
  await target.received(2)
  expect(await hw('replay', '--status', 'retrying', '--from', '1h', '--dry-run')).toMatchObject({ code: 0, stdout: '2\n' })
  expect(target.requests, 'counting sends nothing').toHaveLength(2)
  expect(await json('replay', '--status', 'retrying', '--pace', '20ms', '--wait')).toMatchObject({ id: 'rpl_1', status: 'done', total: 2, acknowledged: 2, verdicts: { fixed: 2 } })
  expect(await json('deliveries', 'dlv_3')).toMatchObject({ replayOf: 'dlv_1', replayId: 'rpl_1' })
  expect((await hw('replay', 'rpl_1')).stdout).toMatch(/2 fixed/)
})

test('which is not said, or said twice: exit code 2', async () => {
  const { hw } = await serving()
  for (const args of [[], ['dlv_1', '--status', 'failed'], ['--status', 'failed', '--pace', 'soon'], ['--status', 'failed', '--edit', 'no-such-file']]) {
    expect({ args, code: (await hw('replay', ...args)).code }).toEqual({ args, code: 2 })
  }
})

test('captured requests: one, those of an inbox, and a file of them, to a URL or through a registration', async () => {
  const target = await receiver(answers(200))
  const { hw, json, ready } = await serving()
  await hw('inbox', 'create', 'orders')
  for (const n of [1, 2]) await fetch(`${ready.inbox}/orders/sub?n=${n}`, { method: 'PUT', body: `{"n":${n}}`, headers: { 'X-Mark': 'a' } })

  expect((await hw('replay', 'cap_1', '--target', `${target.url}/hook`, '--wait')).code).toBe(0)
  expect(target.requests[0]?.toString()).toMatch(/^PUT \/hook\/sub\?n=1 HTTP\/1\.1\r\n[^]*x-mark: a\r\n[^]*\r\n\r\n\{"n":1\}$/i)
  expect(await hw('replay', '--inbox', 'orders', '--method', 'PUT', '--target', target.url, '--dry-run')).toMatchObject({ code: 0, stdout: '2\n' })
  expect(await json('replay', '--inbox', 'orders', '--target', target.url, '--wait')).toMatchObject({ status: 'done', total: 2, acknowledged: 2, verdicts: { same: 2 } })

  await hw('registrations', 'add', 'standard-webhooks', `${target.url}/signed`)
  expect((await hw('replay', '--inbox', 'orders', '--through', 'reg_3', '--wait')).code).toBe(0)
  expect(target.requests.at(-1)?.toString()).toMatch(/^POST \/signed\/sub\?n=2 [^]*webhook-signature: v1,/)

  const bundle = join(tempDir(), 'orders.hookwright.json')
  await hw('capture', 'export', '--inbox', 'orders', '-o', bundle)
  expect(await hw('replay', bundle, '--target', target.url, '--wait')).toMatchObject({ code: 0, stderr: expect.stringContaining('2 requests into the inbox orders-2.') as string })
  expect(target.requests).toHaveLength(7)

  for (const args of [['cap_1'], ['--inbox', 'orders'], ['--inbox', 'orders', '--status', 'failed', '--target', target.url], ['dlv_1', '--through', 'reg_1'], ['no-such-file.har', '--target', target.url], [bundle, '--inbox', 'orders', '--target', target.url]]) {
    const { code, stderr } = await hw('replay', ...args)
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, sentence: true })
  }
})
