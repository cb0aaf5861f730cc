/** The built command in a child process, as a user runs it: its streams, its exit code, its signals. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { Ready } from '#contract/ready.ts'
import { tempDir } from '../helpers/temp-dir.ts'

// Each step is a process of its own; on a busy machine one takes seconds to start.
vi.setConfig({ testTimeout: 60_000 })

const PROGRAM = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

export interface Ended {
  /** 128 and the signal's number where a signal killed it. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves with what the stream has brought once that matches; rejects when the process ends first. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

/** Starts the command with an environment of its own: no instance, token or colour of the developer's leaks in. */
export function start(args: readonly string[], { env, stdin }: StartOptions = {}): Running {
  if (!existsSync(PROGRAM)) throw new Error('out/main/cli.js is missing: build it first.')
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(HOOKWRIGHT_|FORCE_COLOR$|NO_COLOR$|NODE_OPTIONS$|VITEST)/.test(name)))
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...inherited, HOOKWRIGHT_DATA: `${tempDir()}/none`, ...env }, stdio: 'pipe' })
  const text = { stdout: '', stderr: '' }
  const looks: (() => void)[] = []
  const look = (): void => looks.splice(0).forEach((wake) => wake())
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      look()
    })
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin ?? '')
  let over = false
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      over = true
      look()
      resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : 128), ...text })
    })
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    ended,
    async until(stream, pattern) {
      for (;;) {
        if (pattern.test(text[stream])) return text[stream]
        if (over) throw new Error(`It ended before ${stream} matched ${pattern}: ${JSON.stringify(text)}`)
        await new Promise<void>((resolve) => looks.push(resolve))
      }
    },
  }
}

/** Runs the command to its end. */
export const run = (args: readonly string[], options?: StartOptions): Promise<Ended> => start(args, options).ended

export const FREE_PORTS = ['--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0'] as const

export interface Serving extends Running {
  readonly ready: Ready
  /** For what a test needs to be there and is not about: a call costs no process. */
  readonly client: Client
  /** A Members registration `reg_1` of that URL, with the signing key `k`. */
  registered(url: string): Promise<void>
  /** Runs another command against this instance, found by its run file. */
  hw(...args: string[]): Promise<Ended>
  /** The same, started only. */
  start(...args: string[]): Running
  /** The same with --json, its answer parsed; throws when it is refused. */
  json(...args: string[]): Promise<unknown>
}

/** A `serve --json` on free ports, with a small temporary workspace unless the arguments name one. */
export async function serving(...args: string[]): Promise<Serving> {
  const running = start(['serve', '--json', ...FREE_PORTS, '--persons', '5', ...(args.some((arg) => arg === '--data' || arg === '--ephemeral') ? [] : ['--data', tempDir()]), ...args])
  const ready = Ready.parse(JSON.parse(await running.until('stdout', /\n/)))
  const env = { HOOKWRIGHT_DATA: ready.dataDir }
  const client = createClient({ url: ready.control, token: ready.token })
  return {
    ...running,
    ready,
    client,
    async registered(url) {
      await client.call('createRegistration', { body: { provider: 'members', url, settings: { secret: 'k' } } })
    },
    hw: (...more) => run(more, { env }),
    start: (...more) => start(more, { env }),
    async json(...more) {
      const { code, stdout, stderr } = await run([...more, '--json'], { env })
      if (code !== 0) throw new Error(`${more.join(' ')} ended with ${code}: ${stderr}`)
      return stdout === '' ? undefined : JSON.parse(stdout)
    },
  }
}

/** One sentence for the user, and nothing of our insides. */
export const SENTENCE = /^hookwright: [^\n]+\n$/
