import { ArrowDown, ArrowUp, ArrowUpToLine, Filter, FilterX, ListChecks, RotateCcw, Search } from 'lucide-react'
import type { RefObject } from 'react'
import { useLocation } from 'wouter'
import { serverNow } from '#renderer/state/clock.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { recordScenario } from '#renderer/state/scenario.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyProblem } from '#renderer/ui/notify.ts'
import type { Address } from './address.ts'
import { queryOf, replayOf, searchOf } from './filter.ts'

const GROUP = 'Deliveries'

/** Moving through the list and narrowing it, from the keyboard. */
export function useListCommands({ address, ids, searchRef, toNewest }: { address: Address; ids: readonly string[]; searchRef: RefObject<HTMLInputElement | null>; toNewest: () => void }): void {
  const move = (by: number) => {
    const at = address.selected === null ? -1 : ids.indexOf(address.selected)
    const id = ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (id !== undefined) address.open(id)
  }
  const [, go] = useLocation()
  const record = useAction(async (client) => {
    await recordScenario(client, queryOf(address.filter, serverNow()))
    go('/scenarios')
  }, notifyProblem)
  useCommands([
    { id: 'next', title: 'Next delivery', group: GROUP, keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous', title: 'Previous delivery', group: GROUP, keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'filter', title: 'Search in deliveries', group: GROUP, keys: ['/'], icon: Search, run: () => searchRef.current?.focus() },
    { id: 'clear-filter', title: 'Show all deliveries', group: GROUP, icon: FilterX, keywords: 'filter clear reset', run: address.clear },
    { id: 'failing', title: 'Show deliveries that are not acknowledged', group: GROUP, icon: FilterX, keywords: 'failed expired retrying', run: () => address.narrow({ status: ['retrying', 'expired', 'failed'] }) },
    { id: 'failing-now', title: 'Show what went wrong in the last hour', group: GROUP, keys: ['f'], icon: Filter, keywords: 'failed expired retrying', run: () => address.narrow({ status: ['retrying', 'expired', 'failed'], within: '1h' }) },
    ...(searchOf(address.filter) === '' ? [] : [{ id: 'replay-list', title: 'Replay the deliveries that are shown', group: GROUP, keys: ['R'], icon: RotateCcw, keywords: 'send again bulk', run: () => go(replayOf(address.filter, serverNow())) }]),
    { id: 'scenario-of-list', title: 'Make a scenario of the deliveries that are shown', group: GROUP, icon: ListChecks, keywords: 'record reproduce bug', run: () => void record.run() },
    { id: 'newest', title: 'Back to the newest', group: GROUP, keys: ['n'], icon: ArrowUpToLine, run: toNewest },
    { id: 'close', title: 'Close what is open', group: GROUP, keys: ['Escape'], keysOnly: true, run: address.close },
  ])
}
