/** The bytes of a delivery. Pure: the same message and signing key give the same bytes, at every attempt. */
import { createHmac } from 'node:crypto'
import type { Envelope, Message } from '../provider.ts'
import type { Settings } from './settings.ts'

/** base64(HMAC-SHA256(signing key as UTF-8, the text byte for byte)). */
export const hashOf = (text: string | Uint8Array, key: string): string => createHmac('sha256', key).update(text).digest('base64')

/** Named as a Google Cloud Pub/Sub push subscription, which this service was until 2021 (assumed). */
export const subscriptionOf = (account: string): string => `projects/members/subscriptions/application-${account}`

export function build(message: Message, settings: Pick<Settings, 'secret'>): Envelope {
  const publishTime = new Date(message.publishedAt).toISOString()
  const body = JSON.stringify({
    message: {
      attributes: { hash: hashOf(message.payload, settings.secret) },
      data: Buffer.from(message.payload).toString('base64'),
      messageId: message.id,
      message_id: message.id,
      publishTime,
      publish_time: publishTime,
    },
    subscription: subscriptionOf(message.account),
  })
  return { headers: [['Content-Type', 'application/json']], body: Buffer.from(body) }
}

/** 16-digit numbers; the factors have no divisor in common with the space (2^15 3^2 5^15), so no two numbers meet. */
const ID_FLOOR = 10n ** 15n
const ID_SPACE = 9n * 10n ** 15n
const STEP = 3_141_592_653_589_793n
const SALT_STEP = 2_718_281_828_459_047n

/** Sixteen digits, the same for a number and salt, different for every number. */
export const messageId = ({ number, salt }: { number: number; salt: number }): string =>
  String(ID_FLOOR + ((BigInt(number) * STEP + BigInt(salt) * SALT_STEP) % ID_SPACE))
