import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { pageUrl } from '#contract/page-url.ts'
import { Ready } from '#contract/ready.ts'

const PROGRAM = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

/** The built program, running: where it is, and a client to arrange and check from the other side. */
export interface Program {
  readonly ready: Ready
  readonly client: Client
  /** The link that opens the page with its token. */
  readonly link: string
  /** Asks it to end and waits for that. */
  stop(): Promise<void>
}

/**
 * Starts `serve` with free ports and generated persons from one seed. By default its clock is virtual: however slow the machine is,
 * no retry comes into a test that does not ask for it.
 */
export async function startProgram(args: readonly string[] = ['--ephemeral', '--clock', 'virtual']): Promise<Program> {
  if (!existsSync(PROGRAM)) throw new Error('out/main/cli.js is missing: build it first.')
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HOOKWRIGHT_')))
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json', '--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0', '--seed', '1', ...args], {
    env: inherited,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ready = await readyLine(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ready,
    client: createClient({ url: ready.control, token: ready.token }),
    link: pageUrl(ready),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function readyLine(child: ChildProcess): Promise<Ready> {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  if (!child.stdout) throw new Error('the program has no standard output')
  for await (const line of createInterface(child.stdout)) return Ready.parse(JSON.parse(line))
  throw new Error(`the program ended before it was ready: ${complaint}`)
}
