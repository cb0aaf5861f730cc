/** The bytes of a delivery: the event's flat JSON, and nothing around it. */
import type { Envelope, Message } from '../provider.ts'

/** The documentation shows the body alone; the content type is assumed. */
export function build(message: Pick<Message, 'payload'>): Envelope {
  return { headers: [['Content-Type', 'application/json']], body: Buffer.from(message.payload) }
}

/** Nothing on the wire carries it: it tells deliveries apart here. */
export const messageId = ({ number, salt }: { number: number; salt: number }): string => `${salt.toString(36)}-${number}`
