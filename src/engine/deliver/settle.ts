/** Fifth step: what the attempts that ended in this turn make of their deliveries, written in one transaction. */
import { ProblemError } from '#contract/problem.ts'
import type { Policy } from '#contract/policy.ts'
import { alike } from '../store/alike.ts'
import type { AttemptEnd } from '../store/attempts.ts'
import type { Store } from '../store/open.ts'
import type { Tx } from '../store/write.ts'
import type { PreparedRequest } from './prepare.ts'
import { jitterOf, nextState, type NextState } from './retry-policy.ts'

interface Settling {
  readonly request: PreparedRequest
  readonly end: AttemptEnd
  readonly next: NextState
  resolve(next: NextState): void
  reject(error: unknown): void
}

/** Resolves when it is durable. */
export type Settle = (policy: Policy, request: PreparedRequest, end: AttemptEnd) => Promise<NextState>

/** @param salt makes jitter repeatable. */
export function createSettle(store: Store, salt: number): Settle {
  /** What has ended since the last transaction. */
  let gathered: Settling[] | undefined

  /** Alike in all that is written of them. */
  function write(tx: Tx, group: readonly Settling[]): void {
    const [first] = group
    if (!first) return
    const { request, end, next } = first
    const deliveries = group.map((one) => one.request.delivery)
    store.attempts.end(deliveries.map(({ id }) => id), request.attempt, end)
    const last = { outcome: end.outcome, status: end.response?.statusCode ?? null, error: end.error, latencyMs: latencyOf(first) }
    store.deliveries.finish(tx, deliveries, last, { status: next.status, due_at: next.dueAt, at: end.endedAt })
    if (!next.disable) return
    for (const id of new Set(deliveries.map((delivery) => delivery.registration_id))) {
      const registration = store.registrations.get(id)
      if (registration) store.registrations.update(tx, { ...registration, enabled: false }, end.endedAt)
    }
  }

  function record(batch: readonly Settling[]): void {
    const close = (): void => {
      if (gathered === batch) gathered = undefined
    }
    const done = store.group((tx) => {
      close()
      for (const group of alike(batch, keyOf)) write(tx, group)
    })
    done.then(
      () => {
        for (const { next, resolve } of batch) resolve(next)
      },
      (error: unknown) => {
        // It may have been refused before it began.
        close()
        // A store that takes no writes refuses each; else one of them is the cause, and the others must not suffer for it.
        if (batch.length === 1 || (error instanceof ProblemError && error.code.startsWith('store_'))) for (const { reject } of batch) reject(error)
        else for (const one of batch) record([one])
      },
    )
  }

  return (policy, request, end) =>
    new Promise((resolve, reject) => {
      const { delivery, attempt } = request
      const next = nextState(policy, {
        number: attempt,
        endedAt: end.endedAt,
        outcome: end.outcome,
        expiresAt: delivery.expires_at,
        statusCode: end.response?.statusCode ?? null,
        headers: end.response?.headers ?? [],
        jitter: (number) => jitterOf(salt, delivery.id, number),
      })
      if (!gathered) record((gathered = []))
      gathered.push({ request, end, next, resolve, reject })
    })
}

const latencyOf = ({ request, end }: Settling): number => end.endedAt - request.startedAt

/** A longer body is hardly another's too, and would be compared in vain. */
const COMPARED_BYTES = 1024

/** All that is written of it. */
function keyOf(settling: Settling): string {
  const { request, end, next } = settling
  const r = end.response
  const head = `${request.attempt} ${end.endedAt} ${latencyOf(settling)} ${end.outcome} ${next.status} ${next.dueAt} ${next.disable} ${JSON.stringify(end.error)}`
  if (!r) return head
  const body = r.body.length > COMPARED_BYTES ? `${request.delivery.id}` : Buffer.from(r.body.buffer, r.body.byteOffset, r.body.length).toString('latin1')
  return `${head} ${r.statusCode} ${r.interim.join()} ${r.size} ${JSON.stringify(r.headers)} ${body}`
}

/**
 * At start: whatever a process that ended left `sending` is queued again, and its attempt stands as interrupted.
 * Its receiver may have had it: that is what at-least-once means, and the record says so.
 */
export function recover(store: Store, now: number): number {
  const left = store.deliveries.withStatus('sending')
  if (left.length === 0) return 0
  const error = 'Hookwright ended before the outcome was known: the receiver may have had this call.'
  store.write((tx) => {
    for (const row of left) {
      const open = store.attempts.get(row.id, row.attempt_count)
      store.attempts.end([row.id], row.attempt_count, { endedAt: now, outcome: 'interrupted', error, response: null })
      const last = { outcome: 'interrupted', status: null, error, latencyMs: Math.max(0, now - (open?.started_at ?? now)) } as const
      store.deliveries.finish(tx, [row], last, { status: 'queued', due_at: now, at: now })
    }
  })
  return left.length
}
