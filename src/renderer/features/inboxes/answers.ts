import { Answer, placeOf, plainAnswer, type Behaviour } from '#contract/answer.ts'
import { answerText, parseAnswer } from '#contract/answer-text.ts'
import type { Headers } from '#contract/common.ts'

export type Turn = 'used' | 'next' | 'later'

/** Where an answer stands: they are given in turn, each as often as it says, and the last one stays. `answered`: requests answered since they were set. */
export function turnOf(at: number, answered: number, answers: readonly Answer[]): Turn {
  const next = placeOf(answers, answered)
  return at < next ? 'used' : at === next ? 'next' : 'later'
}

/** How often it has been given, of the times that it is to be. */
export function givenOf(at: number, answered: number, answers: readonly Answer[]): number {
  const before = answers.slice(0, at).reduce((sum, answer) => sum + (answer.times ?? 1), 0)
  return Math.max(0, Math.min(answered - before, answers[at]?.times ?? 1))
}

/** What stands on its chip: all but texts that would be too long for it, and how often. */
export const chipText = (answer: Answer): string => answerText({ ...answer, times: undefined, ...('headers' in answer && { headers: undefined }), ...('body' in answer && { body: undefined }), ...('to' in answer && { to: answer.to.length > 40 ? `${answer.to.slice(0, 39)}…` : answer.to }) })

/** What a form has to ask for, beyond what may be said of all. */
export type AnswerField = 'status' | 'headers' | 'body' | 'to' | 'target' | 'host' | 'within' | 'after' | 'rate' | 'size' | 'by' | 'what'
const MESSAGE: readonly AnswerField[] = ['status', 'headers', 'body']
export const FIELDS: Readonly<Record<Behaviour, readonly AnswerField[]>> = {
  answer: MESSAGE, forward: ['target', 'host', 'within'], gzip: MESSAGE, hang: [], hold: [], redirect: ['status', 'to'], bomb: ['status', 'size'], 'huge-headers': ['size', ...MESSAGE], drip: ['rate', ...MESSAGE],
  endless: ['status', 'rate'], close: ['after', ...MESSAGE], 'half-close': ['after', ...MESSAGE], reset: ['after', ...MESSAGE], 'wrong-length': ['by', ...MESSAGE],
  contradict: ['what', ...MESSAGE], garbage: ['body'],
}

/** What is forwarded has to be whole. */
export const mayBeEarly = (behaviour: Behaviour): boolean => behaviour !== 'forward'

/** Another behaviour that keeps of an answer what it has a place for. */
export function turnedInto(answer: Readonly<Record<string, unknown>>, behaviour: Behaviour): Record<string, unknown> {
  const kept = ['times', 'interim', 'delay', ...(mayBeEarly(behaviour) ? ['early'] : []), ...FIELDS[behaviour].filter((field) => MESSAGE.includes(field))]
  const both = { ...plainAnswer(behaviour), ...Object.fromEntries(Object.entries(answer).filter(([field, value]) => kept.includes(field) && value !== undefined)) }
  return behaviour === 'redirect' ? { ...both, status: 302 } : both
}

/** The answer that a filled-in form means, or what is wrong with it. */
export function answerOf(draft: Readonly<Record<string, unknown>>): { readonly answer: Answer } | { readonly error: string } {
  const parsed = Answer.safeParse(Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== '')))
  if (parsed.success) return { answer: parsed.data }
  const [issue] = parsed.error.issues
  return { error: `${issue?.path.join(' ') ?? ''}: ${issue?.message ?? 'is no answer'}` }
}

/** A delay as it is written; the error says how. */
export function delayOf(text: string): { readonly delay: Answer['delay'] } | { readonly error: string } {
  if (text.trim() === '') return { delay: undefined }
  try {
    return { delay: parseAnswer(`200 slow ${text}`).delay }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

export const delayTextOf = (answer: Answer): string => (answer.delay ? answerText({ status: 200, delay: answer.delay }).replace('200 slow ', '') : '')

/** The same answers with one replaced, or without it; at least one is always left. */
export function withAnswer(answers: readonly Answer[], at: number, answer: Answer | null): Answer[] {
  const next = answer === null ? answers.filter((_, index) => index !== at) : answers.map((one, index) => (index === at ? answer : one))
  return next.length === 0 ? [...answers] : next
}

/** The same answers with one moved one place up or down; at the ends nothing happens. */
export function moved(answers: readonly Answer[], at: number, by: -1 | 1): Answer[] {
  const next = [...answers]
  const [one, other] = [next[at], next[at + by]]
  if (one && other) [next[at], next[at + by]] = [other, one]
  return next
}

/** Headers as lines of `Name: value`, as they are written by hand. */
export const headerText = (headers: Headers = []): string => headers.map(([name, value]) => `${name}: ${value}`).join('\n')

/** Lines of `Name: value`; the first line that is none, as an error. */
export function headersOf(text: string): { readonly headers: Headers } | { readonly error: string } {
  const headers: Headers = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const at = line.indexOf(':')
    const name = line.slice(0, Math.max(0, at)).trim()
    if (name === '') return { error: `"${line.trim()}" is no header: write Name: value.` }
    headers.push([name, line.slice(at + 1).trim()])
  }
  return { headers }
}

/** What a status says to whoever sends, as far as it has a name of its own. */
export const REASONS: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 307: 'Temporary Redirect', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
  408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 413: 'Content Too Large', 422: 'Unprocessable Content', 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}
