import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { MISBEHAVIOURS, answers, receiver } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { serving, type Serving } from './hookwright.ts'

const PROGRAM = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

async function withThree(): Promise<Serving> {
  const target = await receiver(answers(200))
  const running = await serving()
  await running.registered(target.url)
  for (let n = 0; n < 3; n++) await running.hw('trigger', 'members', 'person.updated', '--wait')
  return running
}

describe('how much is said', () => {
  test('compact: a line each with tabs between, no title; wherever the flag stands', async () => {
    const { hw } = await withThree()
    for (const args of [['deliveries', '--compact'], ['--compact', 'deliveries']]) {
      const { stdout } = await hw(...args)
      const rows = stdout.trimEnd().split('\n').map((line) => line.split('\t'))
      expect(rows.map(([id]) => id)).toEqual(['dlv_3', 'dlv_2', 'dlv_1'])
      expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    }
    expect((await hw('registrations', 'show', 'reg_1', '--compact')).stdout).toMatch(/^[^\n]+\t[^\n]*reg_1/)
  })

  test('quiet: names and ids alone, and no remarks, so that the next command can take them', async () => {
    const { hw } = await withThree()
    expect(await hw('deliveries', '--quiet')).toEqual({ code: 0, stdout: 'dlv_3\ndlv_2\ndlv_1\n', stderr: '' })
    expect(await hw('trigger', 'members', 'person.updated', '--wait', '-q')).toEqual({ code: 0, stdout: 'dlv_4\n', stderr: '' })
    expect(await hw('inbox', 'add', 'orders', '-q')).toEqual({ code: 0, stdout: 'orders\n', stderr: '' })
    expect(await hw('registrations', '-q')).toMatchObject({ code: 0, stdout: 'reg_1\n' })
    expect(await hw('deliveries', 'dlv_1', '-q')).toMatchObject({ stdout: 'dlv_1\n' })
    expect(await hw('sync', 'reg_1', '--wait', '-q')).toEqual({ code: 0, stdout: 'syn_1\n', stderr: '' })
    const wrong = await hw('deliveries', 'dlv_99', '-q')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr, 'what went wrong is said all the same').toMatch(/^hookwright: [^\n]+dlv_99/)
  })

  test('one or the other', async () => {
    const { hw } = await serving()
    expect((await hw('deliveries', '--quiet', '--compact')).code).toBe(2)
  })
})

/** Runs a command on a terminal, and answers all that the terminal gets. */
async function onTerminal(args: readonly string[], dataDir: string): Promise<string> {
  const child = spawn('script', ['-qefc', [process.execPath, PROGRAM, ...args].join(' '), '/dev/null'], { env: { ...process.env, HOOKWRIGHT_DATA: dataDir, TERM: 'xterm', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
  return said
}

function hasScript(): boolean {
  try {
    execFileSync('script', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.skipIf(!hasScript())('a bar on a terminal says how far long work is, and goes when it is over; nowhere else', async () => {
  const { hw, ready } = await withThree()
  const said = await onTerminal(['sync', 'reg_1', '--wait'], ready.dataDir)
  expect(said).toMatch(/\r\x1b\[K[█▏▎▍▌▋▊▉ ]{24} +\d+ % {2}\d of 5/)
  expect(said).toMatch(/100 % {2}5 of 5\r\x1b\[KSync/)
  expect(await onTerminal(['sync', 'reg_1', '--wait', '--quiet'], ready.dataDir)).not.toContain('%')
  expect((await hw('sync', 'reg_1', '--wait')).stderr).not.toContain('%')
})

test.skipIf(!hasScript())('an import says which file it is at, and an export how much it has written', async () => {
  const { hw, ready } = await serving()
  const fixtures = fileURLToPath(new URL('../fixtures/captures', import.meta.url))
  const imported = await onTerminal(['capture', 'import', join(fixtures, 'chrome.har'), join(fixtures, 'chrome.har'), '--inbox', 'orders'], ready.dataDir)
  expect(imported).toMatch(/\r\x1b\[K {24} +0 % {2}0 of 2 {2}[^\r]*chrome\.har \(\d+\.\d MB\)\r\x1b\[K/)
  expect(imported).toMatch(/█ {12} +50 % {2}1 of 2 /)
  const target = join(tempDir(), 'orders.json')
  expect(await onTerminal(['capture', 'export', '--inbox', 'orders', '-o', target], ready.dataDir)).toMatch(/orders\.json: 0\.0 MB\r\x1b\[KWrote /)
  expect((await hw('capture', 'import', join(fixtures, 'chrome.har'))).stderr).not.toContain('%')
})

test.skipIf(!hasScript())('time that is moved for long says how far it has got', async () => {
  const target = await receiver(MISBEHAVIOURS.hang)
  const { hw, ready, registered } = await serving('--clock', 'virtual')
  await registered(target.url)
  await hw('trigger', 'members', 'person.updated')
  await target.received(1)
  const said = await onTerminal(['clock', 'advance', '10m'], ready.dataDir)
  expect(said).toMatch(/\r\x1b\[K {24} +0 % {2}0 s of 10 min, 0 calls/)
  expect(said, 'and goes').toMatch(/calls?\r\x1b\[KMoved by 600 s/)
  await hw('trigger', 'members', 'person.updated')
  expect((await hw('clock', 'advance', '10m')).stderr).not.toContain('%')
})
