import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { ROOT, isAlive } from './process.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Says its pid and goes on until it is asked to end. */
const PROGRAM = "process.on('SIGINT', () => process.exit(0))\nprocess.on('SIGTERM', () => process.exit(0))\nsetInterval(() => {}, 1000)\nconsole.log('pid ' + process.pid)\n"

/** `npm start` as package.json has it, with the real entry and launcher, and a program of the test's own in place of the rest. */
async function npmStart(): Promise<{ npm: number; program: number; ended: Promise<unknown> }> {
  const dir = tempDir()
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'x', type: 'module', scripts: { start: scripts.start } }))
  cpSync(join(ROOT, 'bin'), join(dir, 'bin'), { recursive: true })
  for (const file of ['scripts/start.mjs', 'scripts/setup/entry.mjs']) cpSync(join(ROOT, file), join(dir, file))
  mkdirSync(join(dir, 'scripts/start'))
  const run = "import { runInPlace } from '../../bin/newer-node.mjs'\n"
  writeFileSync(join(dir, 'scripts/start/start.mjs'), `${run}export const main = () => runInPlace(process.execPath, ['program.mjs'])\n`)
  writeFileSync(join(dir, 'program.mjs'), `import { endWithLauncher } from './bin/newer-node.mjs'\nendWithLauncher()\n${PROGRAM}`)

  const npm = spawn('npm', ['start', '--silent'], { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => npm.once('exit', resolve))
  const program = await new Promise<number>((resolve, reject) => {
    let said = ''
    npm.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const pid = /pid (\d+)/.exec(said)?.[1]
      if (pid) resolve(Number(pid))
    })
    npm.once('close', () => reject(new Error(`npm ended: ${said}`)))
  })
  onTestFinished(() => {
    npm.kill('SIGKILL')
    if (isAlive(program)) process.kill(program, 'SIGKILL')
  })
  return { npm: npm.pid ?? 0, program, ended }
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('ends with npm when npm alone gets %s', async (signal) => {
    const { npm, program, ended } = await npmStart()
    process.kill(npm, signal)
    await ended
    await vi.waitFor(() => expect(isAlive(program)).toBe(false), { timeout: 10_000 })
  })
})
