import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Option } from 'commander'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import { ExportFormat } from '#contract/capture-file.ts'
import type { ImportReport } from '#contract/capture-file.ts'
import { ProblemError } from '#contract/problem.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { isoTime } from './option-values.ts'
import { contentOf } from './read-input.ts'
import { progressBar } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson, visibleLines } from './text.ts'

interface ImportOptions extends ConnectOptions {
  readonly inbox?: string
  readonly dryRun?: boolean
}
interface ExportOptions extends ConnectOptions {
  readonly inbox?: string
  readonly from?: string
  readonly to?: string
  readonly id?: string[]
  readonly deliveries?: boolean
  readonly secrets?: boolean
  readonly format: ExportFormat
  readonly output: string
}

export function addCapture(program: Command, terminal: Terminal): void {
  const group = program
    .command('capture')
    .summary('captured requests as files: import, export')
    .description('Takes captured requests in from files and writes them to files. What a file is shows in its content, not in its name.')

  const take = group
    .command('import')
    .description('put the requests of files into an inbox: bundles, HAR, JSON Lines, curl commands, .http files, exports of webhook-tester, webhook.site and ngrok')
    .argument('<file...>', 'files, or - for what is piped in')
    .option('--inbox <name>', 'where they go; made when it is not there (default: a new one named after the file)')
    .option('--dry-run', 'only say what would be imported')
    .action((files: string[], options: ImportOptions) => withInstance(options, (client) => importAll(terminal, client, files, options)))
  talksToInstance(take)

  const write = group
    .command('export')
    .description('write captures, oldest first')
    .option('--inbox <name>', 'only of this inbox')
    .option('--from <time>', 'received at this time or later', isoTime)
    .option('--to <time>', 'received before this time', isoTime)
    .option('--id <id>', 'only this one; may be given again', (id: string, before: string[] = []) => [...before, id])
    .option('--deliveries', 'the requests of deliveries, attempt by attempt, in place of captures')
    .option('--secrets', 'with the secret that the inbox verifies with (bundle and jsonl)')
    .addOption(new Option('--format <format>', 'what to write').choices(ExportFormat.options).default('bundle'))
    .requiredOption('-o, --output <file>', 'where to, or - for stdout')
    .action((options: ExportOptions) => withInstance(options, (client) => exportAll(terminal, client, options)))
  talksToInstance(write)
}

async function importAll(terminal: Terminal, client: Client, files: readonly string[], options: ImportOptions): Promise<void> {
  const reports: ImportReport[] = []
  for (const [at, file] of files.entries()) {
    const body = await contentOf(file)
    if (!options.json) terminal.progress(visible(`${progressBar(at, files.length)}  ${basename(file)} (${megabytes(body.size)})`))
    const named = file === '-' ? {} : { file: basename(file) }
    try {
      const report = await client.call('importCaptures', { query: { ...named, inbox: options.inbox, dryRun: options.dryRun ? 'true' : 'false' }, body })
      reports.push(report)
      if (!options.json) tell(terminal, file, report)
      if (report.faultCount > 0) process.exitCode = EXIT.no
    } catch (error) {
      if (!(error instanceof ProblemError) || files.length === 1) throw error
      // The others may be fine.
      terminal.note(visible(`${file}: ${error.message}`))
      process.exitCode = EXIT.no
    }
  }
  terminal.progress(null)
  if (options.json) terminal.print(visibleJson(files.length === 1 ? reports[0] : reports))
}

/** @throws `Failure` for a file that cannot be read, or is too big to be sent. */
function tell(terminal: Terminal, file: string, report: ImportReport): void {
  const what = `${report.count} ${report.count === 1 ? 'request' : 'requests'}`
  const where = `${report.inbox.isNew ? 'the new inbox' : 'the inbox'} ${report.inbox.name}`
  terminal.print(visible(`${file}: ${report.title}. ${report.dryRun ? `Would import ${what} into ${where}` : `Imported ${what} into ${where}`}.`))
  for (const { at, message } of report.faults) terminal.note(visible(`${file}: ${at}: ${message}`))
  if (report.faultCount > report.faults.length) terminal.note(`${file}: and ${report.faultCount - report.faults.length} more that cannot be imported.`)
}

/** A file is there whole or not at all. */
async function exportAll(terminal: Terminal, client: Client, options: ExportOptions): Promise<void> {
  const { format, inbox, from, to, id: ids, secrets, deliveries, output, json } = options
  const response = await client.open('exportCaptures', { body: { format, inbox, from, to, ids, secrets, of: deliveries ? 'deliveries' : 'captures' } })
  if (!response.body) throw new Failure(EXIT.internal, 'the answer has no content.')
  const content = Readable.fromWeb(response.body)
  if (output === '-') return void (process.stdout.isTTY ? await show(terminal, content) : await pipeline(content, process.stdout, { end: false }))
  const part = `${output}.part`
  try {
    await pipeline(content, counted((size) => void (json || terminal.progress(visible(`${output}: ${size}`)))), createWriteStream(part))
    terminal.progress(null)
    await rename(part, output)
  } catch (cause) {
    await rm(part, { force: true })
    throw new Failure(EXIT.no, `${output} cannot be written: ${(cause as Error).message}`, { cause })
  }
  const { size } = await stat(output)
  if (json) terminal.print(visibleJson({ file: output, format, size }))
  else terminal.note(visible(`Wrote ${output}, ${size} bytes.`))
}

/** Passes everything on, and tells how much that was so far, whenever it reads otherwise. */
function counted(tell: (size: string) => void) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0
    let told = ''
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (megabytes(bytes) !== told) tell((told = megabytes(bytes)))
      yield chunk
    }
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** On a terminal nothing of what was received is acted on. */
async function show(terminal: Terminal, content: Readable): Promise<void> {
  let rest = ''
  for await (const text of content.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) terminal.print(visibleLines(lines.join('\n')).join('\n'))
  }
  if (rest !== '') terminal.print(visible(rest))
}
