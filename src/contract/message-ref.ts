/**
 * Names one HTTP message that is on record: `dlv_1/2/request` and `dlv_1/2/response` are those of a delivery's second attempt,
 * `cap_7/request` and `cap_7/answer` what an inbox received and said. What is left out is the last attempt, and the request.
 */
import { z } from 'zod'

export type MessageRef =
  /** `attempt` null: the last one. */
  | { readonly of: 'delivery'; readonly id: string; readonly attempt: number | null; readonly part: 'request' | 'response' }
  | { readonly of: 'capture'; readonly id: string; readonly part: 'request' | 'answer' }

/** For an error: which forms there are. */
export const MESSAGE_REF_FORMS = 'dlv_1/2/request, dlv_1/2/response, cap_7/request or cap_7/answer; dlv_1 is the request of its last attempt, cap_7 a request too'

/** Undefined when the text is none of the forms. */
export function parseMessageRef(text: string): MessageRef | undefined {
  const sent = /^(dlv_\d{1,15})(?:\/([1-9]\d{0,8}))?(?:\/(request|response))?$/.exec(text)
  if (sent) return { of: 'delivery', id: sent[1] ?? '', attempt: sent[2] === undefined ? null : Number(sent[2]), part: sent[3] === 'response' ? 'response' : 'request' }
  const received = /^(cap_\d{1,15})(?:\/(request|answer))?$/.exec(text)
  return received ? { of: 'capture', id: received[1] ?? '', part: received[2] === 'answer' ? 'answer' : 'request' } : undefined
}

export const messageRefText = (ref: MessageRef): string =>
  ref.of === 'capture' ? `${ref.id}/${ref.part}` : `${ref.id}/${ref.attempt === null ? '' : `${ref.attempt}/`}${ref.part}`

export const MessageRefText = z.string().max(60).meta({ id: 'MessageRef', description: `Names a message on record: ${MESSAGE_REF_FORMS}.` })
