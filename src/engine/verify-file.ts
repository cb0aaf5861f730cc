/** Verifies the requests of a file, without a workspace: nothing is kept, and nothing but the file is read. */
import type { Explanation } from '#contract/explanation.ts'
import type { InboxVerify } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import { recognise } from './capture/recognise.ts'
import { diffBodies } from './diff/body.ts'
import { checkVerify } from './receive/check.ts'
import { explain } from './receive/explain/explain.ts'
import { createVerify, type Verifier } from './receive/verify.ts'

export interface VerifyFileOptions {
  readonly providers: ReadonlyMap<string, Verifier>
  readonly scheme: InboxVerify
  /** The time to compare timestamps with, ms. Default: that of the request where the file has it, else now. */
  readonly at: number | undefined
  readonly now: number
}

/** One request of the file; `fault`: why it could not be read. `at`: its place, for a person. */
export type VerifiedRequest = { readonly at: string; readonly method: string; readonly target: string; readonly explanation: Explanation } | { readonly at: string; readonly fault: string }

/** @throws `ProblemError('invalid')` for a scheme that verifies nothing, and for a file of no known form or without a request. */
export async function verifyFile(file: Buffer, { providers, scheme, at: compared, now }: VerifyFileOptions): Promise<VerifiedRequest[]> {
  checkVerify(scheme, providers)
  const { title, read, bytes } = recognise(file)
  const verify = createVerify(providers, { debug: quiet, info: quiet, warn: quiet, error: quiet })
  const requests: VerifiedRequest[] = []
  for (const item of read(bytes, { now })) {
    if ('inbox' in item) continue
    if ('fault' in item) {
      requests.push(item)
      continue
    }
    const { method, target, headers, body, at } = item.entry
    const { signed, ...why } = await explain({ providers, verify }, { method, target, headers, body }, scheme, [], compared ?? at)
    const both = signed && ([{ bytes: Buffer.from(signed), size: signed.length, isForm: false }, { bytes: body, size: body.length, isForm: false }] as const)
    requests.push({ at: item.at, method, target, explanation: { ...why, body: both && diffBodies(...both) } })
  }
  if (requests.length === 0) throw new ProblemError('invalid', `${title}: there is no request in it.`)
  return requests
}

/** What is wrong is in the verdicts. */
function quiet(): void {
  // Nothing to say.
}
