import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { Ready } from '#contract/ready.ts'
import { MISBEHAVIOURS, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { FREE_PORTS, run, SENTENCE, serving, start } from './hookwright.ts'

const answers = (url: string): Promise<boolean> => fetch(url).then(() => true, () => false)

test('--json: one ready line that is true, then silence; SIGTERM closes everything and ends with 0', async () => {
  const { ready, process: child, ended } = await serving('--ephemeral', '--clock', 'virtual', '--clock-start', '2026-03-01T12:00:00Z', '--token', 'mine')
  expect(ready).toMatchObject({ ready: true, clock: 'virtual', token: 'mine', pid: child.pid })
  for (const url of [ready.control, ready.inbox, ...Object.values(ready.providers)]) expect(await answers(url), url).toBe(true)
  const clock = await fetch(`${ready.control}/api/v1/clock`, { headers: { authorization: 'Bearer mine' } })
  expect(await clock.json()).toMatchObject({ mode: 'virtual', now: '2026-03-01T12:00:00.000Z' })
  expect(Ready.parse(JSON.parse(readFileSync(join(ready.dataDir, 'run.json'), 'utf8')))).toEqual(ready)
  expect(statSync(join(ready.dataDir, 'run.json')).mode & 0o777).toBe(0o600)

  child.kill('SIGTERM')
  const { code, stdout, stderr } = await ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(`${JSON.stringify(ready)}\n`)
  expect(existsSync(ready.dataDir)).toBe(false)
  expect(await answers(ready.control)).toBe(false)
})

test('what is written leaves the log while it runs: the thread for that is in the built program too', async () => {
  const { ready, client, registered } = await serving()
  await registered('http://127.0.0.1:9/nobody')
  await client.call('changeSending', { body: { paused: true } })
  for (let commit = 0; commit < 20; commit++) await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 2_000 } })
  const db = new Sqlite(join(ready.dataDir, 'hookwright.db'))
  onTestFinished(() => void db.close())
  // A commit by itself would copy four times as much.
  await expect.poll(() => (db.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }])[0].checkpointed, { timeout: 10_000 }).toBeGreaterThan(1_000)
})

test('without --json: a summary with the link, each address, and how to stop', async () => {
  const data = tempDir()
  const running = start(['serve', ...FREE_PORTS, '--data', data])
  await running.until('stdout', /Ctrl\+C stops it\.\n/)
  const ready = Ready.parse(JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')))
  running.process.kill('SIGINT')
  const { code, stdout } = await running.ended
  expect(code).toBe(0)
  expect(stdout).toBe(
    [
      `Hookwright ${ready.version} is running.`,
      '',
      `  Page       ${ready.control}/#token=${ready.token}`,
      ...Object.entries(ready.providers).map(([id, url], at) => `  ${at === 0 ? 'Providers' : '         '}  ${id.padEnd(Math.max(...Object.keys(ready.providers).map((n) => n.length)))}  ${url}`),
      `  Inboxes    ${ready.inbox}`,
      `             ${ready.inboxTls}`,
      `  Data       ${data}`,
      '  Clock      real',
      '',
      `Other commands find it with --data ${data}`,
      'Ctrl+C stops it.',
      '',
    ].join('\n'),
  )
})

test('SIGINT leaves the data and no run file, so that the next start finds its workspace again', async () => {
  const data = tempDir()
  const first = await serving('--data', data)
  await first.json('inbox', 'add', 'kept')
  first.process.kill('SIGINT')
  expect((await first.ended).code).toBe(0)
  expect(existsSync(join(data, 'run.json'))).toBe(false)

  const second = await serving('--data', data)
  expect(second.ready.token).toBe(first.ready.token)
  expect(await second.json('inbox', 'show', 'kept')).toMatchObject({ name: 'kept' })
})

test('a second signal ends it at once, in the middle of a stop that waits for a receiver', async () => {
  const silent = await receiver(MISBEHAVIOURS.hang)
  const { client, process: child, ended, registered } = await serving()
  await registered(silent.url)
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await silent.received(1)
  child.kill('SIGINT')
  child.kill('SIGTERM')
  expect((await ended).code).toBeGreaterThan(128)
})

test('a taken port: one sentence that names it, exit code 2, and nothing is left', async () => {
  const taken = await receiver(MISBEHAVIOURS.hang)
  const data = tempDir()
  for (const flag of ['--control-port', '--provider-port', '--inbox-port', '--tls-port']) {
    const { code, stdout, stderr } = await run(['serve', '--data', data, ...FREE_PORTS, flag, new URL(taken.url).port])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(SENTENCE)
    expect(stderr).toContain(new URL(taken.url).host)
    expect(stderr).toContain(flag)
    expect(existsSync(join(data, 'run.json'))).toBe(false)
  }
})

test('a data directory that cannot be: one sentence and exit code 2', async () => {
  const file = join(tempDir(), 'a-file')
  writeFileSync(file, 'not a directory')
  for (const data of [join(file, 'below'), '/proc']) {
    const { code, stdout, stderr } = await run(['serve', '--data', data, ...FREE_PORTS])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(SENTENCE)
    expect(stderr).toContain(data)
  }
})

test('the directory of another instance: one sentence, and the other goes on', async () => {
  const data = tempDir()
  const first = await serving('--data', data)
  const { code, stderr } = await run(['serve', '--data', data, ...FREE_PORTS])
  expect(code).toBe(2)
  expect(stderr).toMatch(SENTENCE)
  expect(await first.json('inbox')).toMatchObject({ items: [] })
})

test('full detail of a refusal only with --log-level debug', async () => {
  const args = ['serve', '--data', '/proc', ...FREE_PORTS]
  expect((await run(args)).stderr).not.toMatch(/^ +at /m)
  expect((await run([...args, '--log-level', 'debug'])).stderr).toMatch(/^ +at /m)
})

test.for([
  ['--clock-start', '2026-03-01T12:00:00Z'],
  ['--control-port', '70000'],
  ['--ephemeral', '--data', '/tmp/x'],
])('bad flags start nothing: %j', async (flags) => {
  const { code, stdout, stderr } = await run(['serve', ...FREE_PORTS, ...flags])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^hookwright: /)
})
