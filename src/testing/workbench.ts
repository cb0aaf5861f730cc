/** A Hookwright in this process, with a directory of its own for everything it writes. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkConfig, readConfigFile } from '#host/config-file.ts'
import type { HostConfig } from '#host/config.ts'
import type { Hookwright } from '#host/hookwright.ts'
import { startHookwright } from '#host/start.ts'
import { milliseconds } from './duration.ts'
import { connectHookwright } from './hookwright.ts'
import { testInbox } from './inbox.ts'
import { testRegistration } from './provider.ts'
import type { RunningHookwright, Snapshot, TestOptions } from './running.ts'

/** Some systems are still closing a file when its directory goes. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5 } as const

/** @throws StartError in one sentence, or with every fault of the configuration; nothing is left open then. */
export async function createWorkbench({ config: told, patience, clockStart, ...options }: TestOptions): Promise<RunningHookwright> {
  // First, so that a slip in it is an error at once.
  if (patience !== undefined) milliseconds(patience)
  const declares = told === undefined ? undefined : typeof told === 'string' ? await readConfigFile(told) : checkConfig(told)
  const { clock = 'virtual', seed = 1, logLevel = 'warn', persons, strict } = { ...declares?.data, ...defined(options) }
  const directory = mkdtempSync(join(tmpdir(), 'hookwright-'))
  const token = randomBytes(24).toString('base64url')
  // A call that waits for virtual time would wait for ever.
  const config: HostConfig = { declares, host: '127.0.0.1', clock, seed, persons, strict, logLevel, token, drainMs: 0 }
  const start = clockStart ?? declares?.data.clockStart
  const beginning = start === undefined ? undefined : new Date(start).toISOString()
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

  const tests = connectHookwright(ready, { patience })
  return {
    ...tests,
    configured: {
      async inbox(name) {
        if (!declares || !Object.hasOwn(declares.data.inboxes, name)) throw unknown('inbox', name, declares?.data.inboxes)
        return testInbox(tests.client, await tests.client.call('getInbox', { params: { id: name } }), patience)
      },
      registration(name) {
        const id = running.registrations()[name]
        if (id === undefined) throw unknown('registration', name, running.registrations())
        return testRegistration(tests.client, id)
      },
    },
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

const defined = (options: object): object => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

const unknown = (what: string, name: string, there: object = {}): TypeError => new TypeError(`The configuration has no ${what} ${JSON.stringify(name)}. It has: ${Object.keys(there).join(', ') || 'none'}.`)

const portOf = (url: string): number => Number(new URL(url).port)
