/** Every error code of the control API, with its HTTP status. Codes are stable; messages are for people and may change. */
export const PROBLEMS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden_host: 403,
  forbidden_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  internal: 500,
  stopping: 503,
  store_locked: 503,
  store_readonly: 503,
  store_full: 507,
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** An expected refusal on its way to a caller. Anything else that is thrown is `internal`. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ProblemCode, message: string, details?: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProblemError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return PROBLEMS[this.code]
  }
}
