/** The bytes of an attempt: the event as it was raised, signed afresh with the time of the attempt. */
import { createHash } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import type { Envelope, Message } from '../provider.ts'
import { contentOf, parseKey, signatureOf } from './keys.ts'
import { oldSecretOf, type Settings } from './settings.ts'

/** @param now of the attempt, ms. The secret signs first, then each old one whose time has not come. */
export function build(message: Pick<Message, 'id' | 'payload'>, settings: Settings, now: number): Envelope {
  const body = Buffer.from(message.payload)
  const timestamp = String(Math.floor(now / 1000))
  const content = contentOf(message.id, timestamp, body)
  const old = settings.oldSecrets.flatMap((text) => oldSecretOf(text) ?? []).filter(({ until }) => now < until)
  const signatures = [settings.secret, ...old.map(({ secret }) => secret)].map((secret) => signed(secret, content))
  const headers: Headers = [['Content-Type', 'application/json']]
  for (const prefix of settings.headerNames === 'both' ? ['webhook-', 'svix-'] : [settings.headerNames]) {
    headers.push([`${prefix}id`, message.id], [`${prefix}timestamp`, timestamp], [`${prefix}signature`, signatures.join(' ')])
  }
  return { headers, body }
}

function signed(secret: string, content: Uint8Array): string {
  const key = parseKey(secret)
  if ('fault' in key) throw new TypeError(`A secret cannot sign: ${key.fault}.`)
  return signatureOf(key, content)
}

/** `msg_` and 32 hex digits: no full stop, which separates what is signed. */
export const messageId = ({ number, salt }: { number: number; salt: number }): string => `msg_${createHash('sha256').update(`${salt}/${number}`).digest('hex').slice(0, 32)}`
