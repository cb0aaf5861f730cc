import type { Command } from 'commander'
import { createClient, UnreachableError } from '#client/http.ts'
import { ProblemError } from '#contract/problem.ts'
import { pageUrl } from '#contract/page-url.ts'
import type { Ready } from '#contract/ready.ts'
import { defaultDataDir } from '#host/data-dir.ts'
import { readRunFile } from '#host/run-file.ts'
import { serve, startsInstance } from './serve.ts'
import type { ServeOptions } from './serve.ts'
import type { Terminal } from './terminal.ts'

export function addOpen(program: Command, terminal: Terminal): void {
  const command = program
    .command('open')
    .summary('the same, and open the page in the browser')
    .description('Does what serve does and opens the page in the default browser. When an instance already runs for the data directory, opens the page of that one and ends.')
    .action((options: ServeOptions) => open(terminal, options))
  startsInstance(command)
}

async function open(terminal: Terminal, options: ServeOptions): Promise<void> {
  const running = options.ephemeral ? undefined : await runningFor(options.data ?? defaultDataDir())
  if (!running) return serve(terminal, options, (ready) => void show(terminal, ready))
  terminal.print(options.json ? JSON.stringify(running) : `Hookwright ${running.version} is already running: ${pageUrl(running)}`)
  await show(terminal, running)
}

/** The instance that the run file names, when it really answers to its token. */
async function runningFor(dataDir: string): Promise<Ready | undefined> {
  const ready = readRunFile(dataDir)
  if (!ready) return undefined
  try {
    await createClient({ url: ready.control, token: ready.token }).call('getStatus')
    return ready
  } catch (error) {
    // Left over from an instance that was killed; its port may be somebody else's by now.
    if (error instanceof UnreachableError || error instanceof ProblemError) return undefined
    throw error
  }
}

/** A browser that cannot be had is no failure: the link has been printed. */
async function show(terminal: Terminal, ready: Ready): Promise<void> {
  const sorry = () => terminal.note('No browser could be opened; open the link above yourself.')
  try {
    const { default: openInBrowser } = await import('open')
    const launcher = await openInBrowser(pageUrl(ready))
    launcher.once('exit', (code) => {
      if (code) sorry()
    })
  } catch {
    sorry()
  }
}
