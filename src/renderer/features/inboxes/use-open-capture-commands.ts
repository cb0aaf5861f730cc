import { FileText, MessageSquareReply, Pencil, RotateCcw, Signature } from 'lucide-react'
import { useCommands } from '#renderer/state/commands.ts'
import type { CaptureTab } from './capture-tab.ts'

const GROUP = 'This capture'

/** What is done with the open capture, by the keys that a delivery has for the same. */
export function useOpenCaptureCommands({ id, replayable, replay, onTab }: { id: string; replayable: boolean; replay: (how?: string) => void; onTab: (tab: CaptureTab) => void }): void {
  useCommands([
    ...(replayable
      ? [
          { id: 'replay-capture', title: `Replay ${id}`, group: GROUP, keys: ['r'], icon: RotateCcw, run: () => replay() },
          { id: 'edit-capture', title: `Edit ${id} and replay it`, group: GROUP, keys: ['e'], icon: Pencil, run: () => replay('&edit=1') },
        ]
      : []),
    { id: 'tab-request', title: 'Show the request', group: GROUP, keys: ['1'], icon: FileText, run: () => onTab('request') },
    { id: 'tab-verdict', title: 'Show the verdict', group: GROUP, keys: ['2'], icon: Signature, run: () => onTab('verdict') },
    { id: 'tab-answer', title: 'Show the answer', group: GROUP, keys: ['3'], icon: MessageSquareReply, run: () => onTab('answer') },
  ])
}
