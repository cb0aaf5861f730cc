import { UnreachableError } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { LiveEvent } from '#client/live.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'

export interface SettleOptions {
  /** Counted from the moment at which everything is raised. */
  readonly timeoutMs: number
  /** Called with each newer state of a delivery that is waited for. */
  readonly onChange?: (delivery: DeliverySummary) => void
}

/** How long the instance may take to open the feed and to raise what it is asked for, ms. */
const ANSWER_MS = 60_000

export interface Settlement {
  /** In the order in which `raise` answered them, as they are now. */
  readonly deliveries: readonly DeliverySummary[]
  /** False: the time was up first. */
  readonly settled: boolean
}

/**
 * Raises deliveries and waits until nothing more will be sent of any. The changes feed is opened first, so that no change can fall
 * between the two. Throws `UnreachableError` when the instance goes away meanwhile, `Failure` when a delivery is deleted or the instance
 * does not answer.
 */
export async function settle(
  client: Client,
  raise: (signal: AbortSignal) => Promise<readonly DeliverySummary[]>,
  { timeoutMs, onChange }: SettleOptions,
): Promise<Settlement> {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), ANSWER_MS)
  const known = new Map<string, DeliverySummary>()
  /** Ids of those that are not settled. */
  const open = new Set<string>()
  let gone: UnreachableError | undefined
  let raised = false

  const learn = (delivery: DeliverySummary): void => {
    const before = known.get(delivery.id)
    if (before && before.seq >= delivery.seq) return
    known.set(delivery.id, delivery)
    if (SETTLED.has(delivery.status)) open.delete(delivery.id)
    else open.add(delivery.id)
    onChange?.(delivery)
  }
  const take = async (event: LiveEvent): Promise<void> => {
    if (event.event === 'hello') {
      if (!raised) {
        for (const delivery of await raise(stop.signal)) learn(delivery)
        raised = true
        clearTimeout(timer)
        timer = setTimeout(() => stop.abort(), timeoutMs)
      } else if (event.data.reset) {
        for (const id of open) learn(await client.call('getDelivery', { params: { id }, signal: stop.signal }))
      }
    } else if (event.event === 'changes') {
      for (const change of event.data.changes) {
        if (change.kind !== 'delivery' || !open.has(change.id)) continue
        if (change.op === 'delete') throw new Failure(EXIT.no, `${change.id} was deleted while it was waited for.`)
        learn(change.item)
      }
    }
  }

  try {
    const feed = followLive(client, {
      signal: stop.signal,
      onState: (_, cause) => {
        // The follower would try again for ever; a command has somebody waiting.
        if (!(cause instanceof UnreachableError)) return
        gone = cause
        stop.abort()
      },
    })
    for await (const event of feed) {
      await take(event)
      if (raised && open.size === 0) break
    }
  } catch (error) {
    if (!stop.signal.aborted || error instanceof Failure) throw error
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
  if (gone) throw gone
  if (!raised) throw new Failure(EXIT.timedOut, `the instance has not answered within ${ANSWER_MS / 1000} s; whether anything was raised is not known.`)
  return { deliveries: [...known.values()], settled: open.size === 0 }
}
