import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

/** `/syncs/syn_1`, and `/syncs?new=reg_1` for a sync that is about to begin; `?new=` where no registration is chosen yet. */
export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const selected = path.split('/')[2] || null
  const making = useMemo(() => new URLSearchParams(search).get('new'), [search])
  return {
    selected,
    /** Id of the registration, possibly empty; null while nothing is being made. */
    making,
    open: (id: string) => go(`/syncs/${id}`, { replace: selected !== null }),
    make: (registration = '') => go(`/syncs?new=${registration}`),
    close: () => go('/syncs'),
  }
}

export type Address = ReturnType<typeof useAddress>
