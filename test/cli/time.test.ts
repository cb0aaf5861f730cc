import { expect, test } from 'vitest'
import { answers, receiver } from '../helpers/receivers.ts'
import { SENTENCE, serving } from './hookwright.ts'

test('clock advance runs what falls due and comes back when it has settled', async () => {
  const target = await receiver(answers(503, 503, 200))
  const { hw, json, registered } = await serving('--clock', 'virtual', '--clock-start', '2026-03-01T12:00:00Z')
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated')
  const { code, stdout, stderr } = await hw('clock', 'advance', '30s')
  expect(code).toBe(0)
  // The first call may have ended before.
  expect(stderr).toMatch(/^Moved by 30 s; [23] calls ended\.\n$/)
  expect(stdout).toMatch(/Now +2026-03-01T12:00:30\.000Z/)
  expect(await json('deliveries', 'dlv_1')).toMatchObject({ status: 'acknowledged', attemptCount: 3 })
  expect(await json('clock')).toMatchObject({ mode: 'virtual', now: '2026-03-01T12:00:30.000Z', nextDueAt: null })
})

test('clock set switches, and real time cannot be moved', async () => {
  const { hw } = await serving()
  expect((await hw('clock', 'advance', '10s')).code, 'refused as things stand').toBe(1)
  expect((await hw('clock', 'set', 'virtual')).stdout).toMatch(/Clock +virtual/)
  expect((await hw('clock', 'advance', 'idle')).code).toBe(0)
  for (const args of [['clock', 'set', 'lunar'], ['clock', 'advance', 'soon'], ['clock', 'advance', '10']]) {
    const { code, stderr } = await hw(...args)
    expect({ args, code, stderr }).toMatchObject({ args, code: 2, stderr: expect.stringMatching(/^hookwright: /) as string })
  }
})

test('sync pushes every person, and --wait says how it went', async () => {
  const target = await receiver(answers(200))
  const { hw, json, registered } = await serving('--persons', '20', '--seed', '1')
  await registered(target.url)
  const { code, stdout } = await hw('sync', 'reg_1', '--wait', '--interval', '0')
  expect(code).toBe(0)
  expect(stdout).toMatch(/Status +done/)
  const sync = (await json('sync', 'syn_1')) as { acknowledged: number; skipped: number }
  expect(sync).toMatchObject({ status: 'done', progress: 1, failed: 0 })
  expect(target.requests).toHaveLength(sync.acknowledged)
  expect(sync.acknowledged + sync.skipped).toBe(20)
})

test('a sync is paused, resumed and cancelled, and says why not', async () => {
  const target = await receiver(answers(200))
  const { hw, registered } = await serving('--persons', '20')
  await registered(target.url)
  await hw('sync', 'reg_1', '--interval', '1h')
  expect((await hw('sync', 'syn_1', '--do', 'pause')).stdout).toMatch(/Status +paused/)
  expect((await hw('sync', 'syn_1', '--do', 'resume')).stdout).toMatch(/Status +running/)
  expect((await hw('sync', 'syn_1', '--do', 'cancel', '--wait')).code, 'cancelled is a no').toBe(1)
  for (const [args, exit] of [[['sync', 'syn_1', '--do', 'cancel'], 1], [['sync', 'reg_9'], 2], [['sync', 'syn_9'], 2], [['sync', 'reg_1', '--do', 'pause'], 2]] as const) {
    const { code, stderr } = await hw(...args)
    expect({ args, code, sentence: SENTENCE.test(stderr) }).toEqual({ args, code: exit, sentence: true })
  }
})

test('retention is shown and changed flag by flag, and what is over goes', async () => {
  const target = await receiver(answers(200))
  const { hw, json, registered } = await serving()
  await registered(target.url)
  expect((await hw('retention')).stdout).toMatch(/Age +however old\n.*Deliveries +the newest 1000000/s)
  await hw('trigger', 'members', 'person.updated', '--times', '3', '--wait')
  expect((await hw('retention', '--max-age', '36h', '--max-deliveries', '1')).stdout).toMatch(/Age +at most 36 hours\n.*Deliveries +the newest 1\n/s)
  await expect.poll(async () => ((await json('deliveries')) as { items: { id: string }[] }).items.map(({ id }) => id), { timeout: 20_000 }).toEqual(['dlv_3'])
  expect((await hw('retention', '--max-age', 'none')).stdout).toMatch(/Age +however old\n.*Deliveries +the newest 1\n/s)
  const { code, stderr } = await hw('retention', '--max-age', '30')
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/such as 12h or 30d/) as string })
})

test('sending is paused and goes on', async () => {
  const target = await receiver(answers(200))
  const { hw, json, registered } = await serving()
  await registered(target.url)
  expect((await hw('sending', 'pause')).stdout).toMatch(/Sending +paused/)
  await hw('trigger', 'members', 'person.updated')
  expect(await json('sending')).toEqual({ paused: true })
  expect(await json('deliveries', 'dlv_1')).toMatchObject({ status: 'queued', attemptCount: 0 })
  expect((await hw('sending', 'resume', '--quiet')).stdout).toBe('on\n')
  expect((await hw('deliveries', 'dlv_1')).code).toBe(0)
  expect((await hw('trigger', 'members', 'person.updated', '--wait')).code).toBe(0)
  expect(target.requests).toHaveLength(2)
})
