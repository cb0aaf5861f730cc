import type { Headers } from '#contract/common.ts'
import type { Answer } from '#contract/inbox.ts'

export type Turn = 'used' | 'next' | 'later'

/** Where an answer stands: they are given in turn, and the last one stays. `answered`: requests answered since they were set. */
export function turnOf(at: number, answered: number, total: number): Turn {
  const next = Math.min(answered, total - 1)
  return at < next ? 'used' : at === next ? 'next' : 'later'
}

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
