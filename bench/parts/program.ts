/** The built program, headless, as its users run it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createClient, type Client } from '#client/http.ts'
import { Ready } from '#contract/ready.ts'

const PROGRAM = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

export interface Program {
  readonly ready: Ready
  readonly client: Client
  /** From the start of the process to its ready line, ms. */
  readonly startMs: number
  /** Resident memory, bytes; where the system does not tell, what is not a number. */
  memory(): number
  stop(): Promise<void>
}

/** @param args of `serve`, beside free ports. */
export async function startProgram(args: readonly string[] = ['--ephemeral']): Promise<Program> {
  const begun = performance.now()
  const ports = ['--control-port', '0', '--provider-port', '0', '--inbox-port', '0', '--tls-port', '0']
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json', '--log-level', 'warn', '--seed', '1', ...ports, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill())
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const startMs = performance.now() - begun
  const ready = Ready.parse(JSON.parse(line))
  return {
    ready,
    startMs,
    client: createClient({ url: ready.control, token: ready.token }),
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function memoryOf(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kilobytes) * 1024
  } catch {
    return NaN
  }
}

/** Resolves when nothing waits and nothing is in flight. */
export async function idle({ client }: Program): Promise<void> {
  for (;;) {
    const { queue } = await client.call('getStatus')
    if (queue.waiting + queue.inFlight === 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
