import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import type { JsonObject } from '#contract/common.ts'
import type { Fired } from '#contract/delivery.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import { listsByDefault } from './command-group.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { didYouMean, whole } from './option-values.ts'
import { moreNote } from './paging.ts'
import { renderRegistration, renderRegistrations } from './registration-view.ts'
import { reportFired, reportFiredAndSettled, waits } from './report.ts'
import type { WaitOptions } from './report.ts'
import { assign, collectAssignments } from './set-values.ts'
import type { Assignment } from './set-values.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface ListOptions extends ConnectOptions {
  readonly provider?: string
  readonly limit: number
  readonly cursor?: string
  readonly reveal?: boolean
}
interface RevealOptions extends ConnectOptions {
  readonly reveal?: boolean
}
interface SettingOptions extends ConnectOptions {
  readonly secret?: string
  readonly set?: readonly Assignment[]
}
interface AddOptions extends SettingOptions {
  readonly account?: string
  readonly disabled?: boolean
}
interface ChangeOptions extends SettingOptions {
  readonly enable?: boolean
  readonly disable?: boolean
}

export function addRegistrations(program: Command, terminal: Terminal): void {
  const group = program
    .command('registrations')
    .summary('list, add, change, test and remove webhooks')
    .description('Webhooks registered with the providers: who is told of an event, and with which secret. Without a command: the list.')

  const list = listsByDefault(group.command('list', { isDefault: true }))
    .description('list them')
    .option('--provider <id>', 'only those of this provider')
    .option('--limit <n>', 'how many, from 1 to 500', whole(1, 500), 100)
    .option('--cursor <cursor>', 'go on where a list before ended')
    .option('--reveal', 'show secrets')
    .action((options: ListOptions) => withInstance(options, (client) => listAll(terminal, client, options)))
  talksToInstance(list)

  const show = group
    .command('show')
    .description('show one with its settings')
    .argument('<registration>', 'such as reg_1')
    .option('--reveal', 'show secrets')
    .action((id: string, options: RevealOptions) =>
      withInstance(options, async (client) => tell(terminal, await client.call('getRegistration', { params: { id }, query: { reveal: options.reveal ? 'true' : 'false' } }), options)),
    )
  talksToInstance(show)

  const add = group
    .command('add')
    .description('register a webhook')
    .argument('<provider>', 'such as members')
    .argument('<url>', 'where it sends to')
    .option('--secret <secret>', "the provider's signing key")
    .option('--set <path=value>', 'one of its other settings, JSON or text (repeatable)', collectAssignments)
    .option('--account <id>', "the provider's account it belongs to (default: its first)")
    .option('--disabled', 'switched off, to be enabled later')
    .action((provider: string, url: string, options: AddOptions) => withInstance(options, (client) => register(terminal, client, provider, url, options)))
  talksToInstance(add)

  const set = group
    .command('set')
    .description('change its URL, its settings, or whether it is enabled')
    .argument('<registration>', 'such as reg_1')
    .argument('[url]', 'where it sends to from now on')
    .option('--secret <secret>', "the provider's signing key")
    .option('--set <path=value>', 'one of its other settings; null gives it its default (repeatable)', collectAssignments)
    .option('--enable', 'switch it on')
    .option('--disable', 'switch it off')
    .action((id: string, url: string | undefined, options: ChangeOptions) => withInstance(options, (client) => change(terminal, client, id, url, options)))
  talksToInstance(set)

  const remove = group
    .command('remove')
    .description('remove it; what still waits for it is cancelled')
    .argument('<registration>', 'such as reg_1')
    .action((id: string, options: ConnectOptions) =>
      withInstance(options, async (client) => {
        await client.call('deleteRegistration', { params: { id } })
        if (!options.json) terminal.note(visible(`Removed ${id}.`))
      }),
    )
  talksToInstance(remove)

  const press = group
    .command('run')
    .description("press a button of the provider's page for it, such as run-test")
    .argument('<registration>', 'such as reg_1')
    .argument('<action>', 'such as run-test')
    .action((id: string, action: string, options: ConnectOptions & WaitOptions) => withInstance(options, (client) => run(terminal, client, id, action, options)))
  waits(press)
  talksToInstance(press)
}

