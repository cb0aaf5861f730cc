/** Pure: names what went wrong on the way to a receiver, with the next thing to look at. */
import type { AttemptOutcome } from '#contract/delivery.ts'
import { NotAnAnswer } from './http/not-an-answer.ts'

export interface TransportFault {
  readonly outcome: AttemptOutcome
  readonly message: string
}

interface Coded {
  readonly code?: unknown
  readonly message: string
}

const REFUSED = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|ETIMEDOUT|EACCES|EPERM)$/
const DNS = /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/
const RESET = /^(ECONNRESET|EPIPE|ECONNABORTED)$/
const TLS = /^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|CRL_\w+|INVALID_CA|PATH_LENGTH_EXCEEDED)$/
/** What a code of TLS means to whoever runs the receiver. */
const MEANS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Its certificate has run out: renew it.',
  CERT_NOT_YET_VALID: 'Its certificate is for later: check the clocks of both machines.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name: call it by a name of the certificate, or have one made for this name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself, so nobody vouches for it.',
  ERR_TLS_HANDSHAKE_CUT: 'The receiver, or something before it, closes connections before they are secure: does it speak TLS at this port?',
}
const UNKNOWN_AUTHORITY = /^(UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN)$/
const NOT_TRUSTED =
  'Its certificate is signed by an authority that is not trusted here, or its chain is not complete. For an inbox of this workspace: `hookwright ca --trust`. For another authority: start Hookwright with NODE_EXTRA_CA_CERTS.'
/** @param origin scheme and authority that was called. */
export function faultOf(error: Error, origin: string): TransportFault {
  if (error instanceof NotAnAnswer) return { outcome: 'protocol_error', message: `${origin} did not answer in valid HTTP/1.1: ${error.message}.` }
  const { code, message } = deepest(error)
  const name = typeof code === 'string' ? code : ''
  if (REFUSED.test(name)) return { outcome: 'refused', message: `Connection refused at ${origin}: is your server running? (${name})` }
  if (DNS.test(name)) return { outcome: 'dns_error', message: `The name in ${origin} could not be resolved: check its spelling. (${name})` }
  if (TLS.test(name)) {
    const means = MEANS[name] ?? (UNKNOWN_AUTHORITY.test(name) ? NOT_TRUSTED : undefined)
    return { outcome: 'tls_error', message: `No secure connection to ${origin}: ${firstSentence(message)} (${name})${means === undefined ? '' : `. ${means}`}` }
  }
  if (RESET.test(name)) return { outcome: 'reset', message: `${origin} closed the connection before it had answered: ${message}. (${name})` }
  return { outcome: 'protocol_error', message: `The call to ${origin} failed: ${message}${name && ` (${name})`}` }
}

/** Node goes on with advice of its own. */
const firstSentence = (message: string): string => message.split(/; |\n/)[0] ?? message

/** Some errors wrap the one that tells: several addresses tried, a socket error with its cause. */
function deepest(error: Coded & { cause?: unknown; errors?: unknown }): Coded {
  if (Array.isArray(error.errors) && error.errors[0] instanceof Error) return deepest(error.errors[0])
  if (error.cause instanceof Error && 'code' in error.cause) return deepest(error.cause)
  return error
}
