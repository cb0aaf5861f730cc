import type { Claim } from '../claim.ts'
import type { Envelope } from '../provider.ts'
import { parseKey, PRIVATE, PUBLIC, SYMMETRIC } from './keys.ts'
import { signaturesOf } from './why.ts'

/** Of the signatures that a secret of this kind makes. Headers that are missing are among the mistakes. */
export function claims({ headers, body }: Envelope, { secret }: { readonly secret?: unknown }): Claim[] {
  const asymmetric = typeof secret === 'string' && (secret.startsWith(PRIVATE) || secret.startsWith(PUBLIC))
  const value = (name: string): string | undefined => headers.find(([one]) => one.toLowerCase() === `webhook-${name}`)?.[1] ?? headers.find(([one]) => one.toLowerCase() === `svix-${name}`)?.[1]
  const header = headers.some(([one]) => one.toLowerCase() === 'svix-signature') && !headers.some(([one]) => one.toLowerCase() === 'webhook-signature') ? 'svix-signature' : 'webhook-signature'
  return [
    {
      ...(asymmetric ? { algorithm: 'ed25519', publicKey } : { algorithm: 'hmac-sha256' }),
      key: { encoding: 'base64', prefix: SYMMETRIC },
      content: '{id}.{timestamp}.{body}',
      value,
      body,
      alsoBody: [],
      encoding: 'base64',
      place: header,
      header,
      given: signaturesOf(value('signature') ?? '').flatMap(({ version, value }) => (version === (asymmetric ? 'v1a' : 'v1') ? [value] : [])),
    },
  ]
}

function publicKey(secret: string) {
  const key = parseKey(secret)
  return 'publicKey' in key ? key.publicKey : undefined
}
