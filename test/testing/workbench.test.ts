import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startHookwright } from '#testing/index.ts'
import { NEEDED, checkNode } from '#testing/node-version.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { workbench } from './workbench.ts'

test('the example of the interface works as it is written', async () => {
  const hw = await startHookwright({ clock: 'virtual', seed: 1 })
  const inbox = await hw.inbox('orders', { verify: { scheme: 'members', secret: 'k' }, respond: [{ status: 503 }, { status: 200 }] })
  await hw.members.register({ url: inbox.url, signingKey: 'k' })
  const delivery = await hw.members.trigger('person.updated', { personID: 54512 })
  await hw.clock.advance('10s')
  expect((await delivery.settled()).attempts.map(({ response }) => response?.statusCode)).toEqual([503, 200])
  const captures = await inbox.expect({ count: 2, where: (capture) => capture.verdict?.ok === true })
  expect(captures.map(({ answer }) => answer?.status)).toEqual([503, 200])
  await hw.close()
})

describe('a workspace of its own', () => {
  test('two at once know nothing of each other, and their data goes with them', async () => {
    const [one, other] = await Promise.all([workbench(), workbench()])
    const inbox = await one.inbox('orders')
    await expect(other.client.call('getInbox', { params: { id: 'orders' } })).rejects.toMatchObject({ code: 'not_found' })
    expect(new URL(inbox.url).port).not.toBe(new URL(other.ready.inbox).port)
    expect(existsSync(one.ready.dataDir)).toBe(true)
    await one.close()
    expect(existsSync(one.ready.dataDir)).toBe(false)
    await expect(one.clock.now()).rejects.toThrow(/does not answer/)
    expect((await other.clock.state()).mode).toBe('virtual')
  })

  test('reset starts afresh under the same URLs and token, at the same time', async () => {
    const hw = await workbench()
    const inbox = await hw.inbox('orders')
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    await hw.members.trigger('person.updated')
    await hw.clock.advance('1h')
    await hw.reset()
    expect((await hw.client.call('listDeliveries')).items).toEqual([])
    expect((await hw.clock.now()).toISOString()).toBe('2026-03-01T12:00:00.000Z')
    expect((await hw.inbox('orders')).url, 'same URL').toBe(inbox.url)
  })

  test('restore brings back what was there, any number of times, and its time; what waited goes on', async () => {
    const hw = await workbench()
    const inbox = await hw.inbox('orders', { respond: '503 | 200' })
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    const delivery = await hw.members.trigger('person.updated')
    await hw.clock.advance(0)
    const retrying = await hw.snapshot()
    for (let round = 0; round < 2; round++) {
      await hw.clock.advance('1d')
      expect((await delivery.get()).status).toBe('acknowledged')
      await hw.restore(retrying)
      expect(await hw.clock.now()).toEqual(retrying.at)
      expect((await delivery.get()).status).toBe('retrying')
    }
    await delivery.settled({ within: '10s' })
    await inbox.expect({ count: 2 })
    await expect(hw.restore({ at: new Date() })).rejects.toThrow(/no snapshot of this Hookwright/)
  })

  test('close ends at once what waits for a time that never comes', async () => {
    const hw = await workbench()
    const inbox = await hw.inbox('slow', { respond: '200 slow 5m' })
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    await hw.members.trigger('person.updated')
    await hw.client.call('advanceClock', { body: { ms: 0, patienceMs: 0 } })
    const begun = performance.now()
    await hw.close()
    expect(performance.now() - begun, 'not the three seconds of an ordinary stop').toBeLessThan(2_500)
  })
})

test('two hundred of them leave no socket, no handle, no open file and no directory', { timeout: 180_000 }, async () => {
  const one = async (): Promise<void> => {
    const hw = await startHookwright({ persons: 0, logLevel: 'silent' })
    const inbox = await hw.inbox('orders')
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    await (await hw.members.trigger('person.updated')).settled()
    await inbox.expect()
    await hw.close()
  }
  // A place of its own: other tests make directories too.
  vi.stubEnv('TMPDIR', tempDir())
  onTestFinished(() => void vi.unstubAllEnvs())
  // What is made once for the process is there after the first.
  await one()
  const before = held()
  const AT_ONCE = 5
  for (let round = 0; round < 200 / AT_ONCE; round++) await Promise.all(Array.from({ length: AT_ONCE }, one))
  // What was closed last is told in a later turn.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => void setImmediate(resolve))
  const after = held()
  for (const [what, count] of Object.entries(after)) expect(count, what).toBeLessThanOrEqual(before[what] ?? 0)
})

/** What this process holds, by kind. */
function held(): Record<string, number> {
  const counts: Record<string, number> = { directories: readdirSync(tmpdir()).length }
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
  if (existsSync('/proc/self/fd')) counts['open files'] = readdirSync('/proc/self/fd').length
  return counts
}

test('an old Node is told in one sentence which one is needed', () => {
  expect(() => checkNode('20.19.0')).toThrow(/^hookwright\/testing needs Node 22\.19\.0 or newer, and this is 20\.19\.0: [^\n]+\.$/)
  expect(() => checkNode('22.18.9')).toThrow(/22\.18\.9/)
  for (const fine of ['22.19.0', '22.20.1', '24.0.0']) checkNode(fine)
  expect(readFileSync('bin/newer-node.mjs', 'utf8'), 'the command needs the same').toContain(`NEEDED = '${NEEDED}'`)
})
