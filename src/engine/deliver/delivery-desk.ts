/** Deliveries as the API shows and commands them. */
import type { DeliverySummary } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { ProblemError } from '#contract/problem.ts'
import type { CaptureReplay, ReplayRequest } from '#contract/replay.ts'
import type { Catalog } from '../catalog.ts'
import type { Clock } from '../clock.ts'
import { idOf, notFound, rowOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { History } from './history.ts'
import { checkOptions, replay, withDefaults } from './replay.ts'
import { replayCapture } from './replay-capture.ts'
import type { Through } from './through.ts'

export interface DeliveryDeskDeps {
  readonly store: Store
  readonly clock: Clock
  readonly catalog: Catalog
  readonly history: History
  readonly salt: number
  readonly through: Through
  /** A registration may send more than before. */
  readonly reconsider: (registration: number) => void
}

/** @throws (all of them) `ProblemError`: `not_found`, `conflict`, `invalid`, or the store's own. */
export function createDeliveryDesk({ store, clock, catalog, history, salt, through, reconsider }: DeliveryDeskDeps) {
  return {
    list: history.list,
    get: history.detail,
    inspect: history.inspect,

    /** Sends it again as a new one. */
    replay(id: string, options: ReplayRequest): DeliverySummary {
      const old = history.find(id)
      const provider = catalog.get(old.provider)
      const asked = withDefaults(options)
      checkOptions(asked)
      const row = store.write((tx) => replay({ store, salt, now: clock.now(), run: null }, tx, provider, old, asked))
      return history.summary(history.find(idOf('delivery', row)))
    },

    /** Sends a captured request as a new one. */
    replayCapture(id: string, { registrationId, ...request }: CaptureReplay): DeliverySummary {
      const capture = store.captures.get(rowOf('capture', id) ?? 0)
      if (!capture) throw notFound('capture', id)
      const asked = withDefaults(request, registrationId !== undefined)
      checkOptions(asked)
      const { registration, options } = through.find(registrationId, asked)
      const provider = catalog.get(registration.provider)
      const row = store.write((tx) => replayCapture({ store, salt, now: clock.now(), run: null }, tx, provider, registration, capture, options))
      return history.summary(history.find(idOf('delivery', row)))
    },

    /** What is in flight ends as it ends: only what waits can be cancelled. */
    cancel(id: string): DeliverySummary {
      const row = history.find(id)
      if (SETTLED.has(row.status)) throw new ProblemError('conflict', `${id} is ${row.status} already.`)
      if (row.status === 'sending') throw new ProblemError('conflict', `${id} is being sent: cancel it when this attempt is over.`)
      store.write((tx) => store.deliveries.stand(tx, row, { status: 'cancelled', due_at: null, at: clock.now() }, 'Cancelled by hand.'))
      // In strict order, others may have stood behind it.
      reconsider(row.registration_id)
      return history.summary(history.find(id))
    },
  }
}
