import { Button } from '@mantine/core'
import { ArrowUp, Filter, RotateCcw, SearchX } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { serverNow } from '#renderer/state/clock.ts'
import { heldText } from '#renderer/state/live-list.ts'
import { loadMore, reloadList } from '#renderer/state/lists.ts'
import { useStore } from '#renderer/state/store.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count } from '#renderer/ui/format.ts'
import { Grid } from '#renderer/ui/grid.tsx'
import type { GridColumn } from '#renderer/ui/grid.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import type { Address } from './address.ts'
import { FilterBar } from './filter-bar.tsx'
import { replayOf, searchOf } from './filter.ts'
import type { DeliveryFilter } from './filter.ts'
import { FirstSteps } from './first-steps.tsx'
import { Row } from './row.tsx'
import { useDeliveryList } from './use-delivery-list.ts'
import { useListCommands } from './use-list-commands.ts'
import styles from './deliveries.module.css'

const COLUMNS: readonly GridColumn[] = [
  { key: 'status', title: 'Status', width: '7.25rem' },
  { key: 'what', title: 'Trigger', width: 'minmax(9rem, 2fr)' },
  { key: 'to', title: 'To', width: 'minmax(5.5rem, 0.8fr)' },
  { key: 'code', title: 'Answer', width: '2.75rem', right: true },
  { key: 'attempts', title: 'Attempts', width: '3.25rem', right: true },
  { key: 'latency', title: 'Latency', width: '5.25rem', right: true },
  { key: 'age', title: 'Age', width: '2.75rem', right: true },
]

/** The live list. It follows the newest until the reader scrolls or selects; then new ones wait behind a quiet button. */
export function List({ address }: { address: Address }) {
  const { selected, filter } = address
  const [atTop, setAtTop] = useState(true)
  const [topRequest, setTopRequest] = useState(0)
  const searchRef = useRef<HTMLInputElement>(null)
  const { list, error, loading, ready, stale } = useDeliveryList(filter, !atTop || selected !== null)
  const total = useStore(({ status }) => status && Object.values(status.deliveries).reduce((sum, n) => sum + n, 0))
  const narrowed = searchOf(filter) !== ''

  const toNewest = () => {
    reloadList('delivery')
    setTopRequest((n) => n + 1)
  }
  useListCommands({ address, ids: list.ids, searchRef, toNewest })
  const more = useCallback(() => loadMore('delivery'), [])
  const { narrow } = address
  const row = useCallback((id: string) => <Row id={id} narrow={narrow} />, [narrow])

  return (
    <Pane label="List of deliveries" title="Deliveries" head={<FilterBar address={address} searchRef={searchRef} onLeave={focusGrid} />} actions={narrowed && <ReplayThese filter={filter} disabled={list.ids.length === 0} />}>
      <div className={styles.list} data-stale={stale || undefined} aria-busy={loading === 'first'}>
        {error !== null && <ProblemLine error={error} onRetry={() => reloadList('delivery')} />}
        {list.held.size > 0 && (
          <Button className={styles.fresh} size="compact-xs" leftSection={<ArrowUp size={11} aria-hidden />} onClick={toNewest}>
            {heldText(list.held.size)} new
          </Button>
        )}
        {ready && list.ids.length === 0 ? (
          narrowed ? (
            <EmptyState icon={SearchX} title="No delivery matches" actions={<Button leftSection={<Filter size={13} aria-hidden />} onClick={address.clear}>Show all {total === null ? '' : count(total)}</Button>}>
              The filter is applied by the server, to everything it has.
            </EmptyState>
          ) : (
            <FirstSteps />
          )
        ) : (
          <Grid
            label="Deliveries, newest first"
            name="delivery"
            columns={COLUMNS}
            ids={list.ids}
            more={list.nextCursor !== null}
            selected={selected}
            onSelect={address.open}
            onNearEnd={more}
            onTop={setAtTop}
            topRequest={topRequest}
            row={row}
          />
        )}
      </div>
    </Pane>
  )
}

/** The list takes the keys. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('[role="grid"]')?.focus()
}

/** Leads to the run of what the list is narrowed to; a time window is that of the moment. */
function ReplayThese({ filter, disabled }: { filter: DeliveryFilter; disabled: boolean }) {
  const [, go] = useLocation()
  return (
    <Button size="compact-sm" disabled={disabled} leftSection={<RotateCcw size={12} aria-hidden />} onClick={() => go(replayOf(filter, serverNow()))}>
      Replay these
    </Button>
  )
}
