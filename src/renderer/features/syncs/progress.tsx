import type { Sync } from '#contract/sync.ts'
import { count } from '#renderer/ui/format.ts'
import { Progress } from '#renderer/ui/progress.tsx'

const GIVEN_UP = 'failed,expired,cancelled'

/** How far it is, and what has become of its deliveries, each number a way to them. */
export function SyncProgress({ sync }: { sync: Sync }) {
  const { id, total, sent, messages, acknowledged, waiting, failed, skipped } = sync
  const figures = [
    { name: 'sent', n: sent, title: `Of ${count(messages)} messages made so far`, href: deliveriesOf(id, null) },
    { name: 'acknowledged', n: acknowledged, title: 'The receiver has them', href: deliveriesOf(id, 'acknowledged') },
    { name: 'waiting', n: waiting, title: 'Queued, in flight, or waiting for a retry', href: deliveriesOf(id, 'queued,sending,retrying') },
    { name: 'failed', n: failed, title: 'Given up: failed, expired or cancelled', href: givenUpOf(id), bad: true },
    { name: 'skipped', n: skipped, title: 'Documents that the registration may not see' },
  ]
  return <Progress value={sync.progress} status={sync.status} label={`Progress of ${id}`} of={count(total)} figures={figures} />
}

/** The deliveries room narrowed to this sync. `status` null: any. */
const deliveriesOf = (id: string, status: string | null): string => `/deliveries?sync=${id}${status === null ? '' : `&status=${status}`}`
export const givenUpOf = (id: string): string => deliveriesOf(id, GIVEN_UP)
/** The form that sends them again. */
export const replayGivenUpOf = (id: string): string => `/replays?new=deliveries&sync=${id}&status=${GIVEN_UP}`
