/** A Hookwright in this process, with a directory of its own for everything it writes. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostConfig } from '#host/config.ts'
import type { Hookwright } from '#host/hookwright.ts'
import { startHookwright } from '#host/start.ts'
import { connectHookwright } from './hookwright.ts'
import type { RunningHookwright, Snapshot, TestOptions } from './running.ts'

/** Some systems are still closing a file when its directory goes. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5 } as const

/** @throws StartError in one sentence; nothing is left open then. */
export async function createWorkbench({ clock = 'virtual', clockStart, seed = 1, persons, strict, logLevel = 'warn' }: TestOptions): Promise<RunningHookwright> {
  const directory = mkdtempSync(join(tmpdir(), 'hookwright-'))
  const token = randomBytes(24).toString('base64url')
  // A call that waits for virtual time would wait for ever.
  const config: HostConfig = { clock, seed, persons, strict, logLevel, token, drainMs: 0 }
  const beginning = clockStart === undefined ? undefined : new Date(clockStart).toISOString()
  const snapshots = new Map<Snapshot, string>()
  let runs = 0
  let taken = 0

  /** @param from a snapshot's directory; absent: an empty workspace. */
  async function run(ports: Pick<HostConfig, 'controlPort' | 'providerPort' | 'inboxPort' | 'tlsPort'>, at: string | undefined, from?: string): Promise<Hookwright> {
    const dataDir = join(directory, `data-${++runs}`)
    if (from !== undefined) cpSync(from, dataDir, { recursive: true })
    return startHookwright({ ...config, ...ports, dataDir, clockStart: at })
  }

  let running = await run({ controlPort: 0, providerPort: 0, inboxPort: 0, tlsPort: 0 }, beginning).catch(async (error: unknown) => {
    await rm(directory, REMOVAL)
    throw error
  })
  const { ready } = running
  const providerUrl = Object.values(ready.providers)[0] ?? ''
  const ports = { controlPort: portOf(ready.control), providerPort: portOf(providerUrl), inboxPort: portOf(ready.inbox), tlsPort: portOf(ready.inboxTls) }
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= running.close().finally(() => rm(directory, REMOVAL)))

  async function again(at: string | undefined, from?: string): Promise<void> {
    const left = running.ready.dataDir
    await running.close()
    await rm(left, REMOVAL)
    running = await run(ports, at, from)
  }

  const tests = connectHookwright(ready)
  return {
    ...tests,
    reset: () => again(beginning),
    async snapshot() {
      const path = join(directory, `snapshot-${++taken}`)
      const snapshot = { at: await tests.clock.now() }
      running.snapshot(path)
      snapshots.set(snapshot, path)
      return snapshot
    },
    async restore(snapshot) {
      const path = snapshots.get(snapshot)
      if (path === undefined) throw new TypeError('This is no snapshot of this Hookwright: restore what its own snapshot() gave.')
      await again(clock === 'virtual' ? snapshot.at.toISOString() : undefined, path)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

const portOf = (url: string): number => Number(new URL(url).port)
