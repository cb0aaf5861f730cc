import { Option } from 'commander'
import type { Client } from '#client/http.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { Command } from 'commander'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderDeliveries } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { captureFilters, capturesOf, choosesCaptures, outOf } from './replay-captures.ts'
import type { CaptureOptions } from './replay-captures.ts'
import { choosesDeliveries, filters, hasFilter, momentsOf, paced, readEdit, replayMany, view } from './replay-filter.ts'
import type { FilterOptions } from './replay-filter.ts'
import { reportOneSettled, waits } from './report.ts'
import type { WaitOptions } from './report.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

const ORDERS = { pause: 'pauseReplay', resume: 'resumeReplay', cancel: 'cancelReplay', step: 'stepReplay' } as const

interface ReplayOptions extends ConnectOptions, WaitOptions, FilterOptions, CaptureOptions {
  readonly target?: string
  readonly keepSignature?: boolean
  readonly newIds?: boolean
  readonly edit?: string
  readonly do?: keyof typeof ORDERS
}

export function addReplay(program: Command, terminal: Terminal): void {
  const command = program
    .command('replay')
    .summary('send deliveries or captured requests again, one or many')
    .description('Sends a delivery or a captured request again, or all that a filter lets in, as new deliveries linked to the old ones, which stay as they are. A file of captured requests is imported and sent. With the id of a run (rpl_1): shows or steers it.')
    .argument('[what]', 'a delivery such as dlv_12, a capture such as cap_3, a file (bundle, HAR, curl ...; - for what is piped in), or a run such as rpl_1')
    .option('--target <url>', 'to this URL, in place of the one that the registration has now')
    .option('--keep-signature', 'the bytes as they were, in place of signing with the settings of now')
    .option('--new-ids', 'with a fresh message id, as if it were raised again')
    .option('--edit <file>', 'a JSON merge patch for the payload; with --keep-signature for the body as it was sent')
    .addOption(new Option('--do <order>', 'what to do with a run').choices(Object.keys(ORDERS)))
    .action((id: string | undefined, options: ReplayOptions) => replay(terminal, id, options))
  paced(filters(command))
  captureFilters(command).optionsGroup('Options:')
  waits(command)
  talksToInstance(command)
}

const ID = /^(dlv|rpl|cap)_\d+$/

function replay(terminal: Terminal, what: string | undefined, options: ReplayOptions): Promise<void> {
  const kind = what === undefined ? undefined : (ID.exec(what)?.[1] ?? 'file')
  const captures = choosesCaptures(options) || kind === 'file' || kind === 'cap'
  refuseContradictions(what, kind, captures, options)
  const edit = options.edit === undefined ? undefined : readEdit(options.edit)
  const body = {
    ...(options.target !== undefined && { target: options.target }),
    ...(captures ? outOf(options) : { resign: !options.keepSignature }),
    newIds: options.newIds === true,
    ...(edit && { edit }),
  }
  return withInstance(options, async (client) => {
    if (what !== undefined && kind === 'rpl') return steer(terminal, client, what, options)
    if (what === undefined || kind === 'file') {
      const which = captures ? await capturesOf(terminal, client, what, options, await momentsOf(client, options)) : undefined
      return replayMany(terminal, client, options, body, which)
    }
    const again = (signal?: AbortSignal): Promise<DeliverySummary> => client.call(kind === 'cap' ? 'replayCapture' : 'replayDelivery', { params: { id: what }, body, signal })
    if (options.wait) return reportOneSettled(terminal, client, again, options)
    const delivery = await again()
    if (options.json) return terminal.print(visibleJson(delivery))
    terminal.note(visible(`Replays ${what} as ${delivery.id}.`))
    terminal.print(renderDeliveries([delivery], terminal))
  })
}

/** @throws `Failure` for what cannot be meant together. */
function refuseContradictions(what: string | undefined, kind: string | undefined, captures: boolean, options: ReplayOptions): void {
  const many = hasFilter(options) || choosesCaptures(options)
  if (what !== undefined && kind !== 'file' && (many || options.dryRun || options.pace)) throw new Failure(EXIT.usage, `Name ${what}, or a filter with its --pace and --dry-run, not both.`)
  if (what === undefined && !many) throw new Failure(EXIT.usage, 'Name a delivery such as dlv_12, or say which with a filter, as in `hookwright replay --status failed --from 1h`.')
  if (captures && choosesDeliveries(options)) throw new Failure(EXIT.usage, 'Deliveries or captured requests: leave out the filters of the one or of the other (see `hookwright replay --help`).')
  if (!captures && options.through !== undefined) throw new Failure(EXIT.usage, '--through is for captured requests: a delivery goes out through its own registration.')
}

async function steer(terminal: Terminal, client: Client, id: string, options: ReplayOptions): Promise<void> {
  const run = options.do === 'step' ? await client.call('stepReplay', { params: { id }, body: {} }) : await client.call(options.do ? ORDERS[options.do] : 'getReplay', { params: { id } })
  terminal.print(options.json ? visibleJson(run) : view(run, terminal))
}
