/** The one entrance: opens the store, builds the engine, mounts the listeners, and answers with where they are. */
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConfigFile } from '#contract/config-file.ts'
import type { Status } from '#contract/live.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Ready } from '#contract/ready.ts'
import { createControl, type Control } from '#control/control.ts'
import { createClock, createEngine, type Engine, type MovableClock } from '#engine/engine.ts'
import { createGateway } from '#gateway/gateway.ts'
import { CARRIER, providers } from '#providers/registry.ts'
import type { Logger } from 'pino'
import { version } from '../../package.json'
import { withFile, type HostConfig } from './config.ts'
import { defaultDataDir } from './data-dir.ts'
import { close, listen } from './listen.ts'
import { readConfigFile } from './config-file.ts'
import { FaultyFile, type DataFile } from './data-file.ts'
import { declare, declaredRegistrations, type DeclareDeps } from './declared.ts'
import type { Hookwright } from './hookwright.ts'
import { createProviderFiles } from './provider-files.ts'
import { removeRunFile, writeRunFile } from './run-file.ts'
import { createScenarios } from './scenarios.ts'
import { createLog } from './log.ts'
import { StartError } from './start-error.ts'
import { watchConfig } from './watch-config.ts'

const DEFAULT_HOST = '127.0.0.1'
/** Beside the bundle: `out/main/*.js` and `out/renderer`. */
const BUILT_PAGE = fileURLToPath(new URL('../renderer', import.meta.url))

/** @throws StartError with one sentence; nothing is left open then. */
export async function startHookwright(given: HostConfig = {}): Promise<Hookwright> {
  const read = given.configFile === undefined ? given.declares : await readConfigFile(given.configFile)
  const config = read ? withFile(given, read.data) : given
  const host = config.host ?? DEFAULT_HOST
  const known: { secrets?: () => Iterable<string> } = {}
  const log = createLog(config.logLevel, () => known.secrets?.() ?? [])
  const dataDir = config.ephemeral ? mkdtempSync(join(tmpdir(), 'hookwright-')) : resolve(config.dataDir ?? defaultDataDir())
  const at: { control?: string; provider?: string; inbox?: string; inboxTls?: string } = {}
  const undo: (() => Promise<void> | void)[] = []
  const close_ = async (): Promise<void> => {
    for (const step of undo.reverse()) await step()
  }

  try {
    if (config.ephemeral) undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const engine = openEngine(config, dataDir, log, at)
    undo.push(() => engine.stop(config.drainMs))
    const token = config.token ?? engine.settings.ensure('token', () => randomBytes(24).toString('base64url'))

    known.secrets = () => [token, ...engine.secrets()]
    undo.push(() => void delete known.secrets)

    const providerFiles = createProviderFiles({ dataDir, engine, log })
    undo.push(() => providerFiles.close())

    const providerUrls = (): Record<string, string> => Object.fromEntries([...engine.catalog.providers.keys()].map((id) => [id, `${at.provider}/${id}`]))
    const status = (): Status => ({
      version,
      ...engine.status(),
      listeners: { control: at.control ?? '', provider: at.provider ?? '', inbox: at.inbox ?? '', inboxTls: at.inboxTls ?? '' },
      providers: providerUrls(),
    })
    const control = createControl({
      engine,
      providerFiles,
      scenarios: createScenarios({ start: startHookwright, engine, directory: join(dataDir, 'providers') }),
      token,
      pageDir: config.pageDir ?? BUILT_PAGE,
      status,
      authorities: () => authoritiesOf(host, Number(new URL(at.control ?? 'http://127.0.0.1').port)),
      log,
    })
    const gateway = createGateway({ providers: engine.catalog.providers, workspace: (id) => engine.workspace(id), controlUrl: () => at.control ?? '', log })

    at.inbox = `http://${authority(host, await listen(engine.inboxServer(), host, config.inboxPort ?? 4482, '--inbox-port'))}`
    at.inboxTls = `https://${authority(host, await listen(engine.inboxTlsServer(), host, config.tlsPort ?? 4483, '--tls-port'))}`
    at.provider = await open(undo, createServer(gateway), host, config.providerPort ?? 4481, '--provider-port')
    at.control = await openControl(undo, control, host, config.controlPort ?? 4480)

    engine.start()
    await providerFiles.watch()
    if (read) {
      const deps = { engine, providerFiles, inboxUrl: at.inbox, log }
      settle(read, deps)
      if (given.configFile !== undefined) undo.push(await keepTo(read, deps))
    }
    // Last, with the providers that the configuration has brought.
    const ready: Ready = {
      ready: true,
      version,
      control: at.control,
      token,
      providers: providerUrls(),
      inbox: at.inbox,
      inboxTls: at.inboxTls,
      dataDir,
      clock: config.clock ?? 'real',
      pid: process.pid,
    }
    undo.push(() => removeRunFile(dataDir))
    writeRunFile(dataDir, ready)

    let closing: Promise<void> | undefined
    return {
      ready,
      registrations: () => declaredRegistrations(engine),
      snapshot(directory) {
        mkdirSync(directory, { mode: 0o700 })
        engine.snapshot(directory)
        const files = join(dataDir, 'providers')
        if (existsSync(files)) cpSync(files, join(directory, 'providers'), { recursive: true })
      },
      close: () => (closing ??= close_()),
    }
  } catch (error) {
    await close_()
    throw startErrorOf(error, dataDir)
  }
}

