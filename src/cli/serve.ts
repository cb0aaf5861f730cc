import { quoted } from '#contract/shell.ts'
import { fileURLToPath } from 'node:url'
import { Option } from 'commander'
import type { Command } from 'commander'
import { pageUrl } from '#contract/page-url.ts'
import type { Ready } from '#contract/ready.ts'
import type { HostConfig } from '#host/config.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { isoTime, port, whole } from './option-values.ts'
import { stopRequest } from './stop-request.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'

/** The built page, from the entry's place in `out/main`: the host's own code may be bundled into a folder below. */
const PAGE_DIR = fileURLToPath(new URL('../renderer', import.meta.url))

/** What the flags of `serve` and `open` say; a flag that is not given leaves its default to the host. */
export interface ServeOptions {
  readonly host?: string
  readonly controlPort?: number
  readonly providerPort?: number
  readonly inboxPort?: number
  readonly tlsPort?: number
  readonly config?: string
  readonly data?: string
  readonly ephemeral?: boolean
  readonly clock?: 'real' | 'virtual'
  readonly clockStart?: string
  readonly seed?: number
  readonly persons?: number
  readonly strict?: boolean
  readonly token?: string
  readonly logLevel?: NonNullable<HostConfig['logLevel']>
  readonly json?: boolean
}

export function addServe(program: Command, terminal: Terminal): void {
  const command = program
    .command('serve')
    .summary('run without a window, until Ctrl+C')
    .description('Runs the page, the emulated providers and the inboxes until it gets SIGINT or SIGTERM; a second one ends it at once.')
    .action((options: ServeOptions) => serve(terminal, options))
  startsInstance(command)
}

/** Adds the flags of every command that starts an instance. */
export function startsInstance(command: Command): Command {
  return command
    .option('--config <file>', 'a configuration: hookwright.config.yaml, .json or .ts; flags go before what it says')
    .option('--json', 'print one line of JSON when it is ready, and nothing else on stdout')
    .optionsGroup('Where it listens (port 0: a free one):')
    .option('--control-port <port>', 'the page and the API (default: 4480)', port)
    .option('--provider-port <port>', "the providers' own APIs (default: 4481)", port)
    .option('--inbox-port <port>', 'the inboxes (default: 4482)', port)
    .option('--tls-port <port>', 'the inboxes over TLS (default: 4483)', port)
    .option('--host <address>', 'address to listen at; another than the default lets other machines in (default: 127.0.0.1)')
    .addOption(new Option('--token <token>', 'token of the API (default: kept in the data directory)').env('HOOKWRIGHT_TOKEN'))
    .optionsGroup('What it keeps:')
    .option('--data <dir>', "data directory (default: HOOKWRIGHT_DATA, else the platform's)")
    .addOption(new Option('--ephemeral', 'a temporary data directory, removed at the end').conflicts('data'))
    .option('--seed <n>', 'fixes generated persons, samples and message ids', whole(0, 2 ** 32 - 1))
    .option('--persons <n>', 'generated persons of a fresh workspace (default: 250)', whole(0, 1_000_000))
    .optionsGroup('How it behaves:')
    .addOption(new Option('--clock <clock>', 'virtual stands still until it is advanced').choices(['real', 'virtual']))
    .option('--clock-start <time>', 'where a virtual clock starts, such as 2026-03-01T12:00:00Z (default: now)', isoTime)
    .option('--strict', 'insist on the rules that only hold in production, such as https')
    .addOption(new Option('--log-level <level>', 'what is logged, on stderr').choices(['silent', 'error', 'warn', 'info', 'debug']).env('HOOKWRIGHT_LOG_LEVEL'))
}

/**
 * Starts an instance, tells where it is, and comes back when it has been asked to stop and everything is closed.
 * `onReady` runs once it is up.
 */
export async function serve(terminal: Terminal, options: ServeOptions, onReady?: (ready: Ready) => void): Promise<void> {
  const { data: dataDir, config: configFile, json, ...rest } = options
  if (options.clockStart !== undefined && options.clock !== 'virtual' && configFile === undefined) throw new Failure(EXIT.usage, '--clock-start needs --clock virtual: the real clock cannot be set.')
  // Heard from here on, so that Ctrl+C during the start stops it too.
  const stop = stopRequest()
  // The engine is loaded only by who starts one: every other command answers in a fraction of that time.
  const { startHookwright } = await import('#host/start.ts')
  const running = await startHookwright({ ...rest, pageDir: PAGE_DIR, ...(dataDir !== undefined && { dataDir }), ...(configFile !== undefined && { configFile }) })
  const { ready } = running
  terminal.print(json ? JSON.stringify(ready) : summary(ready, options, terminal))
  onReady?.(ready)
  await stop
  await running.close()
}

function summary(ready: Ready, { data, ephemeral }: ServeOptions, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return pageUrl(ready)
  const providers = Object.entries(ready.providers)
  const width = Math.max(0, ...providers.map(([id]) => id.length))
  const fields = renderFields(
    [
      ['Page', pageUrl(ready), 'strong'],
      ...providers.map(([id, url], at) => [at === 0 ? 'Providers' : '', `${id.padEnd(width)}  ${url}`] as const),
      ['Inboxes', ready.inbox],
      ['', ready.inboxTls],
      ['Data', ephemeral ? `${ready.dataDir} (removed at the end)` : ready.dataDir],
      ['Clock', ready.clock === 'virtual' ? 'virtual: it stands still until it is advanced' : 'real'],
    ],
    terminal,
  )
  const elsewhere = ephemeral || data !== undefined ? [`Other commands find it with --data ${quoted(ready.dataDir)}`] : []
  return [`Hookwright ${ready.version} is running.`, '', indent(fields), '', ...elsewhere, 'Ctrl+C stops it.'].join('\n')
}

const indent = (text: string): string => text.replace(/^/gm, '  ')
