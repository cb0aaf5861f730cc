/** Reads a request back: there is no envelope to take apart, and no signature to check. */
import type { Inspection } from '#contract/delivery.ts'
import type { Carried, Envelope } from '../provider.ts'
import { textOf } from '../text.ts'

const UNSIGNED =
  'Dezrez signs nothing: the documentation names no signature, no secret and no header that proves who sent a request. A receiver cannot tell a genuine one from a forged one. ' +
  'Use an https URL that cannot be guessed, take the request as a hint only, and read what changed from the API before acting on it.'

/** The body is the payload; nothing in it names the message or its trigger. */
export function read(request: Pick<Envelope, 'body'>): Carried | null {
  const payload = textOf(request.body)
  return payload === null ? null : { id: null, trigger: null, payload }
}

export function inspect(request: Pick<Envelope, 'body'>): Inspection {
  return { parts: [], payload: textOf(request.body), verdict: null, note: UNSIGNED }
}
