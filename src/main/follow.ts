/**
 * The live feed of the workspace that the window shows, for what is told outside of the window. Over the API like everybody else, so
 * that it goes on when the engine is restarted, and works for a workspace that another Hookwright has open.
 */
import { createClient } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { LiveChange, Status } from '#contract/live.ts'
import type { Ready } from '#contract/ready.ts'

/** Failures remembered, so that one that changes once more (its receiver answers late) is not told again. */
const REMEMBERED = 5_000

export interface Following {
  readonly client: Client
  stop(): void
}

export interface Listener {
  readonly status: (status: Status) => void
  /** Deliveries that have just failed or expired. */
  readonly failed: (deliveries: readonly DeliverySummary[]) => void
}

export function follow({ control, token }: Ready, listener: Listener): Following {
  const client = createClient({ url: control, token })
  const stop = new AbortController()
  const told = new Set<string>()
  /** Time of the workspace when the feed was taken up; empty until it is known. */
  let since = ''

  /** Settled since we look; what was before is history. */
  function newlyFailed(changes: readonly LiveChange[]): DeliverySummary[] {
    const failed = changes.flatMap((change) => (change.kind === 'delivery' && change.op === 'put' ? [change.item] : []))
      .filter(({ id, status, settledAt }) => (status === 'failed' || status === 'expired') && settledAt !== null && settledAt >= since && !told.has(id))
    for (const { id } of failed) told.add(id)
    for (const id of told) {
      if (told.size <= REMEMBERED) break
      told.delete(id)
    }
    return failed
  }

  async function run(): Promise<void> {
    for await (const event of followLive(client, { signal: stop.signal })) {
      if (event.event === 'status') {
        since ||= event.data.clock.now
        listener.status(event.data)
      }
      if (event.event !== 'changes') continue
      const failed = newlyFailed(event.data.changes)
      if (failed.length > 0) listener.failed(failed)
    }
  }

  // Lost connections are taken up again within; what ends it is a token that is not valid any more. The window still says everything.
  run().catch((error: unknown) => {
    if (!stop.signal.aborted) console.error('The live feed is not followed:', error)
  })
  return { client, stop: () => stop.abort() }
}
