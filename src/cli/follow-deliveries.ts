import type { Client } from '#client/http.ts'
import { ProblemError } from '#contract/problem.ts'
import { jsonText } from '#contract/json-text.ts'
import type { DeliveryQuery, DeliverySummary } from '#contract/delivery.ts'
import { fits } from '#contract/delivery-fits.ts'
import { hasWords, searchWords } from '#contract/search-words.ts'
import type { ConnectOptions } from './connect.ts'
import { renderChange } from './delivery-view.ts'
import { follow } from './follow.ts'
import type { Terminal } from './terminal.ts'
import { visibleJsonLine } from './text.ts'

/** Prints a line for each change of a delivery that the query lets in, from now on. */
export function followDeliveries(terminal: Terminal, options: ConnectOptions, query: Partial<DeliveryQuery>): Promise<void> {
  return follow(terminal, options, async (change, client) => {
    if (change.kind !== 'delivery' || change.op === 'delete') return
    const { item } = change
    if (!fits(query, item) || !(await isSought(client, query.q, item))) return
    terminal.print(options.json ? visibleJsonLine(item) : renderChange(item, terminal))
  })
}

/** A change does not carry its data: those are asked for, as the search index is a moment behind. */
async function isSought(client: Client, q: string | undefined, item: DeliverySummary): Promise<boolean> {
  if (q === undefined) return true
  const words = searchWords(q)
  const shown = `${item.subject} ${item.trigger} ${item.messageId} ${item.url}`
  if (hasWords(words, shown)) return true
  try {
    const { event } = await client.call('getDelivery', { params: { id: item.id } })
    return hasWords(words, `${shown} ${jsonText(event.data)}`)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not_found') return false
    throw error
  }
}
