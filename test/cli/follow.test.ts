import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { serving } from './hookwright.ts'

test('deliveries --follow prints what its filters let in, goes on after a restart, and ends with 0 on Ctrl+C', async () => {
  const target = await receiver(answers(200))
  const data = tempDir()
  const first = await serving('--data', data)
  await first.registered(target.url)
  const following = first.start('deliveries', '--follow', '--trigger', 'person.updated', '--search', 'Zebra', '--status', 'acknowledged', '--json')
  // Nothing but its output tells that the feed is open: raise until it comes.
  let seen = false
  const opened = following.until('stdout', /\n/).then(() => (seen = true))
  while (!seen) await first.hw('trigger', 'members', 'person.updated', '--set', 'firstName=Zebra', '--wait')
  await opened
  await first.hw('trigger', 'members', 'person.deleted', '--wait')

  first.process.kill('SIGTERM')
  await following.until('stderr', /The instance is gone/)
  await first.ended
  const second = await serving('--data', data)
  await second.hw('trigger', 'members', 'person.updated', '--set', 'firstName=Other', '--wait')
  const { id } = ((await second.json('trigger', 'members', 'person.updated', '--set', 'firstName=Zebra', '--wait')) as { deliveries: [{ id: string }] }).deliveries[0]
  await following.until('stdout', new RegExp(`"${id}"`))
  following.process.kill('SIGINT')

  const { code, stdout, stderr } = await following.ended
  expect({ code, losses: stderr.match(/is gone/g)?.length }).toEqual({ code: 0, losses: 1 })
  const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; trigger: string; status: string })
  expect(lines.at(-1)?.id).toBe(id)
  for (const line of lines) expect(line).toMatchObject({ trigger: 'person.updated', status: 'acknowledged' })
  expect(new Set(lines.map((line) => line.id)).size, 'each acknowledged delivery is told of once').toBe(lines.length)
})

test('--follow takes neither an id nor a page', async () => {
  const { hw } = await serving()
  expect((await hw('deliveries', 'dlv_1', '--follow')).code).toBe(2)
  expect((await hw('deliveries', '--follow', '--limit', '3')).code).toBe(2)
})

test('inbox captures --follow tells of each request as it comes, and again when a held one is answered', async () => {
  const { client, start, hw } = await serving()
  const orders = await client.call('createInbox', { body: { name: 'orders' } })
  const other = await client.call('createInbox', { body: { name: 'other' } })
  const following = start('inbox', 'captures', 'orders', '--follow', '--compact')
  // Nothing but its output tells that the feed is open: send until it comes.
  let seen = false
  const opened = following.until('stdout', /\n/).then(() => (seen = true))
  while (!seen) await fetch(`${orders.url}/probe`)
  await opened

  await client.call('changeInbox', { params: { id: 'orders' }, body: { respond: 'hold | 204' } })
  const held = fetch(`${orders.url}/first`, { method: 'POST', body: 'x' })
  await following.until('stdout', /POST \/orders\/first/)
  await fetch(other.url ?? '')
  await fetch(`${orders.url}/second%07`)
  const [, id = ''] = /(cap_\d+)\torders\tPOST/.exec(await following.until('stdout', /second/)) ?? []
  await hw('inbox', 'answer', id, '503')
  expect((await held).status).toBe(503)
  const stdout = await following.until('stdout', /POST[^]*second[^]*POST[^]*\n/)
  const told = stdout.trimEnd().split('\n').map((line) => line.split('\t').slice(2))
  expect(told.filter(([, request]) => request !== 'GET /orders/probe')).toEqual([
    ['orders', 'POST /orders/first', '-', 'open'],
    ['orders', 'GET /orders/second%07', '-', '204'],
    ['orders', 'POST /orders/first', '-', expect.stringContaining('503')],
  ])
  following.process.kill('SIGINT')
  expect((await following.ended).code).toBe(0)
  expect((await hw('inbox', 'captures')).code).toBe(2)
})
