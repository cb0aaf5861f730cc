import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import type { DeliveryStatus, DeliverySummary } from '#contract/delivery.ts'
import { settle } from './settle.ts'

const delivery = (id: string, seq: number, status: DeliveryStatus) => ({ id, seq, status, attemptCount: 0 }) as DeliverySummary
const hello = (seq: number, reset = false) => `id: w.${seq}\nevent: hello\ndata: ${JSON.stringify({ workspace: 'w', seq, reset })}\n\n`
const changes = (seq: number, ...all: object[]) => `id: w.${seq}\nevent: changes\ndata: ${JSON.stringify({ seq, changes: all })}\n\n`
const put = (item: DeliverySummary) => ({ kind: 'delivery', op: 'put', id: item.id, item })

/** An instance whose n-th feed connection is answered by the n-th function, and whose deliveries are these. */
async function instance(feeds: ((response: ServerResponse) => void)[], deliveries: DeliverySummary[] = []): Promise<Client> {
  let connections = 0
  const server = createServer((request, response) => {
    if (request.url === '/api/v1/live') return feeds[connections++]?.(response)
    response.end(JSON.stringify(deliveries.find(({ id }) => request.url?.endsWith(id))))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => (server.closeAllConnections(), void server.close()))
  return createClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't' })
}

const LONG = { timeoutMs: 60_000 }

test('raises only once the feed is open, and misses nothing that happens while it raises', async () => {
  const order: string[] = []
  const client = await instance([
    (response) => {
      order.push('feed')
      response.write(hello(1) + changes(4, put(delivery('dlv_1', 4, 'acknowledged')), put(delivery('dlv_9', 4, 'failed'))) + changes(5, put(delivery('dlv_2', 5, 'expired'))))
    },
  ])
  const seen: string[] = []
  const settlement = await settle(
    client,
    () => {
      order.push('raise')
      return Promise.resolve([delivery('dlv_1', 2, 'queued'), delivery('dlv_2', 3, 'queued')])
    },
    { ...LONG, onChange: (d) => seen.push(`${d.id} ${d.status}`) },
  )
  expect(order).toEqual(['feed', 'raise'])
  expect(settlement.settled).toBe(true)
  expect(settlement.deliveries.map((d) => d.status)).toEqual(['acknowledged', 'expired'])
  expect(seen).toEqual(['dlv_1 queued', 'dlv_2 queued', 'dlv_1 acknowledged', 'dlv_2 expired'])
})

test('a feed that forgot where it was makes it look again; an older copy changes nothing', async () => {
  const client = await instance(
    [
      (response) => response.end(hello(1) + changes(3, put(delivery('dlv_1', 3, 'retrying')), put(delivery('dlv_1', 2, 'acknowledged')))),
      (response) => response.write(hello(9, true)),
    ],
    [delivery('dlv_1', 8, 'failed')],
  )
  const seen: DeliveryStatus[] = []
  const { deliveries } = await settle(client, () => Promise.resolve([delivery('dlv_1', 2, 'queued')]), { ...LONG, onChange: (d) => seen.push(d.status) })
  expect(seen).toEqual(['queued', 'retrying', 'failed'])
  expect(deliveries).toMatchObject([{ id: 'dlv_1', status: 'failed' }])
})

test('nothing raised is settled at once; a refusal to raise comes through', async () => {
  const open = (response: ServerResponse) => void response.write(hello(1))
  const client = await instance([open, open])
  expect(await settle(client, () => Promise.resolve([]), LONG)).toEqual({ deliveries: [], settled: true })
  await expect(settle(client, () => Promise.reject(new Error('no such trigger')), LONG)).rejects.toThrow('no such trigger')
})

test('a delivery that is deleted, an instance that goes away, a time that is up', async () => {
  const raise = () => Promise.resolve([delivery('dlv_1', 2, 'queued')])
  const deleted = await instance([(response) => response.write(hello(1) + changes(3, { kind: 'delivery', op: 'delete', id: 'dlv_1' }))])
  await expect(settle(deleted, raise, LONG)).rejects.toThrow('dlv_1 was deleted')

  const silent = await instance([(response) => response.write(hello(1))])
  expect(await settle(silent, raise, { timeoutMs: 1 })).toMatchObject({ settled: false, deliveries: [{ status: 'queued' }] })

  const server = createServer((_, response) => {
    response.end(hello(1))
    server.close()
    response.on('close', () => server.closeAllConnections())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const gone = createClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't' })
  await expect(settle(gone, raise, LONG)).rejects.toThrow('does not answer')
})
