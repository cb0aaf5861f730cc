/** An event reaches the registrations on its trigger and on every trigger above it, each by a delivery of its own. */
import type { Engine } from '#engine/engine.ts'
import { expect, test } from 'vitest'
import { settled, startEngine } from '../helpers/engine.ts'
import { answers, receiver } from '../helpers/receivers.ts'

const LEAF = 'NewApplicantGroupCreatedSubscriptionNotification'
const MIDDLE = 'GroupSearchingRoleChangedSubscriptionNotification'
const ROOT = 'GroupChangedSubscriptionNotification'
const BESIDE = 'NewVendorGroupCreatedSubscriptionNotification'

const on = (engine: Engine, trigger: string, url: string): string => `reg_${engine.registrations.create({ provider: 'dezrez', url, settings: { trigger }, enabled: true }).id}`
const fire = (engine: Engine, trigger: string, data = {}) => engine.fire('dezrez', { trigger, data, times: 1 })

test('each gets the bytes of the trigger that was raised, and those below or beside it get nothing', async () => {
  const server = await receiver(answers(200))
  const engine = startEngine()
  const [root, middle, leaf, twin] = [ROOT, MIDDLE, LEAF, LEAF].map((trigger, n) => on(engine, trigger, `${server.url}/${n}`))
  const beside = on(engine, BESIDE, `${server.url}/beside`)

  const preview = engine.preview('dezrez', { trigger: LEAF, data: { GroupId: 4711 } })
  expect(preview.recipients.map(({ registrationId }) => registrationId)).toEqual([root, middle, leaf, twin])
  expect(preview.skipped).toEqual([{ registrationId: beside, reason: expect.stringContaining(BESIDE) }])

  const fired = fire(engine, LEAF, { GroupId: 4711 })
  expect(fired.deliveries.map(({ registrationId, trigger }) => [registrationId, trigger])).toEqual([root, middle, leaf, twin].map((id) => [id, LEAF]))
  for (const { id } of fired.deliveries) expect((await settled(engine, id)).status).toBe('acknowledged')

  expect(server.requests.map((bytes) => /^POST (\S+)/.exec(bytes.toString())?.[1]).sort()).toEqual(['/0', '/1', '/2', '/3'])
  const bodies = new Set(server.requests.map((bytes) => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4).toString()))
  expect(bodies.size).toBe(1)
  expect([...bodies].map((text) => JSON.parse(text) as object)).toEqual([fired.event.data])
  expect(Object.keys(fired.event.data)).toEqual(['GroupSearchingRoleId', 'GroupId', 'RootEntityId', 'AgencyId', 'BranchId', 'Occurred', 'ChangedByPersonId', 'ChangeType'])
  expect(new Set(fired.deliveries.map(({ eventId }) => eventId)).size).toBe(1)
})

test('one that refuses is tried again alone, five times in all', async () => {
  const [good, bad] = [await receiver(answers(200)), await receiver(answers(500))]
  const engine = startEngine()
  on(engine, ROOT, good.url)
  on(engine, LEAF, bad.url)
  const [first, second] = fire(engine, LEAF).deliveries
  await engine.time.advance({ to: 'idle', patienceMs: 5_000 }, new AbortController().signal)
  expect(engine.deliveries.get(first?.id ?? '')).toMatchObject({ status: 'acknowledged', attemptCount: 1 })
  expect(engine.deliveries.get(second?.id ?? '')).toMatchObject({ status: 'failed', attemptCount: 5 })
  expect([good.requests.length, bad.requests.length]).toEqual([1, 5])
})

test('a disabled agency gets nothing, and an event that goes up is not told below', () => {
  const engine = startEngine()
  on(engine, LEAF, 'http://127.0.0.1:9/')
  expect(fire(engine, ROOT).deliveryCount).toBe(0)
  engine.entities.change({ provider: 'dezrez', kind: 'agency', id: '1' }, { webhooksEnabled: false })
  expect(fire(engine, LEAF)).toMatchObject({ deliveryCount: 0, skipped: [{ reason: 'Webhooks are not enabled for agency 1.' }] })
})