/** Makes the workspace as the configuration says. @throws `FaultyFile`. */
function settle(read: DataFile<ConfigFile>, deps: DeclareDeps): void {
  const refusals = declare(deps, read.data)
  if (refusals.length > 0) throw new FaultyFile(read.file, refusals.map((refusal) => ({ ...refusal, place: read.place(refusal.path) })))
}

/** The same whenever it is saved; answers how that ends. */
async function keepTo(read: DataFile<ConfigFile>, deps: DeclareDeps & { readonly log: Logger }): Promise<() => Promise<void>> {
  const watched = await watchConfig({ read, engine: deps.engine, log: deps.log, apply: (config) => declare(deps, config) })
  return () => watched.close()
}

function openEngine(config: HostConfig, dataDir: string, log: Logger, at: { provider?: string; inbox?: string; inboxTls?: string }): Engine {
  return createEngine({
    dataDir,
    clock: clockOf(config),
    resumeClock: config.clockStart === undefined,
    providers,
    carrier: CARRIER,
    log,
    strict: config.strict ?? false,
    seed: config.seed,
    persons: config.persons ?? 250,
    baseUrls: { provider: (id) => (at.provider === undefined ? null : `${at.provider}/${id}`), inbox: () => at.inbox ?? null, inboxTls: () => at.inboxTls ?? null },
    host: config.host ?? DEFAULT_HOST,
    dataKey: config.dataKey,
  })
}

function clockOf(config: HostConfig): MovableClock {
  const start = config.clockStart === undefined ? undefined : Date.parse(config.clockStart)
  if (Number.isNaN(start)) throw new StartError(`The clock can't start at ${JSON.stringify(config.clockStart)}: give an ISO time such as 2026-01-31T12:00:00Z.`)
  return createClock({ mode: config.clock, start })
}

async function open(undo: (() => Promise<void> | void)[], server: Server, host: string, port: number, flag: string): Promise<string> {
  const actual = await listen(server, host, port, flag)
  undo.push(() => close(server))
  return `http://${authority(host, actual)}`
}

async function openControl(undo: (() => Promise<void> | void)[], control: Control, host: string, port: number): Promise<string> {
  const url = await open(undo, createServer(control.app), host, port, '--control-port')
  undo.push(() => control.close())
  return url
}

const authority = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

/** Names under which the control listener may be called. */
function authoritiesOf(host: string, port: number): string[] {
  return [...new Set([host, '127.0.0.1', 'localhost', '::1'])].map((name) => authority(name.toLowerCase(), port))
}

/** What stands in the way of a start, as one sentence; faults of ours pass through. */
function startErrorOf(error: unknown, dataDir: string): unknown {
  if (error instanceof StartError) return error
  if (error instanceof ProblemError) return new StartError(error.message, { cause: error })
  if (!(error instanceof Error)) return error
  if (error.name === 'DirectoryInUse') {
    return new StartError(`${error.message} Stop it first, choose another with --data, or run "hookwright open" to look at it.`, { cause: error })
  }
  if (error.name === 'MigrationRefused' || error.name === 'SecretsSealed') return new StartError(error.message, { cause: error })
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENOSPC|ENAMETOOLONG)$/.test(code)) {
    return new StartError(`The data directory ${dataDir} can't be used (${code}): choose one you may write to with --data.`, { cause: error })
  }
  return error
}
