import { Option } from 'commander'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import { DELIVERY_STATUSES } from '#contract/delivery-status.ts'
import type { Attempt, Delivery } from '#contract/delivery.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderDeliveries, renderDelivery } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { followDeliveries } from './follow-deliveries.ts'
import { isoTime, namesOf, whole } from './option-values.ts'
import { moreNote } from './paging.ts'
import type { Terminal } from './terminal.ts'
import { visibleJson } from './text.ts'

interface DeliveriesOptions extends ConnectOptions {
  readonly status?: string
  readonly provider?: string
  readonly trigger?: string
  readonly registration?: string
  readonly search?: string
  readonly from?: string
  readonly to?: string
  readonly limit: number
  readonly cursor?: string
  readonly attempt?: number
  readonly reveal?: boolean
  readonly follow?: boolean
}

export function addDeliveries(program: Command, terminal: Terminal): void {
  const command = program
    .command('deliveries')
    .summary('list deliveries, or show one with its attempts')
    .description('Lists deliveries, newest first. With an id: that one, its attempts, and the exact request and response of its last attempt, with each step of its signature.')
    .argument('[delivery]', 'such as dlv_12')
    .optionsGroup('To list:')
    .option('--status <status>', `one, or several with commas between: ${DELIVERY_STATUSES.join(', ')}`, namesOf(DELIVERY_STATUSES))
    .option('--provider <id>', 'such as members')
    .option('--trigger <name>', 'such as person.updated')
    .option('--registration <id>', 'such as reg_1')
    .option('--search <text>', 'words in the subject, trigger, message id, URL or data; the last may be the beginning of one')
    .option('--from <time>', 'created at or after, such as 2026-03-01T12:00:00Z', isoTime)
    .option('--to <time>', 'created before', isoTime)
    .option('--limit <n>', 'how many, from 1 to 500', whole(1, 500), 50)
    .option('--cursor <cursor>', 'go on where a list before ended')
    .addOption(new Option('--follow', 'a line for each change from now on, until Ctrl+C; with --json one JSON object per line').conflicts(['limit', 'cursor', 'attempt', 'reveal']))
    .optionsGroup('To show one:')
    .option('--attempt <n>', 'show this attempt in place of the last', whole(1, 1_000_000))
    .option('--reveal', 'show secrets in the steps of the signature')
    .optionsGroup('Options:')
    .action((id: string | undefined, options: DeliveriesOptions) =>
      withInstance(options, (client) => {
        if (options.follow) return followAll(terminal, id, options)
        return id === undefined ? list(terminal, client, options) : show(terminal, client, id, options)
      }),
    )
  talksToInstance(command)
}

async function list(terminal: Terminal, client: Client, options: DeliveriesOptions): Promise<void> {
  if (options.attempt !== undefined || options.reveal) throw new Failure(EXIT.usage, '--attempt and --reveal show one delivery: name its id, as in `hookwright deliveries dlv_12 --attempt 1`.')
  const { status, provider, trigger, registration: registrationId, search: q, from, to, limit, cursor } = options
  const page = await client.call('listDeliveries', { query: { status, provider, trigger, registrationId, q, from, to, limit, cursor } })
  if (options.json) return terminal.print(visibleJson(page))
  if (page.unsearched > 0) terminal.note(`${page.unsearched} of the newest deliveries are not in the search index yet: ask again in a moment.`)
  if (page.items.length === 0) return terminal.note('No deliveries.')
  terminal.print(renderDeliveries(page.items, terminal))
  moreNote(terminal, page)
}

async function followAll(terminal: Terminal, id: string | undefined, options: DeliveriesOptions): Promise<void> {
  if (id !== undefined) throw new Failure(EXIT.usage, `--follow takes no id: \`hookwright deliveries ${id}\` shows that one.`)
  const { status, provider, trigger, registration: registrationId, search: q, from, to } = options
  await followDeliveries(terminal, options, { status, provider, trigger, registrationId, q, from, to })
}

async function show(terminal: Terminal, client: Client, id: string, options: DeliveriesOptions): Promise<void> {
  const delivery = await client.call('getDelivery', { params: { id } })
  const attempt = pick(delivery, options.attempt)
  if (options.json) return terminal.print(visibleJson(options.attempt === undefined ? delivery : attempt))
  if (!attempt) return terminal.print(renderDelivery(delivery, undefined, terminal))
  const inspection = await client.call('inspectAttempt', { params: { id, number: attempt.number }, query: { reveal: options.reveal ? 'true' : 'false' } })
  terminal.print(renderDelivery(delivery, { attempt, inspection }, terminal))
}

function pick(delivery: Delivery, number: number | undefined): Attempt | undefined {
  if (number === undefined) return delivery.attempts.at(-1)
  const attempt = delivery.attempts.find((a) => a.number === number)
  if (!attempt) throw new Failure(EXIT.usage, `${delivery.id} has no attempt ${number}; it has made ${delivery.attempts.length}.`)
  return attempt
}
