import { Button } from '@mantine/core'
import { ArrowDown, ArrowUp, FileQuestion, Inbox, RotateCcw, Send } from 'lucide-react'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useCommands } from '#renderer/state/commands.ts'
import { byNewest } from '#renderer/state/live-list.ts'
import { useStore } from '#renderer/state/store.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Pane } from '#renderer/ui/pane.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { useAddress } from './address.ts'
import { Begin } from './begin.tsx'
import { Detail } from './detail.tsx'
import { List } from './list.tsx'

const GROUP = 'Replays'

/** Runs of replays: the next one, those that go, and what came of those that went. */
export function Replays() {
  const address = useAddress()
  const [, go] = useLocation()
  const narrow = useNarrow()
  const loaded = useStore((state) => state.loaded)
  // A string, so that a change of a count draws no list anew.
  const names = useStore((state) => [...state.replays.items.keys()].sort(byNewest).join(' '))
  const ids = useMemo(() => names.split(' ').filter(Boolean), [names])
  const run = useStore((state) => (address.selected === null ? undefined : state.replays.items.get(address.selected)))

  const move = (by: number) => {
    const at = ids.findIndex((id) => id === address.selected)
    const next = ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (next !== undefined) address.open(next)
  }
  useCommands([
    { id: 'next', title: 'Next run', group: GROUP, keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous', title: 'Previous run', group: GROUP, keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'close', title: 'Close what is open', group: GROUP, keys: ['Escape'], keysOnly: true, run: address.close },
  ])
  if (!loaded) return <Wait room="Replays" />

  const detail = () => {
    if (address.asked) return <Begin key={address.search} asked={address.asked} address={address} covering={narrow} />
    if (run) return <Detail key={run.id} run={run} address={address} covering={narrow} />
    if (address.selected !== null) {
      return (
        <Pane label="Run">
          <EmptyState icon={FileQuestion} title={`There is no ${address.selected} here`} actions={<Button onClick={address.close}>Back to the list</Button>}>
            It may have belonged to another workspace.
          </EmptyState>
        </Pane>
      )
    }
    if (narrow && ids.length > 0) return null
    return (
      <Pane label="No run is open" title={narrow && 'Replays'}>
        <EmptyState
          icon={RotateCcw}
          title={ids.length === 0 ? 'Send again what was sent, or what came in' : 'Choose a run'}
          actions={
            <>
              <Button leftSection={<Send size={13} aria-hidden />} onClick={() => go('/deliveries?status=failed,expired')}>
                What failed
              </Button>
              <Button leftSection={<Inbox size={13} aria-hidden />} onClick={() => go('/inboxes')}>
                What inboxes captured
              </Button>
            </>
          }
        >
          Narrow the deliveries, or choose an inbox, and press Replay: each is held beside what came of it the last time.
        </EmptyState>
      </Pane>
    )
  }
  return <Split id="replays" narrow={narrow} listSize="44%" listMin="400px" list={<List address={address} ids={ids} />} detail={detail()} />
}
