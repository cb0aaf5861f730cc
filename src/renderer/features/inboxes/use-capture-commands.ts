import { ArrowDown, ArrowUp, ArrowUpToLine } from 'lucide-react'
import { useCommands } from '#renderer/state/commands.ts'

const GROUP = 'Captures'

/** Moving through what came in, from the keyboard. */
export function useCaptureCommands({ ids, selected, open, close, toNewest }: { ids: readonly string[]; selected: string | null; open: (id: string) => void; close: () => void; toNewest: () => void }): void {
  const move = (by: number) => {
    const at = selected === null ? -1 : ids.indexOf(selected)
    const id = ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
    if (id !== undefined) open(id)
  }
  useCommands([
    { id: 'next-capture', title: 'Next capture', group: GROUP, keys: ['j', 'ArrowDown'], icon: ArrowDown, keysOnly: true, run: () => move(1) },
    { id: 'previous-capture', title: 'Previous capture', group: GROUP, keys: ['k', 'ArrowUp'], icon: ArrowUp, keysOnly: true, run: () => move(-1) },
    { id: 'newest-capture', title: 'Back to the newest', group: GROUP, keys: ['n'], icon: ArrowUpToLine, run: toNewest },
    { id: 'close-capture', title: 'Close what is open', group: GROUP, keys: ['Escape'], keysOnly: true, run: close },
  ])
}
