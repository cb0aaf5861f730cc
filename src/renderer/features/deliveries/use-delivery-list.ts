import { useEffect } from 'react'
import { serverNow } from '#renderer/state/clock.ts'
import { openList, setHolding } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'
import { letsIn, queryOf, searchOf } from './filter.ts'
import type { DeliveryFilter } from './filter.ts'

/** The first page is soon there; whoever goes on is in for more. */
const [FIRST_PAGE, NEXT_PAGE] = [100, 250] as const

/** The list for a filter: the server filters, and the same filter decides about what comes by the live feed. */
export function useDeliveryList(filter: DeliveryFilter, holding: boolean) {
  const open = useStore((state) => state.lists.delivery)
  const key = `deliveries${searchOf(filter)}`
  useEffect(() => {
    // A time window counts back from when it was asked for; what is newer is in it anyway.
    const asked = serverNow()
    openList({
      kind: 'delivery',
      key,
      belongs: letsIn(filter, asked),
      read: (client, cursor, signal) => client.call('listDeliveries', { query: { ...queryOf(filter, asked), limit: cursor === undefined ? FIRST_PAGE : NEXT_PAGE, cursor }, signal }),
    })
  }, [key, filter])
  useEffect(() => setHolding('delivery', holding), [holding])
  return { ...open, stale: open.key !== key || (open.loading === 'first' && !open.ready) }
}
