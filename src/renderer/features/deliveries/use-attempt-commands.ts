import { ChevronLeft, ChevronRight, FileText, MessageSquareReply, Signature } from 'lucide-react'
import type { Attempt } from '#contract/delivery.ts'
import { useCommands } from '#renderer/state/commands.ts'
import type { Tab } from './tab.ts'

const GROUP = 'This delivery'

/** Moving between the attempts and the tabs of the open delivery. */
export function useAttemptCommands({ attempts, current, choose, onTab }: { attempts: readonly Attempt[]; current: number; choose: (number: number) => void; onTab: (tab: Tab) => void }): void {
  const move = (by: number) => {
    const at = attempts.findIndex((attempt) => attempt.number === current)
    const next = attempts[at + by]
    if (next) choose(next.number)
  }
  useCommands([
    { id: 'attempt-before', title: 'Attempt before', group: GROUP, keys: ['['], icon: ChevronLeft, keysOnly: true, run: () => move(-1) },
    { id: 'attempt-after', title: 'Attempt after', group: GROUP, keys: [']'], icon: ChevronRight, keysOnly: true, run: () => move(1) },
    { id: 'tab-envelope', title: 'Show the envelope', group: GROUP, keys: ['1'], icon: FileText, run: () => onTab('envelope') },
    { id: 'tab-signature', title: 'Show the signature', group: GROUP, keys: ['2'], icon: Signature, run: () => onTab('signature') },
    { id: 'tab-response', title: 'Show the response', group: GROUP, keys: ['3'], icon: MessageSquareReply, run: () => onTab('response') },
  ])
}
