import { useStore } from '#renderer/state/store.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { notifyDone, notifyProblem } from '#renderer/ui/notify.ts'

/** Whether any calls are made, and the way to pause them and go on. */
export function useSending() {
  const paused = useStore((state) => state.status?.queue.paused ?? false)
  const { run, busy } = useAction(async (client) => {
    const after = await client.call('changeSending', { body: { paused: !paused } })
    notifyDone(after.paused ? 'Sending is paused: what is due waits' : 'Sending goes on')
  }, notifyProblem)
  return { paused, busy, toggle: () => void run() }
}
