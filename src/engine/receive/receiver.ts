/** The receiving side: inboxes, what they captured, and the listener that fills them. */
import type { Server } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { Store } from '../store/open.ts'
import { createCaptureDesk, type CaptureDesk } from './captures.ts'
import { createExchange } from './exchange.ts'
import type { KnownSecret } from './explain/keys.ts'
import { createInboxDesk, type InboxDesk } from './inboxes.ts'
import { DEFAULT_LIMITS, type ReceiveLimits } from './limits.ts'
import { createListener } from './listener.ts'
import { createPerformer } from './perform.ts'
import { interruptOpen } from './recover.ts'
import { createVerify, type Verifier } from './verify.ts'
import { createWaits, type Waits } from './waits.ts'

export interface Receiver {
  readonly inboxes: InboxDesk
  readonly captures: CaptureDesk
  /** What waits to be answered at a time to come. */
  readonly waits: Pick<Waits, 'nextDue' | 'released'>
  /** Ends on record what an ended process left unanswered; answers how many there were. Once, before anything is received. */
  start(): number
  /** The server that receives; whoever calls makes it listen. Always the same one. */
  listener(): Server
  /** Answers what is in flight, for a few seconds at most, and closes every connection. The store must stay open until then. */
  stop(): Promise<void>
}

export interface ReceiverDeps {
  readonly store: Store
  readonly clock: Clock
  readonly providers: ReadonlyMap<string, Verifier>
  readonly log: Log
  /** Which call of our own sender is on a connection. */
  readonly ownCalls: OwnCalls
  /** Secrets of the workspace that a sender may have used in place of an inbox's own. */
  readonly secrets: () => readonly KnownSecret[]
  /** What a registration signs with. @throws `ProblemError` where there is none. */
  readonly secretOf: (registration: string) => string
  /** Origin of the listener; null while it is down. */
  readonly baseUrl: () => string | null
  /** Over the defaults. */
  readonly limits?: Partial<ReceiveLimits>
}

export function createReceiver(deps: ReceiverDeps): Receiver {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const verify = createVerify(deps.providers, deps.log)
  const waits = createWaits(deps.clock)
  const performer = createPerformer({ ...deps, waits, limits })
  const inboxes = createInboxDesk({ ...deps, performer })
  const { server, stop } = createListener(createExchange({ ...deps, verify, limits, performer }), limits, deps.log)
  return {
    inboxes,
    captures: createCaptureDesk({ ...deps, verify, findInbox: inboxes.find, performer }),
    waits,
    start: () => interruptOpen(deps.store),
    listener: () => server,
    stop() {
      performer.stop()
      return stop()
    },
  }
}