async function listAll(terminal: Terminal, client: Client, { provider, limit, cursor, reveal, json }: ListOptions): Promise<void> {
  const page = await client.call('listRegistrations', { query: { provider, limit, cursor, reveal: reveal ? 'true' : 'false' } })
  if (json) return terminal.print(visibleJson(page))
  if (page.items.length === 0) return terminal.note('No registrations. `hookwright registrations add PROVIDER URL` makes one.')
  terminal.print(renderRegistrations(page.items, terminal))
  moreNote(terminal, page)
}

async function register(terminal: Terminal, client: Client, provider: string, url: string, options: AddOptions): Promise<void> {
  const settings = await settingsOf(options, () => providerNamed(client, provider))
  const body = { provider, url, settings: settings ?? {}, enabled: !options.disabled, ...(options.account !== undefined && { account: options.account }) }
  tell(terminal, await client.call('createRegistration', { body }), options)
}

async function change(terminal: Terminal, client: Client, id: string, url: string | undefined, options: ChangeOptions): Promise<void> {
  if (options.enable && options.disable) throw new Failure(EXIT.usage, '--enable and --disable: which of the two?')
  const enabled = options.enable ? true : options.disable ? false : undefined
  const settings = await settingsOf(options, async () => providerNamed(client, (await client.call('getRegistration', { params: { id } })).provider))
  if (url === undefined && settings === undefined && enabled === undefined) throw new Failure(EXIT.usage, 'nothing to change: give a URL, --secret, --set, --enable or --disable.')
  tell(terminal, await client.call('changeRegistration', { params: { id }, body: { url, settings, enabled } }), options)
}

async function run(terminal: Terminal, client: Client, id: string, action: string, options: ConnectOptions & WaitOptions): Promise<void> {
  const { provider } = await client.call('getRegistration', { params: { id } })
  const { actions } = await client.call('getProvider', { params: { provider } })
  const names = actions.map((a) => a.id)
  const known = actions.find((a) => a.id === action)
  if (!known) throw new Failure(EXIT.usage, `${provider} has no action "${action}". ${didYouMean(action, names)}There is: ${names.join(', ') || 'none'}.`)
  const press = (signal?: AbortSignal) => client.call('runAction', { params: { id, action }, signal })
  if (!known.raises) return tell(terminal, (await press()).registration, options)
  const raise = async (signal?: AbortSignal): Promise<Fired> => {
    const { fired } = await press(signal)
    if (fired === null) throw new TypeError(`${action} raised nothing, though ${provider} says that it does.`)
    return fired
  }
  if (options.wait) return reportFiredAndSettled(terminal, client, raise, options)
  reportFired(terminal, await raise(), options)
}

/** `--secret` goes into the setting that a receiver has to know too; what the flags do not name is absent. */
async function settingsOf({ secret, set }: SettingOptions, provider: () => Promise<ProviderInfo>): Promise<JsonObject | undefined> {
  if (secret === undefined) return set && assign({}, set)
  const { id, verification } = await provider()
  const field = verification?.fields.find((one) => one.secret)
  if (!field) throw new Failure(EXIT.usage, `${id} has no secret: nothing it sends is signed. Leave --secret out.`)
  return assign({}, [{ path: field.key.split('.'), value: secret }, ...(set ?? [])])
}

async function providerNamed(client: Client, name: string): Promise<ProviderInfo> {
  const { items } = await client.call('listProviders')
  const found = items.find(({ id }) => id === name)
  const names = items.map(({ id }) => id)
  if (!found) throw new Failure(EXIT.usage, `there is no provider "${name}". ${didYouMean(name, names)}There is: ${names.join(', ')}.`)
  return found
}

function tell(terminal: Terminal, registration: Registration, { json }: ConnectOptions): void {
  terminal.print(json ? visibleJson(registration) : renderRegistration(registration, terminal))
}
