import { expect, test } from 'vitest'
import { answers, receiver, response } from '../helpers/receivers.ts'
import { SENTENCE, serving, start } from './hookwright.ts'

/** What a terminal obeys, line breaks aside. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

test('the list filters and pages as the API does', async () => {
  const target = await receiver(answers(200))
  const { hw, json, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated', '--times', '3', '--wait')
  await hw('trigger', 'members', 'person.deleted', '--wait')

  const ids = async (...args: string[]) => ((await json('deliveries', ...args)) as { items: { id: string }[] }).items.map(({ id }) => id)
  expect(await ids()).toEqual(['dlv_4', 'dlv_3', 'dlv_2', 'dlv_1'])
  expect(await ids('--trigger', 'person.deleted')).toEqual(['dlv_4'])
  expect(await ids('--status', 'retrying,failed')).toEqual([])
  expect(await ids('--registration', 'reg_1', '--provider', 'members', '--status', 'acknowledged', '--from', '2020-01-01', '--limit', '1')).toEqual(['dlv_4'])
  expect(await ids('--to', '2020-01-01')).toEqual([])
  expect(await ids('--search', new URL(target.url).host)).toHaveLength(4)

  const first = await hw('deliveries', '--limit', '3')
  expect(first.stdout.trimEnd().split('\n').map((line) => line.split(' ')[0])).toEqual(['ID', 'dlv_4', 'dlv_3', 'dlv_2'])
  const cursor = /--cursor (\S+)/.exec(first.stderr)?.[1] ?? ''
  expect((await hw('deliveries', '--limit', '3', '--cursor', cursor)).stdout).toMatch(/\ndlv_1 /)
})

test('one delivery: its attempts, the request as it was sent, the response, the signature without its secret', async () => {
  const target = await receiver(answers(204))
  const { hw, json } = await serving()
  await hw('registrations', 'add', 'members', target.url, '--secret', 'very-secret-key')
  await hw('trigger', 'members', 'person.updated', '--wait')

  const { code, stdout } = await hw('deliveries', 'dlv_1')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Delivery +dlv_1\nStatus +acknowledged\n/)
  expect(stdout).toMatch(/\nATTEMPT +STARTED +TOOK +OUTCOME +RESPONSE +ERROR\n +1 .* acknowledged +204\n/)
  const [, ...lines] = target.requests[0]?.toString().split('\r\n') ?? []
  expect(stdout).toContain(`POST ${target.url}\n${lines.join('\n')}\n`)
  expect(stdout).toMatch(/\nSignature\n[^\n]+\n(?:[+ ] [^\n]+\n?)+$/)
  expect(stdout).not.toContain('very-secret-key')
  expect((await hw('deliveries', 'dlv_1', '--reveal')).stdout).toContain('very-secret-key')
  expect(await json('deliveries', 'dlv_1')).toMatchObject({ id: 'dlv_1', attempts: [{ number: 1, response: { statusCode: 204 } }] })
  expect(await json('deliveries', 'dlv_1', '--attempt', '1')).toMatchObject({ number: 1, outcome: 'acknowledged' })
})

test('what a receiver answers reaches the terminal as text, and --json keeps its value', async () => {
  const hostile = '\x1b]0;owned\x07\x1b[2J\u009b31m\r\nsecond line'
  const target = await receiver((socket) => void socket.write(response(500, hostile, 'X-Evil: a\tb\x9bc\r\n')))
  const { hw, ready, registered, start: begin } = await serving()
  await registered(target.url)
  await begin('trigger', 'members', 'person.updated', '--wait').until('stderr', /dlv_1 retrying/)
  const shown = await hw('deliveries', 'dlv_1')
  expect(shown.stdout).not.toMatch(OBEYED)
  expect(shown.stdout).toContain('\\x1b]0;owned\\x07\\x1b[2J\\x9b31m\nsecond line')

  const json = await hw('deliveries', 'dlv_1', '--json')
  expect(json.stdout).not.toMatch(OBEYED)
  const { attempts } = JSON.parse(json.stdout) as { attempts: { response: { body: { base64: string } } }[] }
  expect(Buffer.from(attempts[0]?.response.body.base64 ?? '', 'base64').toString()).toBe(hostile)

  const refused = await start(['deliveries', '\x1b[31mdlv_1', '--data', ready.dataDir]).ended
  expect(refused.stderr).not.toMatch(OBEYED)
})

test('what is not there or cannot be meant ends with 2', async () => {
  const { hw } = await serving()
  for (const args of [['dlv_99'], ['nonsense'], ['--attempt', '1'], ['--cursor', 'nonsense']]) {
    const { code, stdout, stderr } = await hw('deliveries', ...args)
    expect({ args, code, stdout, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: 2, stdout: '', sentence: true })
  }
  const status = await hw('deliveries', '--status', 'retryng')
  expect(status.code).toBe(2)
  expect(status.stderr).toContain('Did you mean retrying?')
})

test('a reader that has seen enough (`| head`) is no failure', async () => {
  const target = await receiver(answers(200))
  const { hw, start: begin, registered } = await serving()
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated', '--times', '400', '--wait')
  const listing = begin('deliveries', '--limit', '400', '--json')
  listing.process.stdout?.destroy()
  const { code, stderr } = await listing.ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
