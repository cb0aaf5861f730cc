import { expect, test } from 'vitest'
import { answers, closedPort, MISBEHAVIOURS, receiver } from '../helpers/receivers.ts'
import { run, serving } from './hookwright.ts'

/** The data of a Members message, as a receiver reads it out of the request's bytes. */
function personIn(request: Buffer | undefined): Record<string, unknown> {
  const body = JSON.parse(request?.toString().split('\r\n\r\n')[1] ?? '') as { message: { data: string } }
  return (JSON.parse(Buffer.from(body.message.data, 'base64').toString()) as Record<string, unknown>[])[0] ?? {}
}

test('--wait ends with 0 once the receiver has acknowledged', async () => {
  const target = await receiver(answers(204))
  const { hw, registered } = await serving()
  await registered(target.url)
  const { code, stdout, stderr } = await hw('trigger', 'members', 'person.updated', '--wait')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ID +STATUS +TRIES +LAST .*\ndlv_1 +acknowledged +1 +204 +person\.updated .* reg_1 .*\n$/)
  expect(stderr).toBe('Raised person.updated (evt_1): 1 delivery.\nSettled: 1 acknowledged.\n')
  expect(target.requests).toHaveLength(1)
})

test('--json prints what was raised, with each delivery as it settled', async () => {
  const target = await receiver(answers(200))
  const { json, registered } = await serving()
  await registered(target.url)
  expect(await json('trigger', 'members', 'person.deleted')).toMatchObject({ events: 1, deliveryCount: 1, event: { trigger: 'person.deleted' } })
  expect(await json('trigger', 'members', 'person.deleted', '--wait')).toMatchObject({ events: 1, deliveries: [{ id: 'dlv_2', status: 'acknowledged', lastStatusCode: 200 }] })
})

test('a receiver that refuses: --wait tells each attempt, and ends with 4 when its time is up', async () => {
  const target = await receiver(answers(503))
  const { hw, registered } = await serving()
  await registered(target.url)
  const { code, stdout, stderr } = await hw('trigger', 'members', 'person.updated', '--wait', '--timeout', '5s')
  expect(code).toBe(4)
  expect(stdout).toMatch(/\ndlv_1 +retrying +1 +503, again at \d\d:\d\d:\d\dZ /)
  expect(stderr).toMatch(/\ndlv_1 retrying: 503, again at \d\d:\d\d:\d\dZ\nTimed out after 5 s: 1 retrying\.\n$/)
})

test('a virtual clock that stands still is named as the reason', async () => {
  const { hw, registered } = await serving('--clock', 'virtual')
  await registered(await closedPort())
  const { code, stderr } = await hw('trigger', 'members', 'person.updated', '--wait', '--timeout', '2s')
  expect(code).toBe(4)
  expect(stderr).toMatch(/Timed out after 2 s: 1 \w+\.\nTime is virtual and stands: /)
})

test('a delivery that settles otherwise ends --wait with 1', async () => {
  const target = await receiver(answers(503))
  const { client, start, registered } = await serving()
  await registered(target.url)
  const waiting = start('trigger', 'members', 'person.updated', '--wait')
  await waiting.until('stderr', /dlv_1 retrying/)
  await client.call('deleteRegistration', { params: { id: 'reg_1' } })
  const { code, stdout, stderr } = await waiting.ended
  expect(code).toBe(1)
  expect(stdout).toMatch(/\ndlv_1 +cancelled /)
  expect(stderr).toMatch(/Settled: 1 cancelled\.\n$/)
})

test('an instance that stops meanwhile ends --wait with 3', async () => {
  const target = await receiver(MISBEHAVIOURS.hang)
  const { start, process: child, registered } = await serving()
  await registered(target.url)
  const waiting = start('trigger', 'members', 'person.updated', '--wait')
  await target.received(1)
  child.kill('SIGKILL')
  const { code, stderr } = await waiting.ended
  expect(code).toBe(3)
  expect(stderr).toMatch(/hookwright: Hookwright is not running any more: [^\n]+\n$/)
})

test('nobody registered: raised all the same, but --wait has a "no" to report', async () => {
  const { hw } = await serving()
  const fired = await hw('trigger', 'members', 'person.updated')
  expect({ code: fired.code, stdout: fired.stdout }).toEqual({ code: 0, stdout: '' })
  expect(fired.stderr).toMatch(/^Raised person\.updated \(evt_1\): nobody gets it\.\n.*registrations add members URL/)
  const waited = await hw('trigger', 'members', 'person.updated', '--wait')
  expect(waited.code).toBe(1)
  expect(waited.stderr).toMatch(/Settled: nothing was sent\.\n$/)
})

test('a disabled or unmatched registration is named with the reason', async () => {
  const target = await receiver(answers(200))
  const { hw } = await serving()
  await hw('registrations', 'add', 'members', target.url, '--secret', 'k', '--disabled')
  const { code, stderr } = await hw('trigger', 'members', 'person.updated', '--registration', 'reg_1', '--wait')
  expect(code).not.toBe(0)
  expect(stderr).toContain('reg_1')
  expect(target.requests).toHaveLength(0)
})

test('--times with --wait follows every one of them, more than one answer of the API lists', async () => {
  const target = await receiver(answers(200))
  const { json, registered } = await serving()
  await registered(target.url)
  const fired = (await json('trigger', 'members', 'person.updated', '--times', '150', '--wait')) as { deliveries: { status: string }[] }
  expect(fired).toMatchObject({ events: 150, deliveryCount: 150 })
  expect(fired.deliveries.map((d) => d.status)).toEqual(Array.from({ length: 150 }, () => 'acknowledged'))
  expect(target.requests).toHaveLength(150)
})

test('the data comes from a file or stdin, --set goes over it', async () => {
  const target = await receiver(answers(200))
  const { ready, registered } = await serving()
  await registered(target.url)
  const sent = await run(
    ['trigger', 'members', 'person.updated', '--body', '-', '--set', 'firstName=Åse', '--set', 'currentAddress.city=Oslo', '--wait', '--data', ready.dataDir],
    { stdin: '{"personID": 77, "firstName": "Ann", "lastName": "Lie"}' },
  )
  expect(sent.stderr).toContain('Settled: 1 acknowledged.')
  expect(personIn(target.requests[0])).toMatchObject({ personID: 77, firstName: 'Åse', lastName: 'Lie', currentAddress: { city: 'Oslo' } })
})

const BAD_USAGE: [args: string[], hint: string][] = [
  [['trigger', 'members', 'person.update'], 'Did you mean person.updated?'],
  [['trigger', 'member', 'person.updated'], 'Did you mean members?'],
  [['trigger', 'members', 'person.updated', '--registration', 'reg_99'], 'reg_99'],
  [['trigger', 'members', 'person.updated', '--set', 'name'], 'path=value'],
  [['trigger', 'members', 'person.updated', '--timeout', '30'], 'such as 500ms'],
  [['trigger', 'members', 'person.updated', '--body', '/nowhere.json'], '/nowhere.json'],
  [['trigger', 'members', 'person.updated', '--body', '-'], 'no JSON'],
  [['trigger', 'members', 'person.updated', '--waite'], 'Did you mean --wait?'],
  [['triger'], 'Did you mean trigger?'],
]

test('bad usage ends with 2, says what is meant, and raises nothing', async () => {
  const { hw, json } = await serving()
  for (const [args, hint] of BAD_USAGE) {
    const { code, stdout, stderr } = await hw(...args)
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' })
    expect(stderr).toContain(hint)
  }
  expect(await json('trigger', 'members', 'person.updated')).toMatchObject({ event: { id: 'evt_1' } })
})
