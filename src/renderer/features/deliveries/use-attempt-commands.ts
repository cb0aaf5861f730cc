import { ChevronLeft, ChevronRight, FileText, History, Inbox, MessageSquareReply, Signature } from 'lucide-react'
import type { Attempt } from '#contract/delivery.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { TABS } from './tab.ts'
import type { Tab } from './tab.ts'

const GROUP = 'This delivery'
const ICONS = { envelope: FileText, signature: Signature, response: MessageSquareReply, received: Inbox, history: History } as const
const WORDS: Record<Tab, string> = { envelope: 'envelope', signature: 'signature', response: 'response', received: 'request as it was received', history: 'history' }

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
    ...(Object.keys(TABS) as Tab[]).map((tab, at) => ({ id: `tab-${tab}`, title: `Show the ${WORDS[tab]}`, group: GROUP, keys: [String(at + 1)], icon: ICONS[tab], run: () => onTab(tab) })),
  ])
}
