/**
 * An application's webhook as the API shows it. It is registered, and so delivered to, once it has both URL and signing
 * key; what is set before that waits in the application document (`pendingWebhook`), so that both orders work.
 */
import { z } from 'zod'
import type { RegistrationData, Workspace, World } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import type { Application } from './application.ts'
import { checkUrl } from './endpoint.ts'
import { toJson } from './entities.ts'
import { MAX_INTERVAL_MS, Settings } from './settings.ts'

interface Webhook {
  readonly registration: RegistrationData | undefined
  /** Empty: none. */
  readonly url: string
  readonly signingKey: string
  readonly requestInterval: number
}

export function webhookOf(application: Application, world: World): Webhook {
  const registration = world.registrations(application.id)[0]
  if (registration) {
    const { secret, requestInterval } = Settings.parse(registration.settings)
    return { registration, url: registration.url, signingKey: secret, requestInterval }
  }
  const { url = '', signingKey = '', requestInterval = 0 } = application.pendingWebhook ?? {}
  return { registration: undefined, url, signingKey, requestInterval }
}

const Change = z.strictObject({
  webhook: z.strictObject({
    url: z.string({ error: 'must be a string; the empty string removes the webhook' }).optional(),
    signingKey: z.string({ error: 'must be a string' }).optional(),
    requestInterval: z.number({ error: 'must be a number of milliseconds' }).optional(),
  }, { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) }),
})
type WebhookChange = z.infer<typeof Change>['webhook']

const NO_DEADLINE = "You can't modify the acknowledgement deadline of individual messages that you receive from push subscriptions: it is 600 seconds."

/** Reads the body of a PATCH. Throws a `Refusal`: 400 for what is not of the form, 422 for what cannot be had. */
export function parseChange(body: Uint8Array): WebhookChange {
  const value = parseJson(body)
  if (asksForDeadline(value)) throw new Refusal(422, NO_DEADLINE)
  const result = Change.safeParse(value)
  if (result.success) return checked(result.data.webhook)
  const issues = result.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${[...issue.path, issue.keys[0]].join('.')} cannot be changed here; webhook.url, webhook.signingKey and webhook.requestInterval can`
      : `${issue.path.join('.') || 'The body'} ${issue.path.length === 0 ? 'must be a JSON object like {"webhook": {"url": "..."}}' : issue.message}`,
  )
  throw new Refusal(400, `${issues.join('; ')}.`)
}

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) throw new Refusal(400, 'The request has no body; it must be JSON like {"webhook": {"url": "..."}}.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const SyncRequest = z.strictObject({ batchSize: z.int().min(1).max(1000).optional() })

/** Reads the body of our sync route: empty, or a JSON object with a batch size. Throws a `Refusal`. */
export function parseSyncRequest(body: Uint8Array): z.infer<typeof SyncRequest> {
  if (body.length === 0) return {}
  const result = SyncRequest.safeParse(parseJson(body))
  if (!result.success) throw new Refusal(422, 'The body of a sync is empty or {"batchSize": n}, with n from 1 to 1000.')
  return result.data
}

function asksForDeadline(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const keys = [...Object.keys(value), ...('webhook' in value && typeof value.webhook === 'object' && value.webhook !== null ? Object.keys(value.webhook) : [])]
  return keys.some((key) => /deadline/i.test(key))
}

function checked(change: WebhookChange): WebhookChange {
  if (change.signingKey === '') throw new Refusal(422, 'webhook.signingKey must not be empty: the Signing Key is required.')
  if (change.signingKey !== undefined && change.signingKey.length > 10_000) throw new Refusal(422, 'webhook.signingKey is longer than 10,000 characters.')
  const { requestInterval: interval } = change
  if (interval !== undefined && (!Number.isInteger(interval) || interval < 0 || interval > MAX_INTERVAL_MS)) {
    throw new Refusal(422, `webhook.requestInterval must be a whole number of milliseconds from 0 to ${MAX_INTERVAL_MS}; got ${interval}.`)
  }
  return change
}

/** Applies a change. Everything is checked before anything is written. */
export function changeWebhook(application: Application, change: WebhookChange, workspace: Workspace): void {
  if (change.url !== undefined && change.url !== '') checkUrl(change.url, workspace.strict)
  const now = webhookOf(application, workspace)
  const kept = change.url === '' ? { ...now, url: '', signingKey: '', requestInterval: 0 } : now
  const url = change.url ?? kept.url
  const signingKey = change.signingKey ?? kept.signingKey
  const requestInterval = change.requestInterval ?? kept.requestInterval
  const whole = url !== '' && signingKey !== ''
  const settings = { secret: signingKey, requestInterval }
  if (whole && now.registration) {
    workspace.changeRegistration(now.registration.id, { ...(change.url === undefined ? {} : { url }), settings })
  } else if (whole) {
    workspace.register({ account: application.id, url, settings })
  } else if (now.registration) {
    workspace.unregister(now.registration.id)
  }
  const pending = whole || (url === '' && signingKey === '' && requestInterval === 0) ? undefined : { url, signingKey, requestInterval }
  if (pending !== undefined || application.pendingWebhook !== undefined) {
    workspace.putEntity('application', application.id, toJson({ ...application, pendingWebhook: pending }))
  }
}
