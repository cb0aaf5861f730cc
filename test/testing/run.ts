/** A program run to its end, in an environment without what Vitest and the developer put into theirs. */
import { spawn, spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'

export interface Run {
  readonly code: number | null
  /** stdout and stderr, as they came. */
  readonly output: string
}

/** Whether these programs are on this machine. */
export const there = (...programs: string[]): boolean => programs.every((program) => spawnSync(program, ['--version']).error === undefined)

export async function run(command: string, args: readonly string[], { cwd, env }: { cwd: string; env?: Readonly<Record<string, string>> }): Promise<Run> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HOOKWRIGHT_|FORCE_COLOR$|NODE_|VITEST|TEST$|PLAYWRIGHT_)/.test(name)))
  const child = spawn(command, args, { cwd, env: { ...inherited, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => void (output += chunk))
  onTestFinished(() => void child.kill())
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
