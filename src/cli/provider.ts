import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { FileFault, ProviderFileInfo } from '#contract/provider-file.ts'
import { listsByDefault } from './command-group.ts'
import { talksToInstance, withInstance, type ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { renderTable, type Column } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson, visibleLines } from './text.ts'

const COLUMNS: readonly Column<ProviderFileInfo>[] = [
  { title: 'File', value: ({ name }) => name, shrink: 'middle' },
  { title: 'From', value: ({ origin }) => origin },
  { title: 'Provider', value: ({ provider }) => provider ?? '-' },
  { title: 'Status', value: ({ status }) => status, tone: ({ status }) => (status === 'running' ? 'good' : status === 'overridden' ? 'quiet' : 'bad') },
  { title: 'Faults', value: ({ faults }) => String(faults.length), align: 'right' },
]

export function addProvider(program: Command, terminal: Terminal): void {
  const group = program.command('provider').summary('providers that are files').description('Lists, checks and adds providers that are files; makes one of an OpenAPI document.')
  const list = group
    .command('list', { isDefault: true })
    .description('Lists the files, with what is wrong with them.')
    .action((connect: ConnectOptions) =>
      withInstance(connect, async (client) => {
        const { items } = await client.call('listProviderFiles')
        if (connect.json) return terminal.print(visibleJson(items))
        terminal.print(renderTable(items, COLUMNS, terminal))
        for (const { name, faults } of items) printFaults(terminal, name, faults)
      }),
    )
  talksToInstance(listsByDefault(list))

  talksToInstance(
    group
      .command('check')
      .argument('<file>', 'a provider file')
      .description('Says what is wrong with a file. Exit code 1 when something is.')
      .action((file: string, connect: ConnectOptions) =>
        withInstance(connect, async (client) => {
          const { faults } = await client.call('checkProviderFile', { body: { text: read(file) } })
          if (connect.json) terminal.print(visibleJson({ faults }))
          else printFaults(terminal, file, faults)
          if (faults.length > 0) throw new Failure(EXIT.no, `${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`)
          if (!connect.json) terminal.print(visible(`${file} has no faults.`))
        }),
      ),
  )

  talksToInstance(
    group
      .command('add')
      .argument('<file>', 'a provider file')
      .description("Puts a file into the workspace's providers directory; one with faults is refused.")
      .action((file: string, connect: ConnectOptions) =>
        withInstance(connect, async (client) => {
          const added = await client.call('putProviderFile', { params: { name: basename(file) }, body: { text: read(file) } })
          if (connect.json) terminal.print(visibleJson(added))
          else {
            terminal.print(visible(`${added.name}: provider ${added.provider ?? '-'} is ${added.status}.`))
            printFaults(terminal, added.name, added.faults)
          }
        }),
      ),
  )

  talksToInstance(
    group
      .command('import')
      .argument('<openapi>', 'an OpenAPI 3.1 document with webhooks')
      .option('--id <id>', "id of the provider (default: made from the document's title)")
      .option('--out <file>', 'write the provider file there instead of printing it')
      .description("Makes a provider file of an OpenAPI document's webhooks.")
      .action((file: string, { id, out, ...connect }: ConnectOptions & { id?: string; out?: string }) =>
        withInstance(connect, async (client) => {
          const made = await client.call('importOpenapi', { body: { text: read(file), ...(id !== undefined && { id }) } })
          for (const note of made.notes) terminal.note(visible(note))
          if (out !== undefined) writeFileSync(out, made.text)
          if (connect.json) terminal.print(visibleJson(made))
          else if (out === undefined) terminal.print(visibleLines(made.text.trimEnd()).join('\n'))
        }),
      ),
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(EXIT.usage, `${file} can't be read: ${error instanceof Error ? error.message : String(error)}.`, { cause: error })
  }
}

function printFaults(terminal: Terminal, name: string, faults: readonly FileFault[]): void {
  for (const { line, column, path, message } of faults) terminal.print(visible(`${name}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`))
}
