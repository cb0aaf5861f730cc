/** The receiving side: inboxes, what they captured, and the listener that fills them. */
import type { Server } from 'node:net'
import type { Handshake } from '#contract/tls.ts'
import type { Envelope } from '#providers/provider.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Measures } from '../measures.ts'
import type { OwnCalls } from '../own-calls.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import type { Authority } from '../tls/authority.ts'
import { createCaptureDesk, type CaptureDesk } from './captures.ts'
import { createExchange } from './exchange.ts'
import type { KnownSecret } from './explain/keys.ts'
import { createHandshakes } from './handshakes.ts'
import { createInboxDesk, type InboxDesk } from './inboxes.ts'
import { DEFAULT_LIMITS, type ReceiveLimits } from './limits.ts'
import { createListener } from './listener.ts'
import { createPerformer } from './perform.ts'
import { interruptOpen } from './recover.ts'
import { createSecureListener } from './secure.ts'
import { createVerify, settingsOf, type Verifier } from './verify.ts'
import { createWaits, type Waits } from './waits.ts'

export interface Receiver {
  readonly inboxes: InboxDesk
  readonly captures: CaptureDesk
  /** What waits to be answered at a time to come. */
  readonly waits: Pick<Waits, 'nextDue' | 'released'>
  /** Ends on record what an ended process left unanswered; answers how many there were. Once, before anything is received. */
  start(): number
  /** The text that a request to the inbox carries in its envelope; null where the inbox's scheme finds none. */
  payload(inbox: InboxRow, request: Envelope): string | null
  /** The server that receives; whoever calls makes it listen. Always the same one. */
  listener(): Server
  /** The same over TLS. */
  secureListener(): Server
  /** Secure connections that came to nothing, newest first. */
  handshakes(): Handshake[]
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
  readonly measures: Measures
  /** Secrets of the workspace that a sender may have used in place of an inbox's own. */
  readonly secrets: () => readonly KnownSecret[]
  /** What a registration signs with. @throws `ProblemError` where there is none. */
  readonly secretOf: (registration: string) => string
  /** Origin of the listener; null while it is down. */
  readonly baseUrl: () => string | null
  /** The same of the one over TLS. */
  readonly tlsUrl: () => string | null
  readonly authority: Pick<Authority, 'context'>
  /** Over the defaults. */
  readonly limits?: Partial<ReceiveLimits>
}

export function createReceiver(deps: ReceiverDeps): Receiver {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const verify = createVerify(deps.providers, deps.log)
  const waits = createWaits(deps.clock)
  const performer = createPerformer({ ...deps, waits, limits })
  const inboxes = createInboxDesk({ ...deps, performer })
  const { server, accept, stop } = createListener(createExchange({ ...deps, verify, limits, performer }), limits, deps.log)
  const handshakes = createHandshakes(deps.clock, deps.log)
  const secure = createSecureListener({ ...deps, limits, handshakes, accept })
  return {
    inboxes,
    captures: createCaptureDesk({ ...deps, verify, findInbox: inboxes.find, performer }),
    waits,
    start: () => interruptOpen(deps.store),
    payload(inbox, request) {
      const provider = inbox.verify && deps.providers.get(inbox.verify.scheme)
      return provider ? provider.inspect(request, settingsOf(provider, inbox.verify), { now: deps.clock.now(), reveal: false }).payload : null
    },
    listener: () => server,
    secureListener: () => secure.server,
    handshakes: handshakes.list,
    async stop() {
      performer.stop()
      await Promise.all([secure.stop(), stop()])
    },
  }
}
