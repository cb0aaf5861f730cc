import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { run } from './hookwright.ts'

const COMMANDS = ['serve', 'open', 'trigger', 'deliveries', 'replay', 'registrations', 'inbox']

test('--help lists every command, and each has its own, all with the exit codes', async () => {
  const { code, stdout } = await run(['--help'])
  expect(code).toBe(0)
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
  for (const args of [['trigger'], ['inbox', 'add']]) {
    const help = await run([...args, '--help'])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain(`Usage: hookwright ${args.join(' ')}`.trimEnd())
    for (const line of ['0  fine', '1  the answer is "no"', '2  bad usage', '3  no running instance', '4  timed out', '5  internal error']) expect(help.stdout).toContain(line)
  }
})

test('no command at all is bad usage, and shows what there is', async () => {
  const { code, stdout, stderr } = await run([])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('Usage: hookwright')
})

test('--version is the package\'s', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})
