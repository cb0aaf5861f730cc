import { Button } from '@mantine/core'
import { ArrowDown, ArrowUp, FileQuestion, Plus, RefreshCw } from 'lucide-react'
import { useMemo } from 'react'
import { useCommands } from '#renderer/state/commands.ts'
import { byNewest } from '#renderer/state/live-list.ts'
import { useStore } from '#renderer/state/store.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { useAddress } from './address.ts'
import { Create } from './create.tsx'
import { Detail } from './detail.tsx'
import { List } from './list.tsx'

const GROUP = 'Syncs'

/** Full syncs, and one of them as it goes. */
export function Syncs() {
  const address = useAddress()
  const narrow = useNarrow()
  const loaded = useStore((state) => state.loaded)
  // A string, so that a change of a count draws no list anew.
  const names = useStore((state) => [...state.syncs.items.keys()].sort(byNewest).join(' '))
  const ids = useMemo(() => names.split(' ').filter(Boolean), [names])
  const sync = useStore((state) => (address.selected === null ? undefined : state.syncs.items.get(address.selected)))

  const move = (by: number) => {
    const at = ids.findIndex((id) => id === address.selected)
    const next = ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (next !== undefined) address.open(next)
  }
  useCommands([
    { id: 'next', title: 'Next sync', group: GROUP, keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous', title: 'Previous sync', group: GROUP, keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'new-sync', title: 'New sync', group: GROUP, keys: ['n'], icon: Plus, keysOnly: true, run: () => address.make() },
    { id: 'close', title: 'Close what is open', group: GROUP, keys: ['Escape'], keysOnly: true, run: address.close },
  ])
  if (!loaded) return <Wait room="Syncs" />

  const detail = () => {
    if (address.making !== null || (ids.length === 0 && address.selected === null)) return <Create address={address} covering={narrow} />
    if (sync) return <Detail key={sync.id} sync={sync} address={address} covering={narrow} />
    if (address.selected !== null) {
      return (
        <Pane label="Sync">
          <EmptyState icon={FileQuestion} title={`There is no ${address.selected} here`} actions={<Button onClick={address.close}>Back to the list</Button>}>
            It may have belonged to another workspace.
          </EmptyState>
        </Pane>
      )
    }
    if (narrow) return null
    return (
      <Pane label="No sync is open">
        <EmptyState
          icon={RefreshCw}
          title="Choose a sync"
          actions={
            <Button variant="filled" leftSection={<Plus size={13} aria-hidden />} onClick={() => address.make()}>
              New sync
            </Button>
          }
        >
          A full sync sends a registered URL every document that it may see.
        </EmptyState>
      </Pane>
    )
  }
  return <Split id="syncs" narrow={narrow} listSize="46%" listMin="400px" list={<List address={address} ids={ids} />} detail={detail()} />
}
