import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { ReplayVerdict } from '#contract/replay.ts'
import { askedFor } from './asked.ts'

/** `/replays/rpl_1`, `/replays/rpl_1?verdict=worse` for its results of one verdict alone, and `/replays?new=deliveries&status=failed` or `/replays?new=captures&inbox=orders` for a run that is about to begin, with `edit` for one that is to be changed first. */
export function useAddress() {
  const [path, go] = useLocation()
  const search = useSearch()
  const selected = path.split('/')[2] || null
  const asked = useMemo(() => askedFor(search), [search])
  const verdict = useMemo(() => ReplayVerdict.safeParse(new URLSearchParams(search).get('verdict')).data, [search])
  return {
    selected,
    verdict,
    /** What a new run would be about; null while nothing is being made. */
    asked,
    /** Whoever asked wants to change what is sent. */
    editing: new URLSearchParams(search).has('edit'),
    /** Names it. */
    search,
    open: (id: string) => go(`/replays/${id}`, { replace: selected !== null }),
    /** Undefined: all of them. */
    judge: (only: ReplayVerdict | undefined) => go(`/replays/${selected ?? ''}${only === undefined ? '' : `?verdict=${only}`}`, { replace: true }),
    close: () => go('/replays'),
  }
}

export type Address = ReturnType<typeof useAddress>
