/**
 * Sends a captured request again, as a delivery of the registration that it goes out through. The capture is never changed.
 *
 * Signed anew, the message in it is what the registration's provider would send now; else its bytes go out as they came, but for the
 * headers that belong to a connection.
 */
import type { Headers } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ReplayOptions } from '#contract/replay.ts'
import type { Carried, Provider } from '#providers/provider.ts'
import { restAfter } from '../inbox-path.ts'
import type { CaptureRow } from '../store/captures.ts'
import { idOf } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import type { RegistrationRow } from '../store/registrations.ts'
import type { Tx } from '../store/write.ts'
import { editText, headerEditOf } from './edit.ts'
import { policyOf } from './policy.ts'

export interface CaptureReplayDeps {
  readonly store: Store
  readonly salt: number
  readonly now: number
  /** The run of replays that it is made for. */
  readonly run: number | null
}

/** Trigger of what does not say what it is. */
const UNTOLD = 'captured'
const SUBJECT = 200

/**
 * Call inside a transaction. Answers the new delivery's row. Whatever it refuses is refused before anything is written.
 * @throws `ProblemError('conflict')`: it did not come whole, nobody would be told, or there is no message in it to sign.
 */
export function replayCapture(deps: CaptureReplayDeps, tx: Tx, provider: Provider, registration: RegistrationRow, capture: CaptureRow, options: ReplayOptions): number {
  const { store, salt, now, run } = deps
  const name = idOf('capture', capture.id)
  const through = idOf('registration', registration.id)
  if (capture.fault !== null) throw new ProblemError('conflict', `${name} did not come whole, so there is nothing to send: ${capture.fault}`)
  if (!registration.enabled && options.target === undefined) throw new ProblemError('conflict', `${through} is disabled: enable it, or give a target.`)
  const headers = JSON.parse(capture.headers) as Headers
  const read = provider.read({ headers, body: store.bodies.read(capture.body) })
  const carried = read?.payload === '' ? null : read
  if (options.resign && !carried) {
    throw new ProblemError('conflict', `There is no message of ${provider.title} in ${name}, so there is nothing to sign anew for ${through}: send its bytes as they were, or choose another registration.`)
  }

  const rest = restOf(store, capture)
  const url = below(options.target ?? registration.url, rest)
  const id = store.deliveries.nextId()
  const policy = policyOf(provider.policy, registration.policy)
  const data = store.bodies.keepText(jsonText({ capture: name }))
  const event = store.events.insert({ provider: provider.id, trigger: triggerOf(provider, carried), origin: 'capture', data, created_at: now, refs: 1 })
  store.deliveries.insert(tx, {
    id,
    event_id: event,
    registration_id: registration.id,
    sync_id: null,
    provider: provider.id,
    trigger: triggerOf(provider, carried),
    origin: 'capture',
    subject: `${capture.method} ${capture.target}`.slice(0, SUBJECT),
    method: options.resign ? 'POST' : capture.method,
    url,
    message_id: (options.newIds ? null : carried?.id) ?? (options.resign ? provider.messageId({ number: id, salt, publishedAt: now }) : name),
    published_at: options.newIds || options.resign ? now : capture.received_at,
    ...bytesOf(store, capture, headers, carried, options),
    deadline_ms: policy.deadlineMs,
    created_at: now,
    expires_at: now + policy.horizonMs,
    replay_of: null,
    // Else it follows the registration, wherever that is moved to.
    target: options.target === undefined && rest === '' ? null : url,
    replay_id: run,
    header_edit: headerEditOf(options.edit),
    trace: null,
    capture_id: capture.id,
  })
  return id
}

/** What is signed anew, or sent as it came: a row for the one, or for the other. */
function bytesOf(store: Store, capture: CaptureRow, headers: Headers, carried: Carried | null, { resign, edit }: ReplayOptions) {
  if (resign && carried) return { payload: store.bodies.keepText(editText(carried.payload, edit ?? {})), kept_headers: null, kept_body: null }
  const changed = edit?.merge !== undefined || edit?.body !== undefined
  const body = changed ? store.bodies.keep(Buffer.from(editText(store.bodies.readText(capture.body ?? 0), edit))) : capture.body
  if (!changed) store.bodies.share(body)
  // Row 0 stands for no bytes where one has to be named.
  return { payload: carried ? store.bodies.keepText(carried.payload) : 0, kept_headers: headers, kept_body: body }
}

/** What it says it is, where the provider has that; of a provider with a single trigger it is that one. */
function triggerOf({ triggers }: Provider, carried: Carried | null): string {
  const said = triggers.find(({ name }) => name === carried?.trigger)?.name
  return said ?? (triggers.length === 1 ? triggers[0]?.name : undefined) ?? UNTOLD
}

/** What follows the inbox's own path in a request to it: path and query. Of one that was imported from elsewhere nothing is known to be. */
function restOf(store: Store, { target, inbox_id: inbox }: CaptureRow): string {
  const name = store.inboxes.get(inbox)?.name
  return name === undefined ? '' : restAfter(name, target)
}

/** The URL with a path and query below it; its own query stays first. */
function below(url: string, rest: string): string {
  const [, base = url, query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(url) ?? []
  const [, path = '', more = ''] = /^([^?]*)(\?.*)?$/s.exec(rest) ?? []
  const joined = path === '' ? base : base.replace(/\/$/, '') + path
  return joined + (query.length > 1 && more.length > 1 ? `${query}&${more.slice(1)}` : query.length > 1 ? query : more)
}
