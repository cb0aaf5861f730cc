import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { serving, type Serving } from './hookwright.ts'

const FILE = `id: acme
title: Acme
description: Orders.
settings: [{ key: secret, label: Secret, type: string, secret: true, required: true, source: documented }]
signing: [{ algorithm: hmac-sha256, key: { setting: secret }, content: "{body}", header: Acme-Signature, source: documented }]
policy: { retry: { value: { ladder: [1h] }, source: documented } }
triggers: [{ name: order, description: An order., samples: [{ id: 1 }] }]
`

/** A workspace whose process was killed while a delivery of its own provider waited for its second attempt. */
async function killed(statuses: number[]): Promise<{ data: string; file: string; target: Awaited<ReturnType<typeof receiver>>; again(): Promise<Serving> }> {
  const data = tempDir()
  const file = join(data, 'providers', 'acme.yaml')
  const target = await receiver(answers(...statuses))
  const again = () => serving('--data', data, '--clock', 'virtual')
  const hw = await again()
  await hw.client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: FILE } })
  await hw.client.call('createRegistration', { body: { provider: 'acme', url: target.url, settings: { secret: 'k' } } })
  await hw.client.call('fireEvent', { params: { provider: 'acme' }, body: { trigger: 'order' } })
  await hw.client.call('advanceClock', { body: { ms: 0 } })
  expect(await hw.client.call('getDelivery', { params: { id: 'dlv_1' } })).toMatchObject({ status: 'retrying', attemptCount: 1 })
  hw.process.kill('SIGKILL')
  await hw.ended
  return { data, file, target, again }
}

test.each([
  ['as it was', () => undefined, 'running'],
  ['faulty', (file: string) => writeFileSync(file, FILE.replace('title', 'titel')), 'last-good'],
  ['cut off', (file: string) => writeFileSync(file, FILE.slice(0, 130)), 'last-good'],
  ['empty', (file: string) => writeFileSync(file, ''), 'last-good'],
] as const)('where the file is found %s after a kill, what waits for its provider goes on as if nothing had been', async (_, change, state) => {
  const { file, target, again } = await killed([503, 200])
  change(file)
  const { client } = await again()
  expect(await client.call('getProviderFile', { params: { name: 'acme.yaml' } })).toMatchObject({ status: state, provider: 'acme' })
  expect(await client.call('getRegistration', { params: { id: 'reg_1' } })).toMatchObject({ provider: 'acme', enabled: true })
  await client.call('advanceClock', { body: { to: 'idle' } })
  expect(await client.call('getDelivery', { params: { id: 'dlv_1' } })).toMatchObject({ status: 'acknowledged', attempts: [{ response: { statusCode: 503 } }, { response: { statusCode: 200 } }] })
  const [first, second] = target.requests.map((bytes) => bytes.toString('latin1').toLowerCase())
  expect(/acme-signature: ([0-9a-f]{64})/.exec(second ?? '')?.[1]).toBe(/acme-signature: ([0-9a-f]{64})/.exec(first ?? '')?.[1] ?? 'signed')
})

test('where the file is gone meanwhile, the delivery stands with its reason, is sent again when the file is back, and the rest runs', async () => {
  const { file, target, again } = await killed([503, 200])
  rmSync(file)
  const { client, hw } = await again()
  expect((await client.call('listProviderFiles')).items.filter(({ name }) => name === 'acme.yaml')).toEqual([])
  await client.call('advanceClock', { body: { to: 'idle' } })
  const stopped = await client.call('getDelivery', { params: { id: 'dlv_1' } })
  expect(stopped).toMatchObject({ status: 'cancelled', attemptCount: 1, lastError: 'The provider acme is not here any more. Once its file is back, this can be replayed.' })
  expect(await hw('deliveries', 'dlv_1')).toMatchObject({ code: 0, stdout: expect.stringContaining('acme') })
  await client.call('createRegistration', { body: { provider: 'members', url: target.url, settings: { secret: 'k' } } })
  await client.call('runAction', { params: { id: 'reg_2', action: 'run-test' } })
  await client.call('advanceClock', { body: { ms: 0 } })
  expect(await client.call('getDelivery', { params: { id: 'dlv_2' } })).toMatchObject({ status: 'acknowledged' })

  await client.call('putProviderFile', { params: { name: 'acme.yaml' }, body: { text: FILE } })
  const replayed = await client.call('replayDelivery', { params: { id: 'dlv_1' }, body: {} })
  await client.call('advanceClock', { body: { ms: 0 } })
  expect(await client.call('getDelivery', { params: { id: replayed.id } })).toMatchObject({ status: 'acknowledged', replayOf: 'dlv_1' })
})
