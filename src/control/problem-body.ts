/** Whatever goes wrong on a control route leaves as one shape: `{"error": {code, message, details}}`. */
import { ProblemError } from '#contract/problem.ts'
import type { Problem } from '#contract/problem-shape.ts'
import type { z } from 'zod'

export interface Refusal {
  readonly status: number
  readonly body: Problem
  /** True for a fault of ours, whose cause belongs in the log and not in the answer. */
  readonly fault: boolean
}

interface BodyError {
  readonly type?: unknown
  readonly status?: unknown
  readonly message?: unknown
  readonly limit?: unknown
}

/** Parsing faults of the body reader, by its own names for them. */
const BODY_FAULTS: Readonly<Record<string, (error: BodyError) => ProblemError>> = {
  'entity.too.large': ({ limit }) => new ProblemError('payload_too_large', `The body is larger than the ${Math.floor(Number(limit) / 2 ** 20)} MB that this route takes.`),
  'entity.parse.failed': (error) => new ProblemError('bad_request', `The body is not valid JSON: ${String(error.message)}`),
  'encoding.unsupported': () => new ProblemError('unsupported_media_type', 'The body is in a content encoding that is not known here.'),
  'charset.unsupported': () => new ProblemError('unsupported_media_type', 'The body is in a character set that is not known here: send UTF-8.'),
  'request.aborted': () => new ProblemError('bad_request', 'The request was cut off before its end.'),
  'request.size.invalid': () => new ProblemError('bad_request', 'The body is not as long as its content-length says.'),
}

export function refusalOf(error: unknown): Refusal {
  const problem = problemOf(error)
  if (problem) {
    const details = problem.details as Problem['error']['details']
    return { status: problem.status, fault: false, body: { error: { code: problem.code, message: problem.message, ...(details && { details }) } } }
  }
  return { status: 500, fault: true, body: { error: { code: 'internal', message: 'A fault of Hookwright: the log says more. Nothing that was acknowledged is lost.' } } }
}

function problemOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (error instanceof URIError) return new ProblemError('bad_request', 'The path is not validly percent-encoded.')
  const { type, status } = (error ?? {}) as BodyError
  if (typeof type === 'string' && BODY_FAULTS[type]) return BODY_FAULTS[type](error as BodyError)
  if (typeof status === 'number' && status >= 400 && status < 500) return new ProblemError('bad_request', `The request could not be read: ${String((error as Error).message)}`)
  return undefined
}

/** What a zod schema found wrong in one part of a request. */
export function badPart(part: 'path' | 'query' | 'body', error: z.ZodError): ProblemError {
  const issues = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
  const [first] = issues
  const where = first?.path ? `${part} field "${first.path}"` : part
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return new ProblemError('bad_request', `The ${where} is not what this route takes: ${first?.message ?? 'invalid'}${more}.`, { part, issues })
}
