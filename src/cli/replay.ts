import type { Command } from 'commander'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderDeliveries } from './delivery-view.ts'
import { reportOneSettled, waits } from './report.ts'
import type { WaitOptions } from './report.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface ReplayOptions extends ConnectOptions, WaitOptions {
  readonly target?: string
  readonly keepSignature?: boolean
  readonly newIds?: boolean
}

export function addReplay(program: Command, terminal: Terminal): void {
  const command = program
    .command('replay')
    .summary('send a delivery again')
    .description('Sends a delivery again, as a new delivery linked to the old one, which stays as it is.')
    .argument('<id>', 'the delivery, such as dlv_12')
    .option('--target <url>', 'to this URL, in place of the one that the registration has now')
    .option('--keep-signature', 'the bytes of the first attempt as they were, in place of signing with the settings of now')
    .option('--new-ids', 'with a fresh message id, as if it were raised again')
    .action((id: string, options: ReplayOptions) => replay(terminal, id, options))
  waits(command)
  talksToInstance(command)
}

function replay(terminal: Terminal, id: string, options: ReplayOptions): Promise<void> {
  const body = { ...(options.target !== undefined && { target: options.target }), resign: !options.keepSignature, newIds: options.newIds === true }
  return withInstance(options, async (client) => {
    if (options.wait) return reportOneSettled(terminal, client, (signal) => client.call('replayDelivery', { params: { id }, body, signal }), options)
    const delivery = await client.call('replayDelivery', { params: { id }, body })
    if (options.json) return terminal.print(visibleJson(delivery))
    terminal.note(visible(`Replays ${id} as ${delivery.id}.`))
    terminal.print(renderDeliveries([delivery], terminal))
  })
}
