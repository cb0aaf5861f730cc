import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { talksToInstance, withInstance, type ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { filterOf, filters, hasFilter, type FilterOptions } from './replay-filter.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson, visibleLines } from './text.ts'

interface RecordOptions extends ConnectOptions, FilterOptions {
  readonly after?: string
  readonly name?: string
  readonly secrets?: boolean
  readonly output?: string
}

export function addRecord(program: Command, terminal: Terminal): void {
  const command = program
    .command('record')
    .argument('[delivery...]', 'these alone')
    .summary('make a scenario of what happened')
    .description('Prints a scenario that makes deliveries again as they went: what was raised, with the time between, what the inboxes answered, and what came of it. Play it with `hookwright run`.')
    .option('--after <delivery>', 'only those made after this one')
    .option('--name <sentence>', 'what it shows')
    .option('--secrets', 'with the secrets as they are; else they stand for environment variables')
    .option('--output <file>', 'write it there')
    .action((ids: string[], options: RecordOptions) => record(terminal, ids, options))
  filters(command).optionsGroup('Options:')
  talksToInstance(command)
}

async function record(terminal: Terminal, ids: readonly string[], options: RecordOptions): Promise<void> {
  const { after, name, secrets = false, output, json } = options
  if (ids.length > 0 && (hasFilter(options) || after !== undefined)) throw new Failure(EXIT.usage, 'Name deliveries, or a filter, not both.')
  await withInstance(options, async (client) => {
    const which = ids.length > 0 ? { ids: [...ids] } : { ...(await filterOf(client, options)), after }
    const recorded = await client.call('recordScenario', { body: { ...which, name, secrets } })
    for (const sentence of recorded.leftOut) terminal.note(visible(`left out: ${sentence}`))
    if (output !== undefined) write(output, recorded.text)
    if (json) terminal.print(visibleJson(recorded))
    // On its way into a file or a pipe every byte stays.
    else if (output === undefined) terminal.print(terminal.width === Infinity ? recorded.text.trimEnd() : visibleLines(recorded.text.trimEnd()).join('\n'))
    else terminal.print(visible(`${recorded.deliveries} ${recorded.deliveries === 1 ? 'delivery' : 'deliveries'} in ${output}: \`hookwright run ${output}\` plays it.`))
  })
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new Failure(EXIT.usage, `It can't be written to ${file}: ${(cause as Error).message}`, { cause })
  }
}
