/** What a user may ask of an inbox, beyond what the contract's shapes can say. */
import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Answer, InboxVerify } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Verifier } from './verify.ts'

/** @throws `ProblemError('invalid')` for a scheme that is not there or verifies nothing. */
export function checkVerify(verify: InboxVerify, providers: ReadonlyMap<string, Verifier>): void {
  const provider = providers.get(verify.scheme)
  if (provider?.verification) return
  const real = [...providers].filter(([, p]) => p.verification).map(([id]) => id)
  const why = provider ? 'signs nothing, so there is nothing to verify' : 'is no scheme that can be verified'
  throw new ProblemError('invalid', `${JSON.stringify(verify.scheme)} ${why}. There are: ${real.join(', ')}.`)
}

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304])
/** They follow from the body, and a wrong one would break the connection. */
const OURS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding'])

/** @throws `ProblemError('invalid')` for an answer that HTTP can't carry. */
export function checkAnswers(answers: readonly Answer[]): void {
  answers.forEach((answer, i) => {
    const refuse = (why: string): never => {
      throw new ProblemError('invalid', `Answer ${i + 1} can't be given: ${why}.`)
    }
    if (NO_BODY.has(answer.status) && answer.body) refuse(`a ${answer.status} has no body`)
    for (const [name, value] of answer.headers ?? []) {
      if (OURS.has(name.toLowerCase())) refuse(`${name} is set from the body`)
      try {
        validateHeaderName(name)
        validateHeaderValue(name, value)
      } catch (error) {
        refuse(error instanceof Error ? error.message : String(error))
      }
    }
  })
}
