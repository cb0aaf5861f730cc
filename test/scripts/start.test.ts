import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { ROOT, isAlive, script } from './process.ts'

vi.setConfig({ testTimeout: 120_000 })

const FREE_PORTS = ['--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0']
const BROWSER = { HOOKWRIGHT_NO_WINDOW: '1' }
const start = (...flags: string[]): ReturnType<typeof script> => script([join(ROOT, 'scripts/start.mjs'), ...flags], BROWSER)

/** What came after the line that says why there is no window. */
const refusals = (stderr: string): string[] => stderr.trim().split(/^No desktop window.*\n/m)[1]?.split('\n') ?? []

describe('npm start where no window can be opened', () => {
  test('says why in one line and serves the page until it is asked to stop', async () => {
    const { process: npmStart, says, ended } = start('--json', '--ephemeral', ...FREE_PORTS)
    const ready = JSON.parse((await says(/^\{.*\}$/m))[0]) as { control: string; pid: number }
    const page = await fetch(ready.control)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>Hookwright</title>')])

    npmStart.kill('SIGINT')

    const { code, stderr } = await ended
    expect(code).toBe(0)
    expect(stderr).toMatch(/^No desktop window: HOOKWRIGHT_NO_WINDOW is set\. Serving the UI for a browser instead\.$/m)
    expect(isAlive(ready.pid)).toBe(false)
  })

  test('passes a refusal on: one sentence, its exit code', async () => {
    const dir = tempDir()
    const first = start('--json', '--data', dir, ...FREE_PORTS)
    await first.says(/^\{.*\}$/m)

    const { code, stderr, stdout } = await start('--data', dir, ...FREE_PORTS).ended

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(refusals(stderr)).toEqual([expect.stringMatching(/^hookwright: .*\.$/)])
  })

  test('a taken port is one sentence too', async () => {
    const first = start('--json', '--ephemeral', ...FREE_PORTS)
    const { control } = JSON.parse((await first.says(/^\{.*\}$/m))[0]) as { control: string }
    const { port } = new URL(control)

    const { code, stderr } = await start('--ephemeral', ...FREE_PORTS, '--control-port', port).ended

    expect(code).toBe(2)
    expect(refusals(stderr)).toEqual([expect.stringMatching(new RegExp(`^hookwright: .*${port}.*--control-port.*\\.$`))])
  })

  test('a data directory that cannot be one is one sentence too', async () => {
    const file = join(tempDir(), 'a-file')
    writeFileSync(file, '')
    const { code, stderr } = await start('--data', file, ...FREE_PORTS).ended
    expect(code).toBe(2)
    expect(refusals(stderr)).toEqual([expect.stringMatching(/^hookwright: .*a-file.*\.$/)])
  })
})
