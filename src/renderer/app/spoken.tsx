import { useEffect } from 'react'
import type { Replay } from '#contract/replay.ts'
import type { Sync } from '#contract/sync.ts'
import { useStore } from '#renderer/state/store.ts'
import { plural } from '#renderer/ui/format.ts'
import { SPOKEN, speak } from '#renderer/ui/speak.ts'

/** Where results are said for those who do not see them, and how syncs and runs of replays end, whichever room is open. */
export function Spoken() {
  useEffect(
    () =>
      useStore.subscribe((now, before) => {
        for (const kind of ['syncs', 'replays'] as const) {
          if (now[kind] === before[kind]) continue
          for (const [id, run] of now[kind].items) {
            const was = before[kind].items.get(id)?.status
            if ((was === 'running' || was === 'paused') && run.endedAt !== null) speak(endText(run))
          }
        }
      }),
    [],
  )
  return <div id={SPOKEN} className="unseen" role="status" aria-label="Results" />
}

const endText = ({ id, status, acknowledged, failed }: Sync | Replay): string => `${id} ${status}: ${plural(acknowledged, 'delivery', 'deliveries')} acknowledged, ${failed} failed`
