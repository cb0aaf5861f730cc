import type { ConnectOptions } from './connect.ts'
import { follow } from './follow.ts'
import { captureLine } from './inbox-view.ts'
import type { Terminal } from './terminal.ts'
import { visibleJsonLine } from './text.ts'

/** Prints a line for each request that an inbox gets from now on, and another when one that was held or slow is answered. @param name or id; undefined: of all. */
export async function followCaptures(terminal: Terminal, options: ConnectOptions, name: string | undefined): Promise<void> {
  const names = new Map<string, string>()
  return follow(terminal, options, async (change, client) => {
    if (change.kind !== 'capture' || change.op === 'delete') return
    const { item } = change
    let inbox = names.get(item.inboxId)
    if (inbox === undefined) {
      ;({ name: inbox } = await client.call('getInbox', { params: { id: item.inboxId } }))
      names.set(item.inboxId, inbox)
    }
    if (name !== undefined && name !== inbox && name !== item.inboxId) return
    terminal.print(options.json ? visibleJsonLine(item) : captureLine(item, inbox, terminal))
  })
}
