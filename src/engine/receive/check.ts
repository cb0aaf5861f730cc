/** What a user may ask of an inbox, beyond what the contract's shapes can say. */
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { answerText } from '#contract/answer-text.ts'
import { behaviourOf, type Answer, type Behaviour } from '#contract/answer.ts'
import { CUSTOM } from '#contract/custom-signing.ts'
import type { InboxVerify } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Rule } from '#contract/rule.ts'
import { compileGlob, compilePath, compilePattern } from './rules.ts'
import { verifierOf, type Verifier } from './verify.ts'

/** @throws `ProblemError('invalid')` for a scheme that is not there or verifies nothing. */
export function checkVerify(verify: InboxVerify, providers: ReadonlyMap<string, Verifier>): void {
  if (verify.custom && verify.scheme !== CUSTOM) throw new ProblemError('invalid', `A description of a signature goes with the scheme ${CUSTOM}, not with ${JSON.stringify(verify.scheme)}.`, { path: 'verify.custom' })
  const provider = verifierOf(providers, verify)
  if (provider?.verification) return
  const real = [...providers].filter(([, p]) => p.verification).map(([id]) => id)
  const why = provider ? 'signs nothing, so there is nothing to verify' : 'is no scheme that can be verified'
  throw new ProblemError('invalid', `${JSON.stringify(verify.scheme)} ${why}. There are: ${real.join(', ')}, and ${CUSTOM} with a description of the signature.`)
}

/** These go through HTTP as it should be; the others may break any of its rules. */
const WELL_FORMED: ReadonlySet<Behaviour> = new Set(['answer', 'gzip', 'bomb', 'huge-headers'])
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304])
/** They follow from the body, and a wrong one would break the connection. */
const OURS: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding'])

function refuse(path: string, what: string, why: string): never {
  throw new ProblemError('invalid', `${what}: ${why} (${path}).`, { path })
}

/** @param path of the answers in what the user gave. @throws `ProblemError('invalid')` for an answer that HTTP can't carry. */
export function checkAnswers(answers: readonly Answer[], path: string): void {
  answers.forEach((answer, i) => {
    const at = path === 'answer' ? path : `${path}.${i}`
    const bad = (field: string, why: string): never => refuse(`${at}.${field}`, `Answer ${i + 1} (${answerText(answer).slice(0, 60)}) can't be given`, why)
    if ('status' in answer && WELL_FORMED.has(behaviourOf(answer)) && NO_BODY.has(answer.status)) {
      if (answer.do === 'gzip' || answer.do === 'bomb') bad('status', `a ${answer.status} has no body to be packed`)
      if ('body' in answer && answer.body) bad('body', `a ${answer.status} has no body`)
    }
    if (answer.do === 'forward') {
      checkTarget(answer.to, (why) => bad('to', why))
      if (answer.early) bad('early', 'a request is forwarded when it is whole')
    }
    if (answer.do === 'redirect') checkHeader('Location', answer.to, (why) => bad('to', why))
    const headers = 'headers' in answer ? (answer.headers ?? []) : []
    headers.forEach(([name, value], n) => {
      if (OURS.has(name.toLowerCase())) bad(`headers.${n}`, `${name} is set from the body`)
      checkHeader(name, value, (why) => bad(`headers.${n}`, why))
    })
  })
}

function checkTarget(to: string, bad: (why: string) => never): void {
  const url = URL.canParse(to) ? new URL(to) : bad(`${JSON.stringify(to)} is no URL: write one such as http://127.0.0.1:3000/hooks`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') bad(`${url.protocol} is neither http: nor https:`)
  if (url.username !== '' || url.password !== '' || url.hash !== '') bad('a target takes no user, password or fragment')
}

function checkHeader(name: string, value: string, bad: (why: string) => never): void {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (error) {
    bad(messageOf(error))
  }
}

/** @throws `ProblemError('invalid')` for a pattern or a path that can't be read. */
export function checkRules(rules: readonly Rule[]): void {
  rules.forEach(({ when, respond }, i) => {
    const path = `rules.${i}`
    const check = (field: string, compile: () => unknown): void => {
      try {
        compile()
      } catch (error) {
        refuse(`${path}.when.${field}`, `Rule ${i + 1} can't be followed`, messageOf(error))
      }
    }
    if (when.path !== undefined) check('path', () => compileGlob(when.path ?? ''))
    when.headers?.forEach(({ matches }, n) => matches !== undefined && check(`headers.${n}.matches`, () => compilePattern(matches)))
    when.body?.forEach(({ path: query, matches }, n) => {
      check(`body.${n}.path`, () => compilePath(query))
      if (matches !== undefined) check(`body.${n}.matches`, () => compilePattern(matches))
    })
    checkAnswers(respond, `${path}.respond`)
  })
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
