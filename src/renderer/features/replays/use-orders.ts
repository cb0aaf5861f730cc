import { Ban, Pause, Play, SkipForward } from 'lucide-react'
import type { Replay } from '#contract/replay.ts'
import { useCommands } from '#renderer/state/commands.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyProblem } from '#renderer/ui/notify.ts'

export type Order = 'pauseReplay' | 'resumeReplay' | 'cancelReplay' | 'stepReplay'

/** Pauses, resumes, steps and cancels the open run; also from the palette, as far as it stands to be. */
export function useOrders({ id, status, pacing }: Replay) {
  const order = useAction(async (client, what: Order) => {
    if (what === 'stepReplay') await client.call(what, { params: { id }, body: {} })
    else await client.call(what, { params: { id } })
  }, notifyProblem)
  const group = 'This run'
  const offered = [
    { is: status === 'running', id: 'replay-pause', title: `Pause ${id}`, icon: Pause, what: 'pauseReplay' },
    { is: status === 'paused', id: 'replay-resume', title: `Resume ${id}`, icon: Play, what: 'resumeReplay' },
    { is: status === 'running' && pacing.kind === 'step', id: 'replay-step', title: `Make the next of ${id}`, icon: SkipForward, what: 'stepReplay' },
    { is: status === 'running' || status === 'paused', id: 'replay-cancel', title: `Cancel ${id}: make no more`, icon: Ban, what: 'cancelReplay' },
  ] as const
  useCommands(offered.filter(({ is }) => is).map(({ what, id: command, title, icon }) => ({ id: command, title, icon, group, run: () => void order.run(what) })))
  return order
}
