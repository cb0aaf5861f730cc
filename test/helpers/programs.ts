/** Hookwright in processes of their own, started in a fraction of a second and ended as the test likes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createClient, type Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { Delivery } from '#contract/delivery.ts'
import type { Ready } from '#contract/ready.ts'
import type { HostConfig } from '#host/config.ts'
import { onTestFinished } from 'vitest'
import type { Bundle } from './bundled.ts'

export interface Program {
  readonly child: ChildProcess
  /** Undefined: it ended before it was ready. */
  readonly ready: Promise<{ readonly ready: Ready; readonly client: Client } | undefined>
  /** Resolves when the process is gone and its output is read. */
  readonly ended: Promise<unknown>
  /** What it wrote on stderr so far: its log, and why it ended. */
  errors(): string
  /** Resolves when that contains `text`. */
  logged(text: string): Promise<void>
}

/** Resolves when `predicate` holds for the delivery: now, or after some later message of the feed. */
export async function untilDelivery(client: Client, id: string, predicate: (delivery: Delivery) => boolean): Promise<Delivery> {
  const stop = new AbortController()
  try {
    for await (const _ of followLive(client, { signal: stop.signal })) {
      const delivery = await client.call('getDelivery', { params: { id } })
      if (predicate(delivery)) return delivery
    }
    throw new Error('The feed ended.')
  } finally {
    stop.abort()
  }
}

/** @param as user and group to run as; default: those of the test. */
export function startProgram(bundle: Bundle, config: HostConfig, as?: { uid: number; gid: number }): Program {
  const whole: HostConfig = { controlPort: 0, providerPort: 0, inboxPort: 0, tlsPort: 0, seed: 1, persons: 5, logLevel: 'error', ...config }
  const child = spawn(process.execPath, [bundle.file, JSON.stringify(whole)], { env: { ...process.env, ...bundle.env }, stdio: ['ignore', 'pipe', 'pipe'], ...as })
  onTestFinished(() => void child.kill('SIGKILL'))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = once(child, 'close')
  const ready = new Promise<Awaited<Program['ready']>>((resolve) => {
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      if (!out.endsWith('\n')) return
      const line = JSON.parse(out) as Ready
      resolve({ ready: line, client: createClient({ url: line.control, token: line.token }) })
    })
    void ended.then(() => resolve(undefined))
  })
  return {
    child,
    ready,
    ended,
    errors: () => errors,
    async logged(text) {
      while (!errors.includes(text)) await once(child.stderr, 'data')
    },
  }
}
