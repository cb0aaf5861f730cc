import { expect, it, onTestFinished } from 'vitest'
import { followLive } from '#client/live.ts'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'
import { MISBEHAVIOURS, answers, receiver, response } from '../helpers/receivers.ts'

const START = { clock: 'virtual', clockStart: '2026-03-01T12:00:00Z' } as const

const pause = ({ client }: RunningHookwright, paused: boolean) => client.call('changeSending', { body: { paused } })
const fire = ({ client }: RunningHookwright, times = 1) => client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times } })
const register = ({ client }: RunningHookwright, url: string) => client.call('createRegistration', { body: { provider: 'members', url, settings: { secret: 'k' } } })

it('begins no call while it is paused, and all of them once it goes on', async () => {
  const hw = await startForTest(START)
  const server = await receiver(answers(200))
  await register(hw, server.url)
  expect(await pause(hw, true)).toEqual({ paused: true })

  await fire(hw, 3)
  // Time may move: nothing falls due, and whoever waits is told why.
  expect(await hw.client.call('advanceClock', { body: { to: 'idle' } })).toMatchObject({ movedMs: 0, attempts: 0, nextDueAt: null })
  expect(await hw.client.call('awaitIdle', { body: { withinMs: 1_000 } })).toEqual({ idle: false, message: '3 deliveries wait for their first attempt and 0 for an answer. Sending is paused.' })
  expect(await hw.client.call('settleDelivery', { params: { id: 'dlv_1' }, body: { withinMs: 1_000 } })).toMatchObject({ settled: false, message: expect.stringMatching(/ Sending is paused\.$/) })
  expect(await hw.client.call('getStatus')).toMatchObject({ queue: { waiting: 3, inFlight: 0, paused: true } })
  expect(server.requests).toEqual([])

  expect(await pause(hw, false)).toEqual({ paused: false })
  expect(await hw.client.call('awaitIdle', { body: { withinMs: 10_000 } })).toMatchObject({ idle: true })
  expect(server.requests).toHaveLength(3)
})

it('lets a call that is in flight end, and holds back its retry', async () => {
  const hw = await startForTest(START)
  const server = await receiver(MISBEHAVIOURS.hang)
  await register(hw, server.url)
  await fire(hw)
  await server.received(1)
  await pause(hw, true)
  server.answer(0, response(503))
  expect(await hw.client.call('awaitIdle', { body: { withinMs: 10_000 } })).toMatchObject({ idle: true })
  await hw.client.call('advanceClock', { body: { ms: 3_600_000 } })
  expect(await hw.client.call('getDelivery', { params: { id: 'dlv_1' } })).toMatchObject({ status: 'retrying', attemptCount: 1 })
  expect(server.requests).toHaveLength(1)
})

it('stays paused over a restart, and says so', async () => {
  const hw = await startForTest(START)
  const server = await receiver(answers(200))
  await register(hw, server.url)
  await pause(hw, true)
  await fire(hw)
  await hw.close()

  const again = await startForTest({ ...START, dataDir: hw.ready.dataDir })
  onTestFinished(() => again.close())
  expect(await again.client.call('getSending')).toEqual({ paused: true })
  expect(await again.client.call('awaitIdle', { body: { withinMs: 0 } })).toMatchObject({ idle: false })
  expect(server.requests).toEqual([])
  await pause(again, false)
  expect(await again.client.call('awaitIdle', { body: { withinMs: 10_000 } })).toMatchObject({ idle: true })
  expect(server.requests).toHaveLength(1)
})

it('expires what passes its horizon meanwhile, without a call', async () => {
  const hw = await startForTest(START)
  const server = await receiver(answers(200))
  await register(hw, server.url)
  await pause(hw, true)
  await fire(hw)
  await hw.client.call('advanceClock', { body: { ms: 60 * 86_400_000 } })
  await pause(hw, false)
  expect(await hw.client.call('settleDelivery', { params: { id: 'dlv_1' }, body: { withinMs: 10_000 } })).toMatchObject({ settled: true, delivery: { status: 'expired', attemptCount: 0 } })
  expect(server.requests).toEqual([])
})

it('is told to whoever follows the feed, though nothing else has changed', async () => {
  const hw = await startForTest(START)
  const stop = new AbortController()
  let paused: boolean | undefined
  for await (const event of followLive(hw.client, { signal: stop.signal })) {
    if (event.event !== 'status') continue
    ;({ paused } = event.data.queue)
    if (paused) break
    await pause(hw, true)
  }
  expect(paused).toBe(true)
})
