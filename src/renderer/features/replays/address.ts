import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { askedFor } from './asked.ts'

/** `/replays/rpl_1`, and `/replays?new=deliveries&status=failed` or `/replays?new=captures&inbox=orders` for a run that is about to begin. */
export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const selected = path.split('/')[2] || null
  const asked = useMemo(() => askedFor(search), [search])
  return {
    selected,
    /** What a new run would be about; null while nothing is being made. */
    asked,
    /** Names it. */
    search,
    open: (id: string) => go(`/replays/${id}`, { replace: selected !== null }),
    close: () => go('/replays'),
  }
}

export type Address = ReturnType<typeof useAddress>
