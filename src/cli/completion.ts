/** Completion in shells: the words of the commands themselves, and the names of what the running instance has. */
import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { createClient, type Client } from '#client/http.ts'
import { findInstance } from './connect.ts'
import type { Terminal } from './terminal.ts'

/** Somebody waits with a half-typed line: names that take longer than this are not offered, ms. */
const PATIENCE_MS = 500

/** Call it when all other commands are there. `argv`: the words after the program's name. */
export async function addCompletion(program: Command, _terminal: Terminal, argv: readonly string[]): Promise<void> {
  if (argv[0] === 'complete') inShort(program)
  const known = tab(program, { completionCommandName: 'completion' })
  const command = program.commands.find((one) => one.name() === 'completion')
  command?.summary('complete words with the Tab key').description('Prints a script that makes a shell complete commands, flags, and the names of what the running instance has.')
  if (argv[0] !== 'complete') return
  const words = argv.slice(argv.indexOf('--') + 1)
  const names = await namesOfInstance(words).catch(() => undefined)
  if (!names) return
  for (const one of known.commands.values()) {
    for (const [name, argument] of one.arguments) argument.handler ??= offering(names, name)
    for (const [name, option] of one.options) if (name in names) option.handler = offering(names, name)
  }
}

/** Shells that say what each word does have a line for it. */
function inShort(command: Command): void {
  command.description(command.summary() || command.description())
  command.commands.forEach(inShort)
}

type Names = Readonly<Record<string, readonly (readonly [value: string, description: string])[]>>

const offering = (names: Names, name: string) => (complete: (value: string, description: string) => void): void => {
  for (const [value, description] of names[name] ?? []) complete(value, description)
}

/** By the names that arguments and options have for them. @throws when there is no instance, or it is slow. */
async function namesOfInstance(words: readonly string[]): Promise<Names> {
  const { url, token } = findInstance({}, process.env)
  const client = createClient({ url, token })
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const all = { query: { limit: 50 }, signal }
  const [providers, registrations, inboxes, deliveries, triggers] = await Promise.all([
    client.call('listProviders', { signal }),
    client.call('listRegistrations', all),
    client.call('listInboxes', all),
    client.call('listDeliveries', all),
    triggersOf(client, words, signal),
  ])
  const provider = providers.items.map(({ id, title }) => [id, title] as const)
  const registration = registrations.items.map(({ id, provider: of, url: to }) => [id, `${of}, ${to}`] as const)
  const inbox = inboxes.items.map(({ name, captureCount }) => [name, `${captureCount} captured`] as const)
  const delivery = deliveries.items.map(({ id, trigger, status }) => [id, `${trigger}, ${status}`] as const)
  return { provider, registration, inbox, delivery, trigger: triggers, through: registration, what: delivery }
}

async function triggersOf(client: Client, words: readonly string[], signal: AbortSignal): Promise<(readonly [string, string])[]> {
  const [command, provider] = words
  if (command !== 'trigger' || !provider) return []
  const { items } = await client.call('listTriggers', { params: { provider }, signal }).catch(() => ({ items: [] }))
  return items.map(({ name, title }) => [name, title] as const)
}
