import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { filterOf, searchOf } from './filter.ts'
import type { DeliveryFilter } from './filter.ts'

/** Which delivery is open and what the list is narrowed to, both in the address: `/deliveries/dlv_12?status=failed`. */
export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const selected = path.split('/')[2] || null
  const filter = useMemo(() => filterOf(search), [search])
  const tail = searchOf(filter)
  return {
    selected,
    filter,
    /** Moving from one to the next is not worth a step back each; opening and closing is. */
    open: (id: string) => go(`/deliveries/${id}${tail}`, { replace: selected !== null }),
    /** Opens it as a step of its own, so that "back" returns to the one before. */
    follow: (id: string) => go(`/deliveries/${id}${tail}`),
    close: () => go(`/deliveries${tail}`),
    narrow: (change: Partial<DeliveryFilter>) => go(`/deliveries${selected ? `/${selected}` : ''}${searchOf({ ...filter, ...change })}`, { replace: change.q !== undefined }),
    clear: () => go(`/deliveries${selected ? `/${selected}` : ''}`),
  }
}

export type Address = ReturnType<typeof useAddress>
