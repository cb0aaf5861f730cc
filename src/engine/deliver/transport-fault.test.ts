import { describe, expect, it } from 'vitest'
import { NotAnAnswer } from './http/not-an-answer.ts'
import { faultOf } from './transport-fault.ts'

const error = (code: string, message = 'it went wrong'): Error => Object.assign(new Error(message), { code })

describe('naming a transport fault', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENETUNREACH', 'refused'],
    ['ENOTFOUND', 'dns_error'],
    ['EAI_AGAIN', 'dns_error'],
    ['ECONNRESET', 'reset'],
    ['CERT_HAS_EXPIRED', 'tls_error'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_error'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_error'],
    ['SOMETHING_NEW', 'protocol_error'],
  ] as const)('%s is %s', (code, outcome) => {
    expect(faultOf(error(code), 'http://127.0.0.1:3000').outcome).toBe(outcome)
  })

  it('looks into what wraps the cause: several addresses tried, a socket error', () => {
    const several = new AggregateError([error('ECONNREFUSED'), error('ECONNREFUSED')])
    expect(faultOf(several, 'http://localhost:1').outcome).toBe('refused')
    const wrapped = new Error('outer', { cause: error('ECONNRESET') })
    expect(faultOf(wrapped, 'http://localhost:1').outcome).toBe('reset')
  })

  it('tells an answer that is not one from a broken connection', () => {
    expect(faultOf(new NotAnAnswer('it switches to another protocol'), 'http://x')).toEqual({
      outcome: 'protocol_error',
      message: 'http://x did not answer in valid HTTP/1.1: it switches to another protocol.',
    })
  })

  it('offers the next step', () => {
    expect(faultOf(error('ECONNREFUSED'), 'http://127.0.0.1:3000').message).toBe(
      'Connection refused at http://127.0.0.1:3000: is your server running? (ECONNREFUSED)',
    )
  })
})
