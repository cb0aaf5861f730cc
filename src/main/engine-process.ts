/**
 * What runs in the utility process: the engine and its listeners, away from the window's process, so that neither can stall
 * or crash the other. The shell forks it with its own flags (those of `hookwright serve`), and gets one `FromEngine` message for its `start`.
 */
import { parseArgs } from 'node:util'
import type { Ready } from '#contract/ready.ts'
import type { HostConfig } from '#host/config.ts'
import { defaultDataDir } from '#host/data-dir.ts'
import { readRunFile } from '#host/run-file.ts'
import { StartError } from '#host/start-error.ts'
import { startHookwright } from '#host/start.ts'
import type { Hookwright } from '#host/hookwright.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

const TEXT = { type: 'string' } as const
const SWITCH = { type: 'boolean' } as const
const OPTIONS = {
  'control-port': TEXT, 'provider-port': TEXT, 'inbox-port': TEXT, 'tls-port': TEXT, host: TEXT, token: TEXT, data: TEXT, ephemeral: SWITCH,
  seed: TEXT, persons: TEXT, strict: SWITCH, clock: TEXT, 'clock-start': TEXT, 'log-level': TEXT,
} as const
const CLOCKS = ['real', 'virtual'] as const
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
/** The ports that `HostConfig` promises. One that is taken, and that nobody asked for, is replaced by a free one. */
const DEFAULT_PORTS = { controlPort: 4480, providerPort: 4481, inboxPort: 4482, tlsPort: 4483 } as const
const ANSWER_MS = 2000

/** Flags that are not ours are Chromium's, and pass. @throws StartError for a value that can't be meant. */
export function configFrom(args: readonly string[], env: NodeJS.ProcessEnv): HostConfig {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true })
  const text = (name: keyof typeof OPTIONS): string | undefined => {
    const value = values[name]
    if (value === true) throw new StartError(`--${name} needs a value.`)
    return typeof value === 'string' ? value : undefined
  }
  const whole = (name: keyof typeof OPTIONS, max: number): number | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    if (!/^\d+$/.test(value) || Number(value) > max) throw new StartError(`--${name} is a whole number from 0 to ${max}, not ${JSON.stringify(value)}.`)
    return Number(value)
  }
  const oneOf = <T extends string>(name: keyof typeof OPTIONS, choices: readonly T[], value = text(name)): T | undefined => {
    const choice = choices.find((known) => known === value)
    if (value !== undefined && choice === undefined) throw new StartError(`--${name} is one of ${choices.join(', ')}, not ${JSON.stringify(value)}.`)
    return choice
  }
  return {
    controlPort: whole('control-port', 65_535),
    providerPort: whole('provider-port', 65_535),
    inboxPort: whole('inbox-port', 65_535),
    tlsPort: whole('tls-port', 65_535),
    host: text('host'),
    token: text('token') ?? env['HOOKWRIGHT_TOKEN'],
    dataDir: text('data'),
    ephemeral: values.ephemeral === true,
    seed: whole('seed', 2 ** 32 - 1),
    persons: whole('persons', 1_000_000),
    strict: values.strict === true,
    clock: oneOf('clock', CLOCKS),
    clockStart: text('clock-start'),
    logLevel: oneOf('log-level', LEVELS, text('log-level') ?? env['HOOKWRIGHT_LOG_LEVEL']),
  }
}

async function start(config: HostConfig): Promise<Hookwright> {
  try {
    return await startHookwright(config)
  } catch (error) {
    const taken = takenDefault(error, config)
    if (!taken) throw error
    return start({ ...config, [taken]: 0 })
  }
}

function takenDefault(error: unknown, config: HostConfig): keyof typeof DEFAULT_PORTS | undefined {
  const cause = error instanceof StartError ? (error.cause as { code?: unknown; port?: unknown } | undefined) : undefined
  if (cause?.code !== 'EADDRINUSE') return undefined
  return (['controlPort', 'providerPort', 'inboxPort', 'tlsPort'] as const).find((key) => config[key] === undefined && DEFAULT_PORTS[key] === cause.port)
}

/** The instance that keeps us from the data directory, when there is one and it answers to its token. */
async function runningElsewhere(config: HostConfig): Promise<Ready | undefined> {
  const ready = config.ephemeral ? undefined : readRunFile(config.dataDir ?? defaultDataDir())
  if (!ready) return undefined
  try {
    const headers = { authorization: `Bearer ${ready.token}` }
    const response = await fetch(`${ready.control}/api/v1/status`, { headers, signal: AbortSignal.timeout(ANSWER_MS) })
    return response.ok ? ready : undefined
  } catch {
    return undefined
  }
}

const tell = (message: FromEngine): void => process.parentPort.postMessage(message)

async function main(): Promise<void> {
  // Ctrl+C in a terminal reaches this process too; when it ends is for the shell to say, by message.
  process.on('SIGINT', () => undefined)
  let running: Promise<Hookwright> | undefined
  let stopping = false
  const begun = Promise.withResolvers<Uint8Array | undefined>()
  process.parentPort.on('message', ({ data }: { data: ToEngine }) => {
    if (data.type === 'start') return begun.resolve(data.dataKey === undefined ? undefined : Buffer.from(data.dataKey, 'base64'))
    if (stopping) return
    stopping = true
    const end = (): never => process.exit(0)
    void (running ?? Promise.resolve(undefined)).then((hookwright) => hookwright?.close()).then(end, end)
  })

  let config: HostConfig = {}
  try {
    const dataKey = await begun.promise
    config = { ...configFrom(process.argv.slice(2), process.env), ...(dataKey && { dataKey }) }
    running = start(config)
    tell({ type: 'ready', ready: (await running).ready })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const other = await runningElsewhere(config)
    tell(other ? { type: 'elsewhere', ready: other } : { type: 'failed', message: error.message })
  }
}

await main()
