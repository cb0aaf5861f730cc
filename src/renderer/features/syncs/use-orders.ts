import { Ban, Pause, Play } from 'lucide-react'
import type { Sync } from '#contract/sync.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyProblem } from '#renderer/ui/notify.ts'

export type Order = 'pauseSync' | 'resumeSync' | 'cancelSync'

/** Pauses, resumes and cancels the open sync; also from the palette, as far as it stands to be. */
export function useOrders({ id, status }: Sync) {
  const order = useAction(async (client, what: Order) => {
    await client.call(what, { params: { id } })
  }, notifyProblem)
  const group = 'This sync'
  useCommands([
    ...(status === 'running' ? [{ id: 'sync-pause', title: `Pause ${id}`, group, icon: Pause, run: () => void order.run('pauseSync') }] : []),
    ...(status === 'paused' ? [{ id: 'sync-resume', title: `Resume ${id}`, group, icon: Play, run: () => void order.run('resumeSync') }] : []),
    ...(status === 'running' || status === 'paused' ? [{ id: 'sync-cancel', title: `Cancel ${id}: send nothing more`, group, icon: Ban, run: () => void order.run('cancelSync') }] : []),
  ])
  return order
}
