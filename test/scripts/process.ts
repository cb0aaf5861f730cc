/** A script in a process of its own, and what becomes of it and of what it started. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Script {
  readonly process: ChildProcess
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
  /** Resolves with the first match in what it has said on stdout; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
}

export function script(args: readonly string[], env: NodeJS.ProcessEnv = {}): Script {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HOOKWRIGHT_|NODE_OPTIONS$|VITEST|npm_)/.test(name)))
  const child = spawn(process.execPath, args, { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { stdout: '', stderr: '' }
  let wakes: (() => void)[] = []
  const wake = (): void => {
    const due = wakes
    wakes = []
    for (const call of due) call()
  }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      wake()
    })
  }
  let over = false
  const ended = new Promise<Awaited<Script['ended']>>((resolve) => {
    child.once('close', (code, signal) => {
      over = true
      wake()
      resolve({ code, signal, ...text })
    })
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    ended,
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(text.stdout)
        if (match) return match
        if (over) throw new Error(`It ended before it said ${pattern}: ${JSON.stringify(text)}`)
        await new Promise<void>((resolve) => wakes.push(resolve))
      }
    },
  }
}

/** Whether a process of that number is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
