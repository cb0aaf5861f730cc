import type { Command } from 'commander'
import { makeDemo, removeDemo } from '#client/demo.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface DemoOptions extends ConnectOptions {
  readonly remove?: boolean
}

export function addDemo(program: Command, terminal: Terminal): void {
  const demo = program
    .command('demo')
    .summary('a working demo: an inbox, a registration, two deliveries')
    .description('Makes an inbox, a registration that leads to it with a signing key, one delivery that is acknowledged, and one that is refused with 503 and tried again.')
    .option('--remove', 'remove it again; its deliveries stay on record')
    .action((options: DemoOptions) =>
      withInstance(options, async (client) => {
        if (options.remove) {
          const removed = await removeDemo(client)
          if (!options.json) terminal.note(removed ? 'Removed the demo.' : 'There is no demo.')
          return
        }
        const made = await makeDemo(client)
        if (options.json) return terminal.print(visibleJson(made))
        if (terminal.mode === 'quiet') return terminal.print(visible(made.failing))
        terminal.print(renderFields([['Inbox', made.inboxId, 'strong'], ['Registration', made.registrationId], ['Acknowledged', made.acknowledged], ['Failing', made.failing]], terminal))
        terminal.note(visible(`Mend it with \`hookwright inbox set ${made.inboxId} --answer 200\`, then \`hookwright replay ${made.failing} --wait\`.`))
      }),
    )
  talksToInstance(demo)
}
