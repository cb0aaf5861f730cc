/** Endpoints as the API shows them, and what of them a request may say. */
import type { JsonObject } from '#contract/common.ts'
import { z } from 'zod'
import type { RegistrationData } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import { HEADER_NAMES, Settings } from './settings.ts'

/** Nothing of the secret is shown: it has a route of its own. */
export function showEndpoint({ number, url, enabled, settings }: RegistrationData) {
  const { eventTypes, headerNames } = Settings.parse(settings)
  return { id: `ep_${number}`, url, disabled: !enabled, eventTypes, headerNames }
}

const text = z.string({ error: 'must be text' })
const Given = z.strictObject({
  url: text.optional(),
  disabled: z.boolean({ error: 'must be true or false' }).optional(),
  /** Null: all. */
  eventTypes: z.array(text, { error: 'must be a list of event types' }).nullable().optional(),
  headerNames: z.enum(HEADER_NAMES, { error: `must be one of ${HEADER_NAMES.join(', ')}` }).optional(),
  secret: text.optional(),
})
const Rotation = z.strictObject({ key: text.nullable().optional() })

export interface EndpointChange {
  readonly url?: string
  readonly enabled?: boolean
  readonly settings: JsonObject
}

/** @throws `Refusal`. What is left out is left out of the change; whether the settings are right is the engine's to say. */
export function parseEndpoint(body: Uint8Array): EndpointChange {
  const { url, disabled, eventTypes, headerNames, secret } = parse(Given, body, '{"url": "https://example.com/hook"}')
  const settings: JsonObject = { ...(eventTypes !== undefined && { eventTypes }), ...(headerNames && { headerNames }), ...(secret !== undefined && { secret }) }
  return { ...(url !== undefined && { url }), ...(disabled !== undefined && { enabled: !disabled }), settings }
}

/** The secret that is to sign from now on; null: a new one. The body may be empty. @throws `Refusal` */
export function parseRotation(body: Uint8Array): string | null {
  return body.length === 0 ? null : (parse(Rotation, body, '{"key": "whsec_..."}').key ?? null)
}

function parse<T>(schema: z.ZodType<T>, body: Uint8Array, like: string): T {
  if (body.length === 0) throw new Refusal(400, `The request has no body: it must be JSON like ${like}.`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new Refusal(400, `The body must be JSON like ${like}: ${cause instanceof Error ? cause.message : String(cause)}.`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `${issue.keys.slice(0, 10).map((key) => JSON.stringify(key.slice(0, 100))).join(', ')} cannot be set`
    return issue.path.length === 0 ? `the body must be a JSON object like ${like}` : `${issue.path.join('.')} ${issue.message}`
  })
  throw new Refusal(422, `${issues.slice(0, 10).join('; ')}.`)
}
