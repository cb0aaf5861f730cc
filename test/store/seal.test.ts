import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const SECRET = 'correct-horse-battery'
const KEY = randomBytes(32)

/** A workspace with a secret in each place that has one. */
async function filled(config: Parameters<typeof startForTest>[0]): Promise<RunningHookwright> {
  const hw = await startForTest(config)
  await hw.client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/', settings: { secret: `${SECRET}-reg` } } })
  await hw.client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: `${SECRET}-inb` } } })
  return hw
}
const secretsOf = async ({ client, ready }: RunningHookwright): Promise<unknown[]> => {
  const [registration] = (await client.call('listRegistrations', { query: { reveal: 'true' } })).items
  const [inbox] = (await client.call('listInboxes', { query: { reveal: 'true' } })).items
  return [registration?.settings['secret'], inbox?.verify?.secret, ready.token]
}
/** Whether any file of the directory has the text in it. The run file has the token, for as long as it runs. */
const isThere = (dataDir: string, text: string): boolean =>
  readdirSync(dataDir).some((name) => name !== 'providers' && name !== 'run.json' && readFileSync(join(dataDir, name)).includes(text))

it('encrypts the secrets of a workspace that is made with a key, and nothing is lost over a restart', async () => {
  const hw = await filled({ dataKey: KEY })
  const { dataDir, token } = hw.ready
  const secrets = await secretsOf(hw)
  expect(await hw.client.call('getSealing')).toEqual({ sealed: true, available: true })
  await hw.close()
  for (const text of [SECRET, token]) expect([text, isThere(dataDir, text)]).toEqual([text, false])

  const again = await startForTest({ dataDir, dataKey: KEY })
  expect(await secretsOf(again)).toEqual(secrets)
})

it('is refused in a sentence without the key, with another one, and touches nothing', async () => {
  const hw = await filled({ dataKey: KEY })
  const { dataDir } = hw.ready
  const secrets = await secretsOf(hw)
  await hw.close()
  await expect(startForTest({ dataDir })).rejects.toThrow(/are encrypted with a key that the desktop app has from this system's key store: open it there \(its Settings decrypt them\), or choose another directory with --data\.$/)
  await expect(startForTest({ dataDir, dataKey: randomBytes(32) })).rejects.toThrow(/are encrypted with another key than this system's key store has/)
  expect(await secretsOf(await startForTest({ dataDir, dataKey: KEY }))).toEqual(secrets)
})

it('leaves a workspace from before as it is, until somebody says otherwise, and back', async () => {
  const plain = await filled({ dataDir: tempDir() })
  const { dataDir } = plain.ready
  const secrets = await secretsOf(plain)
  await expect(plain.client.call('changeSealing', { body: { sealed: true } })).rejects.toMatchObject({ code: 'conflict' })
  await plain.close()
  expect(isThere(dataDir, SECRET)).toBe(true)

  const hw = await startForTest({ dataDir, dataKey: KEY })
  expect(await hw.client.call('getSealing')).toEqual({ sealed: false, available: true })
  expect(await hw.client.call('changeSealing', { body: { sealed: true } })).toEqual({ sealed: true, available: true })
  // At once, and what was there in clear before is not left in a free page or in the log.
  for (const text of [SECRET, hw.ready.token]) expect([text, isThere(dataDir, text)]).toEqual([text, false])
  await hw.client.call('changeRegistration', { params: { id: 'reg_1' }, body: { settings: { secret: `${SECRET}-new` } } })
  expect(isThere(dataDir, SECRET)).toBe(false)
  expect(await hw.client.call('changeSealing', { body: { sealed: false } })).toEqual({ sealed: false, available: true })
  await hw.close()

  const open = await startForTest({ dataDir })
  expect(await secretsOf(open)).toEqual([`${SECRET}-new`, ...secrets.slice(1)])
})
