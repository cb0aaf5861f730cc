/** `hookwright replay` of captured requests: one, those of an inbox, or those of a file, which is put into an inbox first. */
import { basename } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import type { CaptureFilter } from '#contract/replay.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { contentOf } from './read-input.ts'
import { visible } from './text.ts'
import type { Terminal } from './terminal.ts'

export interface CaptureOptions {
  readonly inbox?: string
  readonly method?: string
  readonly verdict?: 'holds' | 'fails'
  readonly through?: string
}

export function captureFilters(command: Command): Command {
  return command
    .optionsGroup('Captured requests, in place of deliveries:')
    .option('--inbox <name>', 'those of this inbox')
    .option('--method <method>', 'such as POST')
    .addOption(new Option('--verdict <verdict>', 'whose signature holds, or fails').choices(['holds', 'fails']))
    .option('--through <id>', 'the registration that they go out through, which signs them anew (default: as they came, to --target)')
}

const FILTERS = ['inbox', 'method', 'verdict'] as const

export const choosesCaptures = (options: CaptureOptions): boolean => FILTERS.some((name) => options[name] !== undefined)

/** Which captures: by the options, of an inbox or of what a file brings. */
export async function capturesOf(terminal: Terminal, client: Client, file: string | undefined, options: CaptureOptions, moment: { from?: string; to?: string }): Promise<CaptureFilter> {
  const { inbox, method, verdict } = options
  const filter = { method, verdict, ...moment }
  if (file === undefined) return { inbox, ...filter }
  if (inbox !== undefined) throw new Failure(EXIT.usage, `${file} gets an inbox of its own: leave --inbox out, or import it first with \`hookwright capture import ${file} --inbox ${inbox}\` and name the inbox alone.`)
  const body = await contentOf(file)
  const report = await client.call('importCaptures', { query: { ...(file !== '-' && { file: basename(file) }), dryRun: 'false' }, body })
  terminal.note(visible(`${file}: ${report.count} ${report.count === 1 ? 'request' : 'requests'} into the inbox ${report.inbox.name}.`))
  for (const { at, message } of report.faults) terminal.note(visible(`${file}: ${at}: ${message}`))
  return { inbox: report.inbox.name, ...filter }
}

/** How captures go out: to a target as they came, or signed for a registration. @throws `Failure` where neither is said. */
export function outOf(options: CaptureOptions & { readonly target?: string; readonly keepSignature?: boolean }): { registrationId?: string; resign: boolean } {
  const { through: registrationId, target, keepSignature } = options
  if (registrationId === undefined && target === undefined) throw new Failure(EXIT.usage, 'Say where captured requests go: --target <url>, or --through <registration>.')
  return { ...(registrationId !== undefined && { registrationId }), resign: registrationId !== undefined && !keepSignature }
}
