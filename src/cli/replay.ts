import { Option } from 'commander'
import type { Command } from 'commander'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderDeliveries } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { filters, hasFilter, readEdit, replayMany, view } from './replay-filter.ts'
import type { FilterOptions } from './replay-filter.ts'
import { reportOneSettled, waits } from './report.ts'
import type { WaitOptions } from './report.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

const ORDERS = { pause: 'pauseReplay', resume: 'resumeReplay', cancel: 'cancelReplay', step: 'stepReplay' } as const

interface ReplayOptions extends ConnectOptions, WaitOptions, FilterOptions {
  readonly target?: string
  readonly keepSignature?: boolean
  readonly newIds?: boolean
  readonly edit?: string
  readonly do?: keyof typeof ORDERS
}

export function addReplay(program: Command, terminal: Terminal): void {
  const command = program
    .command('replay')
    .summary('send deliveries again, one or many')
    .description('Sends a delivery again, or all that a filter lets in, as new deliveries linked to the old ones, which stay as they are. With the id of a run (rpl_1): shows or steers it.')
    .argument('[id]', 'a delivery such as dlv_12, or a run such as rpl_1')
    .option('--target <url>', 'to this URL, in place of the one that the registration has now')
    .option('--keep-signature', 'the bytes of the first attempt as they were, in place of signing with the settings of now')
    .option('--new-ids', 'with a fresh message id, as if it were raised again')
    .option('--edit <file>', 'a JSON merge patch for the payload; with --keep-signature for the body as it was sent')
    .addOption(new Option('--do <order>', 'what to do with a run').choices(Object.keys(ORDERS)))
    .addHelpText('after', '\nExamples:\n  hookwright replay dlv_12 --wait\n  hookwright replay --status failed,expired --from 1h --dry-run\n  hookwright replay --sync syn_1 --status failed --pace 100ms --wait')
    .action((id: string | undefined, options: ReplayOptions) => replay(terminal, id, options))
  filters(command).optionsGroup('Options:')
  waits(command)
  talksToInstance(command)
}

function replay(terminal: Terminal, id: string | undefined, options: ReplayOptions): Promise<void> {
  const many = hasFilter(options)
  if (id !== undefined && (many || options.dryRun || options.pace)) throw new Failure(EXIT.usage, `Name ${id}, or a filter with its --pace and --dry-run, not both.`)
  if (id === undefined && !many) throw new Failure(EXIT.usage, 'Name a delivery such as dlv_12, or say which with a filter, as in `hookwright replay --status failed --from 1h`.')
  const edit = options.edit === undefined ? undefined : readEdit(options.edit)
  const body = { ...(options.target !== undefined && { target: options.target }), resign: !options.keepSignature, newIds: options.newIds === true, ...(edit && { edit }) }
  return withInstance(options, async (client) => {
    if (id === undefined) return replayMany(terminal, client, options, body)
    if (id.startsWith('rpl_')) {
      const run = options.do === 'step' ? await client.call('stepReplay', { params: { id }, body: {} }) : await client.call(options.do ? ORDERS[options.do] : 'getReplay', { params: { id } })
      return terminal.print(options.json ? visibleJson(run) : view(run, terminal))
    }
    if (options.wait) return reportOneSettled(terminal, client, (signal) => client.call('replayDelivery', { params: { id }, body, signal }), options)
    const delivery = await client.call('replayDelivery', { params: { id }, body })
    if (options.json) return terminal.print(visibleJson(delivery))
    terminal.note(visible(`Replays ${id} as ${delivery.id}.`))
    terminal.print(renderDeliveries([delivery], terminal))
  })
}
