/** How the API words what it refuses. */
import type { EmulatorAnswer } from '../provider.ts'

const CODES: Readonly<Record<number, string>> = {
  401: 'authentication_failed',
  403: 'permission_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'validation_error',
  429: 'rate_limit',
}

/** As such services have it. */
export function apiError(status: number, detail: string): EmulatorAnswer {
  return { status, body: { code: CODES[status] ?? (status < 500 ? 'bad_request' : 'server_error'), detail } }
}
