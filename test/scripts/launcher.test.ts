import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { ROOT, isAlive, script } from './process.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A copy of bin/ beside a program of the test's own. */
function installation({ program, needs }: { program?: string; needs?: string }): string {
  const dir = tempDir()
  cpSync(join(ROOT, 'bin'), join(dir, 'bin'), { recursive: true })
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}')
  if (program !== undefined) {
    mkdirSync(join(dir, 'out/main'), { recursive: true })
    writeFileSync(join(dir, 'out/main/cli.js'), program)
  }
  if (needs !== undefined) {
    const file = join(dir, 'bin/newer-node.mjs')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/NEEDED = '[\d.]+'/, `NEEDED = '${needs}'`))
  }
  return dir
}

/** Runs `program` (a module's text) through `runInPlace`, as an old Node would. */
function launched(program: string): ReturnType<typeof script> {
  const dir = installation({ program: `import { endWithLauncher } from '../../bin/newer-node.mjs'\nendWithLauncher()\n${program}` })
  const launcher = join(dir, 'launcher.mjs')
  writeFileSync(launcher, `import { runInPlace } from './bin/newer-node.mjs'\nprocess.exit(await runInPlace(process.execPath, ['${dir}/out/main/cli.js']))\n`)
  return script([launcher])
}

describe('the hookwright command', () => {
  test('says that it is not built', async () => {
    const { code, stderr } = await script([join(installation({}), 'bin/hookwright.mjs')]).ended
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'hookwright: it is not built yet; run "npm start" once, or "npm run build".\n' })
  })

  test('says which Node it needs where there is none', async () => {
    const { code, stderr } = await script([join(installation({ program: '', needs: '999.1.0' }), 'bin/hookwright.mjs')]).ended
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^hookwright: it needs Node 999\.1\.0 or newer and this is v[^\n]+\n$/) })
  })

  test('runs the program with its arguments', async () => {
    const program = 'console.log(JSON.stringify(process.argv.slice(2)))\nprocess.exitCode = 4'
    const { code, stdout } = await script([join(installation({ program }), 'bin/hookwright.mjs'), 'a', '--b=c d']).ended
    expect({ code, stdout }).toEqual({ code: 4, stdout: '["a","--b=c d"]\n' })
  })
})

describe.skipIf(process.platform === 'win32')('a program run in place', () => {
  const UNTIL_SIGNAL = `
    const beat = setInterval(() => {}, 1000)
    let heard = 0
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { heard += 1; setTimeout(() => { console.log(signal, heard); process.exit(7) }, 200) })
    console.log('pid ' + process.pid)`

  test('ends by itself, with its own exit code', async () => {
    expect(await launched('process.exitCode = 3').ended).toMatchObject({ code: 3 })
  })

  test('hears a signal once, however often one keypress sends it', async () => {
    const { process: launcher, says, ended } = launched(UNTIL_SIGNAL)
    await says(/pid (\d+)/)
    launcher.kill('SIGINT')
    launcher.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 7, stdout: expect.stringMatching(/SIGINT 1\n$/) })
  })

  test('that dies of a signal is reported as a shell reports it', async () => {
    const { process: launcher, says, ended } = launched("setInterval(() => {}, 1000)\nconsole.log('pid ' + process.pid)")
    await says(/pid (\d+)/)
    launcher.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130 })
  })

  test('ends when its launcher is killed', async () => {
    const { process: launcher, says, ended } = launched(UNTIL_SIGNAL)
    const pid = Number((await says(/pid (\d+)/))[1])
    launcher.kill('SIGKILL')
    await says(/SIGTERM 1/)
    await ended
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 })
  })
})
