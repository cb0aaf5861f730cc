/** Sends a delivery again as a new one linked to it. The old one is never changed. */
import type { Headers } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ReplayEdit, ReplayOptions, ReplayRequest } from '#contract/replay.ts'
import type { Provider } from '#providers/provider.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { DeliveryRow } from '../store/deliveries.ts'
import type { Tx } from '../store/write.ts'
import { editHeaders, editText, headerEditOf } from './edit.ts'
import { policyOf } from './policy.ts'
import { targetOf } from './prepare.ts'

/** With every default taken. @param signs whether there is somebody to sign for. */
export const withDefaults = (request: ReplayRequest, signs = true): ReplayOptions => ({ ...request, resign: request.resign ?? signs })

/** @throws `ProblemError('invalid')`: what nothing could be replayed with. */
export function checkOptions({ target, resign, newIds, edit }: ReplayOptions): void {
  if (target !== undefined) checkTarget(target)
  if (!resign && newIds) throw new ProblemError('invalid', 'A new message id changes what is signed: it needs resign to be true.')
  if (resign && edit?.body === '') throw new ProblemError('invalid', 'A payload that is signed anew needs a text: give one, or let resign be false.')
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
  options: ReplayOptions,
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
  const kept = keepsBytes(store, provider, old, options) ? sentBytes(store, old) : undefined
  if (!options.resign && !kept) throw new ProblemError('conflict', `${name} was never sent, so there are no bytes to send again: let it be signed anew.`)
  const policy = policyOf(provider.policy, registration.policy)
  const bytes = bytesOf(store, kept ? kept.body : old.payload, options.edit)
  // A replay names the bytes anew: they outlive the delivery they came from.
  if (kept) store.bodies.share(old.payload)
  store.events.share(old.event_id)
  // Where a captured request went has its own path.
  const target = options.target ?? (old.origin === 'capture' ? old.target : null)
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
    method: kept ? old.method : 'POST',
    url: target ?? registration.url,
    message_id: options.newIds ? provider.messageId({ number: id, salt: deps.salt, publishedAt: now }) : old.message_id,
    published_at: options.newIds ? now : old.published_at,
    payload: kept ? old.payload : (bytes ?? old.payload),
    deadline_ms: policy.deadlineMs,
    created_at: now,
    expires_at: now + policy.horizonMs,
    replay_of: old.id,
    target,
    kept_headers: kept ? kept.headers : null,
    kept_body: kept ? bytes : null,
    replay_id: deps.run,
    header_edit: headerEditOf(options.edit),
    trace: null,
    capture_id: null,
  })
  tx.changed('delivery', old.id)
  return id
}

/**
 * Whether the bytes go out as they were. Those of a captured request do where its provider signs nothing: there is nothing to sign anew.
 * @throws `ProblemError('conflict')`: it carries nothing that could be signed.
 */
function keepsBytes(store: Store, provider: Provider, old: DeliveryRow, { resign }: ReplayOptions): boolean {
  if (!resign || old.origin !== 'capture' || old.kept_headers === null) return !resign
  if (!provider.signs) return true
  const carried = provider.read({ headers: JSON.parse(old.kept_headers) as Headers, body: store.bodies.read(old.kept_body) })
  if (!carried?.payload) throw new ProblemError('conflict', `${idOf('delivery', old.id)} sends a captured request that carries no message of ${provider.title}: let resign be false.`)
  return false
}

/** Of its first attempt, or those that it was to send; undefined: it has none of either. */
function sentBytes(store: Store, old: DeliveryRow): { headers: Headers; body: number | null } | undefined {
  const first = store.attempts.get(old.id, 1)
  if (first) return { headers: JSON.parse(first.request_headers) as Headers, body: first.request_body }
  return old.kept_headers === null ? undefined : { headers: editHeaders(JSON.parse(old.kept_headers) as Headers, old.header_edit), body: old.kept_body }
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
