import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderDiff } from './diff-view.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

const NAMES = `
A message is named by what it belongs to:
  dlv_1/2/request   what was sent in the second attempt of a delivery; /response is what came back
  cap_7/request     what an inbox received; /answer is what it said
  dlv_1             the request of the last attempt
  cap_7             the request`

export function addDiff(program: Command, terminal: Terminal): void {
  const command = program
    .command('diff')
    .summary('what differs between two messages that were sent or received')
    .description('What differs between two messages: first line, headers in order and case, body (JSON path by path). Exit code 0: nothing, not a byte; 1: something.')
    .argument('<a>', 'a message, such as dlv_1/2/request')
    .argument('[b]', 'another one (default: the same one as the other end has it, where both ends are ours)')
    .addHelpText('after', NAMES)
    .action((a: string, b: string | undefined, options: ConnectOptions) => withInstance(options, (client) => diff(terminal, client, { a, b }, options)))
  talksToInstance(command)
}

async function diff(terminal: Terminal, client: Client, { a, b }: { a: string; b: string | undefined }, { json }: ConnectOptions): Promise<void> {
  const found = await client.call('getDiff', { query: { a, b: b ?? (await otherEnd(terminal, client, a)) } })
  terminal.print(json ? visibleJson(found) : renderDiff(found, terminal))
  if (!found.same) process.exitCode = EXIT.no
}

async function otherEnd(terminal: Terminal, client: Client, of: string): Promise<string> {
  const { counterpart } = await client.call('getCounterpart', { query: { of } })
  if (!counterpart) throw new Failure(EXIT.usage, visible(`nothing on record is the other end of ${of}: name a second message to compare it with.`))
  if (!counterpart.certain) terminal.note(`${counterpart.ref} by likeness (${counterpart.likeness.join(', ')}): it came over another connection, so a proxy or tunnel may have been in between.`)
  return counterpart.ref
}
