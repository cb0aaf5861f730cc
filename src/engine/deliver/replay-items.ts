/** Takes up the items of a run of replays: each becomes a delivery, or says why not. */
import type { Policy } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ReplayOptions } from '#contract/replay.ts'
import type { Catalog } from '../catalog.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { Ending, ReplayItemRow, ReplayRow } from '../store/replays.ts'
import type { Tx } from '../store/write.ts'
import { replay } from './replay.ts'
import { replayCapture } from './replay-capture.ts'

export interface ReplayItemsDeps {
  readonly store: Store
  readonly catalog: Catalog
  readonly salt: number
  /** Of a registration, as it is now. */
  readonly policyOf: (registration: number) => Policy | undefined
}

const gone = (kind: 'delivery' | 'capture', row: number): ProblemError => new ProblemError('not_found', `${idOf(kind, row)} is not kept any more: retention or a user took it away.`)

export function createReplayItems({ store, catalog, salt, policyOf }: ReplayItemsDeps) {
  /** @throws `ProblemError`: why there is nothing to make. */
  function make(tx: Tx, run: ReplayRow, original: number, options: ReplayOptions, now: number): number {
    const deps = { store, salt, now, run: run.id }
    if (run.source === 'deliveries') {
      const old = store.deliveries.get(original)
      if (!old) throw gone('delivery', original)
      return replay(deps, tx, catalog.get(old.provider), old, options)
    }
    const capture = store.captures.get(original)
    if (!capture) throw gone('capture', original)
    const registration = store.registrations.get(run.registration_id ?? 0)
    if (!registration) throw new ProblemError('conflict', `${idOf('registration', run.registration_id ?? 0)}, which they go out through, was removed.`)
    return replayCapture(deps, tx, catalog.get(registration.provider), registration, capture, options)
  }

  /** What an answer of an inbox counts as is what the registration would take it for. */
  function endOf(run: ReplayRow, original: number): Ending {
    if (run.source === 'deliveries') return store.replays.endOf(original)
    const policy = policyOf(run.registration_id ?? 0)
    return store.replays.answerOf(original, policy?.ackCodes ?? [])
  }

  /** Call inside a transaction. Answers whether a delivery was made of it. */
  function take(tx: Tx, run: ReplayRow, item: ReplayItemRow, options: ReplayOptions, now: number): boolean {
    const was = endOf(run, item.original_id)
    try {
      const delivery = make(tx, run, item.original_id, options, now)
      store.replays.taken(run.id, item.original_id, { delivery, reason: null, was })
      return true
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code.startsWith('store_')) throw error
      store.replays.taken(run.id, item.original_id, { delivery: null, reason: error.message, was })
      return false
    }
  }

  return { take }
}
