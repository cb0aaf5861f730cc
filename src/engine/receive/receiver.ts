/** The receiving side: inboxes, what they captured, and the listener that fills them. */
import type { Server } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { Store } from '../store/open.ts'
import { createCaptureDesk, type CaptureDesk } from './captures.ts'
import { createExchange } from './exchange.ts'
import { createInboxDesk, type InboxDesk } from './inboxes.ts'
import { DEFAULT_LIMITS, type ReceiveLimits } from './limits.ts'
import { createListener } from './listener.ts'
import { createVerify, type Verifier } from './verify.ts'

export interface Receiver {
  readonly inboxes: InboxDesk
  readonly captures: CaptureDesk
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
  /** Origin of the listener; null while it is down. */
  readonly baseUrl: () => string | null
  /** Over the defaults. */
  readonly limits?: Partial<ReceiveLimits>
}

export function createReceiver(deps: ReceiverDeps): Receiver {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const verify = createVerify(deps.providers, deps.log)
  const inboxes = createInboxDesk(deps)
  const { server, stop } = createListener(createExchange({ ...deps, verify, limits }), limits, deps.log)
  return {
    inboxes,
    captures: createCaptureDesk({ store: deps.store, verify, findInbox: inboxes.find }),
    listener: () => server,
    stop,
  }
}
