/** Sends a delivery again as a new one linked to it. The old one is never changed. */
import type { Headers } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ReplayEdit, ReplayRequest } from '#contract/replay.ts'
import type { Provider } from '#providers/provider.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import type { Tx } from '../store/write.ts'
import { editText, headerEditOf } from './edit.ts'
import { policyOf } from './policy.ts'
import { targetOf } from './prepare.ts'

/** @throws `ProblemError('invalid')`: what no delivery could be replayed with. */
export function checkOptions({ target, resign, newIds }: ReplayRequest): void {
  if (target !== undefined) checkTarget(target)
  if (!resign && newIds) throw new ProblemError('invalid', 'A new message id changes what is signed: it needs resign to be true.')
}

/**
 * Call inside a transaction. Answers the new delivery's row. Whatever it refuses is refused before anything is written.
 * `run`: the run of replays that it is made for.
 */
export function replay(
  deps: { store: Store; salt: number; now: number; run: number | null },
  tx: Tx,
  provider: Provider,
  old: DeliveryRow,
  options: ReplayRequest,
): number {
  const { store, now } = deps
  const registration = store.registrations.get(old.registration_id)
  const name = idOf('delivery', old.id)
  if (!registration) {
    throw new ProblemError('conflict', `The registration of ${name} was removed: register its URL again and fire the event, or import what was captured.`)
  }
  if (options.target === undefined && !registration.enabled) {
    throw new ProblemError('conflict', `The registration of ${name} is disabled: enable ${idOf('registration', registration.id)}, or give another target.`)
  }
  checkOptions(options)
  const kept = options.resign ? undefined : store.attempts.get(old.id, 1)
  if (!options.resign && !kept) throw new ProblemError('conflict', `${name} was never sent, so there are no bytes to send again: let it be signed anew.`)
  const policy = policyOf(provider.policy, registration.policy)
  if (options.resign && options.edit?.body === '') throw new ProblemError('invalid', 'A payload that is signed anew needs a text: give one, or let resign be false.')
  const bytes = bytesOf(store, kept ? kept.request_body : old.payload, options.edit)
  // A replay names the bytes anew: they outlive the delivery they came from.
  if (kept) store.bodies.share(old.payload)
  store.events.share(old.event_id)
  const id = store.deliveries.nextId()
  store.deliveries.insert(tx, {
    id,
    event_id: old.event_id,
    registration_id: old.registration_id,
    sync_id: null,
    provider: old.provider,
    trigger: old.trigger,
    origin: old.origin,
    subject: old.subject,
    url: options.target ?? registration.url,
    message_id: options.newIds ? provider.messageId({ number: id, salt: deps.salt, publishedAt: now }) : old.message_id,
    published_at: options.newIds ? now : old.published_at,
    payload: kept ? old.payload : (bytes ?? old.payload),
    deadline_ms: policy.deadlineMs,
    created_at: now,
    expires_at: now + policy.horizonMs,
    replay_of: old.id,
    target: options.target ?? null,
    kept_headers: kept ? (JSON.parse(kept.request_headers) as Headers) : null,
    kept_body: kept ? bytes : null,
    replay_id: deps.run,
    header_edit: headerEditOf(options.edit),
  })
  tx.changed('delivery', old.id)
  return id
}

/** A body to name once more, or what an edit makes of it; null: no bytes. */
function bytesOf(store: Store, body: number | null, edit: ReplayEdit | undefined): number | null {
  if (edit?.merge === undefined && edit?.body === undefined) {
    store.bodies.share(body)
    return body
  }
  return store.bodies.keep(Buffer.from(editText(store.bodies.readText(body), edit)))
}

function checkTarget(url: string): void {
  try {
    targetOf(url)
  } catch (cause) {
    throw new ProblemError('invalid', `The target ${JSON.stringify(url.slice(0, 200))} is not an absolute http or https URL.`, undefined, { cause })
  }
}
