/** Errors in the style of the Feathers framework (assumed: the API shows it elsewhere). */
import type { EmulatorAnswer } from '../provider.ts'

const NAMES: Readonly<Record<number, readonly [name: string, className: string]>> = {
  400: ['BadRequest', 'bad-request'],
  401: ['NotAuthenticated', 'not-authenticated'],
  403: ['Forbidden', 'forbidden'],
  404: ['NotFound', 'not-found'],
  405: ['MethodNotAllowed', 'method-not-allowed'],
  406: ['NotAcceptable', 'not-acceptable'],
  408: ['Timeout', 'timeout'],
  409: ['Conflict', 'conflict'],
  411: ['LengthRequired', 'length-required'],
  413: ['PayloadTooLarge', 'payload-too-large'],
  415: ['UnsupportedMediaType', 'unsupported-media-type'],
  422: ['Unprocessable', 'unprocessable'],
  429: ['TooManyRequests', 'too-many-requests'],
  501: ['NotImplemented', 'not-implemented'],
  503: ['Unavailable', 'unavailable'],
}

export function feathersError(status: number, message: string): EmulatorAnswer {
  const [name, className] = NAMES[status] ?? (status < 500 ? ['BadRequest', 'bad-request'] : ['GeneralError', 'general-error'])
  return { status, body: { name, message, code: status, className, errors: {} } }
}
