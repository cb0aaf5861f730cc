import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, clientOf, connected, launch } from './app.ts'

const COMMAND = fileURLToPath(new URL('../../bin/hookwright.mjs', import.meta.url))
const SECRET = 'correct-horse-battery'

test('where the system has a key store, secrets of a new workspace are encrypted with a key that it keeps', async () => {
  const [appData, data] = [tempDir(), tempDir()]
  const app = launch({ appData, keyStore: 'this machine', flags: ['--data', data, ...FREE_PORTS] })
  await connected(app)
  const client = await clientOf(app)
  expect(await client.call('getSealing')).toEqual({ sealed: true, available: true })
  await client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/', settings: { secret: SECRET } } })
  // An engine that is started again gets the key again.
  process.kill((await app.ask('engine-pid')) as number, 'SIGKILL')
  await app.hears('engine-fork', 2)
  await app.atWindow((page) => page.getByText('The engine ended unexpectedly and was started again.').waitFor())
  expect((await client.call('getRegistration', { params: { id: 'reg_1' }, query: { reveal: 'true' } })).settings['secret']).toBe(SECRET)
  // Neither flags nor environment have it, nor is it on disk as it is.
  const kept = readFileSync(join(appData, 'hookwright-desktop', 'data-key'))
  expect(kept.toString('latin1')).not.toMatch(/^[A-Za-z0-9+/]{43}=$/)
  await app.ask('quit')
  await app.ended
  expect(readFileSync(join(data, 'hookwright.db')).includes(SECRET)).toBe(false)

  // Headless it says what is wrong.
  const { stderr } = await promisify(execFile)(process.execPath, [COMMAND, 'serve', '--data', data, ...FREE_PORTS]).then(() => ({ stderr: 'it was served' }), (error: { stderr: string }) => error)
  expect(stderr).toMatch(/^hookwright: The secrets of the workspace .* are encrypted with a key that the desktop app has from this system's key store: open it there[^\n]*\n$/)
})

test('where it has none, they stay as they are and the page says so', async () => {
  const app = launch()
  await connected(app)
  expect(await (await clientOf(app)).call('getSealing')).toEqual({ sealed: false, available: false })
  await app.ask('choose', 'Settings')
  await app.atWindow((page) => page.getByText('Secrets are stored as they are').waitFor())
})
