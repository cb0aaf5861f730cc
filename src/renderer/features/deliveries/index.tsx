import { useEffect, useRef, useState } from 'react'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { useAddress } from './address.ts'
import { Detail } from './detail.tsx'
import { List, focusGrid } from './list.tsx'
import { Overview } from './overview.tsx'
import type { Tab } from './tab.ts'

/** Everything that was sent, newest first, and one of it in full. */
export function Deliveries() {
  const address = useAddress()
  // Kept while the reader moves from one to the next: they compare the same thing.
  const [tab, setTab] = useState<Tab>('envelope')
  const narrow = useNarrow()
  const covered = narrow && address.selected !== null
  const wasCovered = useRef(covered)
  useEffect(() => {
    // The list comes back from under the detail: it gets the focus that went away with that.
    if (wasCovered.current && !covered) focusGrid()
    wasCovered.current = covered
  }, [covered])
  return (
    <Split
      id="deliveries"
      narrow={narrow}
      list={<List address={address} />}
      detail={address.selected === null ? narrow ? null : <Overview address={address} /> : <Detail key={address.selected} id={address.selected} address={address} covering={narrow} tab={tab} onTab={setTab} />}
    />
  )
}
