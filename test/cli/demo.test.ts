import { expect, test } from 'vitest'
import { serving } from './hookwright.ts'

test('a demo has one delivery that is acknowledged and one that is not until its inbox is mended; removed, it waits for nothing', async () => {
  const { hw, json } = await serving()
  const made = (await json('demo')) as { inboxId: string; registrationId: string; acknowledged: string; failing: string }
  expect(await json('deliveries', made.acknowledged)).toMatchObject({ status: 'acknowledged', lastStatusCode: 200, registrationId: made.registrationId })
  expect(await json('inbox', 'captures', made.inboxId)).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ verdict: expect.objectContaining({ ok: true }) as unknown })]) as unknown })
  await expect.poll(() => json('deliveries', made.failing), { timeout: 20_000 }).toMatchObject({ status: 'retrying', lastStatusCode: 503 })

  await hw('inbox', 'set', made.inboxId, '--answer', '200')
  expect((await hw('replay', made.failing, '--wait')).code).toBe(0)

  const again = await hw('demo')
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('hookwright-demo')])
  expect((await hw('demo', '--remove')).stderr).toBe('Removed the demo.\n')
  expect(await json('registrations')).toMatchObject({ items: [] })
  expect(await json('inbox')).toMatchObject({ items: [] })
  expect(await json('deliveries', '--status', 'queued,sending,retrying')).toMatchObject({ items: [] })
  expect((await hw('demo', '--remove')).stderr).toBe('There is no demo.\n')
})

test('nothing is left of one that no account has room for', async () => {
  const { hw, json, registered } = await serving()
  await registered('http://127.0.0.1:9/')
  const refused = await hw('demo')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('reg_1')])
  expect(await json('inbox')).toMatchObject({ items: [] })
  expect(await json('registrations')).toMatchObject({ items: [{ id: 'reg_1' }] })
})
