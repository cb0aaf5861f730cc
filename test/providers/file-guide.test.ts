/** The guide's example is a real file: it runs, and signs as the guide says. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'
import { answers, receiver } from '../helpers/receivers.ts'

test('the file of docs/providers.md runs', async () => {
  const guide = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8')
  const text = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const hw = await startForTest()
  expect(await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text } })).toMatchObject({ status: 'running', faults: [] })
  const peer = await receiver(answers(200))
  const key = Buffer.from('correct horse battery staple')
  const secret = `acme_${key.toString('base64')}`
  await expect(hw.client.call('createRegistration', { body: { provider: 'acme', url: peer.url, settings: { secret: 'acme_***' } } })).rejects.toMatchObject({ code: 'invalid' })
  await hw.client.call('createRegistration', { body: { provider: 'acme', url: `${peer.url}/hook`, settings: { secret, triggers: ['order'] } } })
  await hw.client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'order.placed' } })
  await peer.received(1)
  const [head = '', body = ''] = (peer.requests[0] ?? Buffer.alloc(0)).toString('utf8').split('\r\n\r\n')
  const [, t = '', v1] = /acme-signature: t=(\d+),v1=([0-9a-f]+)/i.exec(head) ?? []
  expect(v1).toBe(createHmac('sha256', key).update(`${t}.${body}`).digest('hex'))
  expect(JSON.parse(body)).toMatchObject({ type: 'order.placed', data: { id: 1042, total: 129.5, email: 'ada@example.com' } })
})
