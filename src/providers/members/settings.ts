import type { Field } from '#contract/provider.ts'
import type { Difference } from '#contract/registration.ts'
import { z } from 'zod'
import { checkUrl } from './endpoint.ts'

export const MAX_INTERVAL_MS = 86_400_000

export const Settings = z.strictObject({
  /** The provider's "Signing Key". */
  secret: z.string({ error: 'the Signing Key is required' }).min(1, 'the Signing Key is required').max(10_000, 'the Signing Key is longer than 10,000 characters'),
  /** Milliseconds; "Request interval for data sync". */
  requestInterval: z
    .int({ error: 'the request interval is a whole number of milliseconds' })
    .min(0, 'the request interval cannot be negative')
    .max(MAX_INTERVAL_MS, 'the request interval is a day (86,400,000 ms) at most')
    .default(0),
})
export type Settings = z.infer<typeof Settings>

export const SECRET_FIELD: Field = {
  key: 'secret',
  label: 'Signing Key',
  type: 'string',
  secret: true,
  required: true,
  generators: [{ title: 'Signing Key', prefix: '', bytes: 32, encoding: 'base64url' }],
  help: "Makes the hash of each message's text: HMAC-SHA256, as base64. `webhook.signingKey` in the provider's own API.",
  source: 'documented',
}

export const FIELDS: Field[] = [
  SECRET_FIELD,
  {
    key: 'requestInterval',
    label: 'Request interval for data sync',
    type: 'integer',
    unit: 'ms',
    default: 0,
    help: 'Shortest time between two requests of Sync Data; 0: as fast as it goes. Single changes are not held back. The unit is assumed.',
    source: 'documented',
  },
]

/** The URL's rules; that there is a Signing Key is seen to by the schema, strict or not. */
export function checkRegistration(input: { url: string; settings: Settings }, world: { strict: boolean }): Difference[] {
  return checkUrl(input.url, world.strict)
}
