/** What the shipped files send, verified by the vendors' own recipes written out here: over HTTP, from the bytes that arrived. */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'

const SECRET = 'whsec_c2hoaCBkb24ndCB0ZWxs'

interface Arrived {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly json: Record<string, unknown>
}

/** Registers a receiver, fires the trigger, and answers what arrived. */
async function send(provider: string, trigger: string, settings: Record<string, string> = {}): Promise<Arrived> {
  const hw = await startForTest()
  const peer = await receiver(answers(200))
  await hw.client.call('createRegistration', { body: { provider, url: `${peer.url}/hook`, settings: { secret: SECRET, ...settings } } })
  const { deliveries } = await hw.client.call('fireEvent', { params: { provider }, body: { trigger } })
  expect(deliveries).toHaveLength(1)
  await peer.received(1)
  const bytes = peer.requests[0] ?? Buffer.alloc(0)
  const end = bytes.indexOf('\r\n\r\n')
  const lines = bytes.subarray(0, end).toString('latin1').split('\r\n').slice(1)
  const body = bytes.subarray(end + 4)
  return {
    headers: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])),
    body,
    json: JSON.parse(body.toString('utf8')) as Record<string, unknown>,
  }
}

test('GitHub: sha1 and sha256 of the body in hex, the event in a header and the action in the body', async () => {
  const { headers, body, json } = await send('github', 'issues.opened')
  expect(headers['x-hub-signature-256']).toBe(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`)
  expect(headers['x-hub-signature']).toBe(`sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`)
  expect(headers['x-github-event']).toBe('issues')
  expect(headers['x-github-delivery']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(headers['user-agent']).toMatch(/^GitHub-Hookshot\//)
  expect(json).toMatchObject({ action: 'opened', issue: {}, repository: {}, sender: {} })
})

test('Stripe: t and v1 of "t.body" in one header, an event object around the data', async () => {
  const { headers, body, json } = await send('stripe', 'payment_intent.succeeded')
  const parts = new Map((headers['stripe-signature'] ?? '').split(',').map((part) => part.split('=') as [string, string]))
  const t = parts.get('t') ?? ''
  expect(parts.get('v1')).toBe(createHmac('sha256', SECRET).update(`${t}.${body.toString('utf8')}`).digest('hex'))
  expect(Math.abs(Date.now() / 1_000 - Number(t))).toBeLessThan(300)
  expect(json).toMatchObject({ object: 'event', type: 'payment_intent.succeeded', data: { object: { object: 'payment_intent', status: 'succeeded' } } })
  expect(json['id']).toMatch(/^evt_[A-Za-z0-9]{24}$/)
  expect(typeof json['created']).toBe('number')
})

test('Slack: v0 of "v0:timestamp:body", the timestamp in a header of its own', async () => {
  const { headers, body, json } = await send('slack', 'app_mention')
  const timestamp = headers['x-slack-request-timestamp'] ?? ''
  expect(headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:`).update(body).digest('hex')}`)
  expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(300)
  expect(json).toMatchObject({ type: 'event_callback', event: { type: 'app_mention' } })
})

test('Shopify: base64 of the body, the topic and the shop in headers', async () => {
  const { headers, body } = await send('shopify', 'orders/create', { trigger: 'orders/create' })
  expect(headers['x-shopify-hmac-sha256']).toBe(createHmac('sha256', SECRET).update(body).digest('base64'))
  expect(headers).toMatchObject({ 'x-shopify-topic': 'orders/create', 'x-shopify-shop-domain': 'fjord-outfitters.myshopify.com', 'content-type': 'application/json' })
})

test.each([['github', 'push'], ['stripe', 'invoice.paid'], ['slack', 'message.im'], ['shopify', 'products/update']])('an inbox verifies what %s sends, and refuses it under another secret', async (provider, trigger) => {
  const hw = await startForTest()
  const settings = { secret: SECRET, ...(provider === 'shopify' && { trigger }) }
  for (const [name, secret] of [['right', SECRET], ['wrong', 'another']] as const) {
    const inbox = await hw.client.call('createInbox', { body: { name, verify: { scheme: provider, secret } } })
    await hw.client.call('createRegistration', { body: { provider, url: inbox.url ?? '', settings } })
  }
  await hw.client.call('fireEvent', { params: { provider }, body: { trigger } })
  const verdicts = async (name: string): Promise<(boolean | undefined)[]> => (await hw.client.call('listCaptures', { params: { id: name } })).items.map(({ verdict }) => verdict?.ok)
  await expect.poll(() => verdicts('right')).toEqual([true])
  await expect.poll(() => verdicts('wrong')).toEqual([false])
})
