import type { CustomSigning } from '#contract/custom-signing.ts'
import { StartError } from './start-error.ts'
import { verifyFile as verify, type VerifiedRequest } from '#engine/engine.ts'
import { readProviderFile } from '#providers/from-file/read.ts'
import { providers, shippedFiles } from '#providers/registry.ts'

export type { VerifiedRequest }

export interface VerifyFileInput {
  readonly file: Buffer
  /** Id of a provider: one of the product, or that of `providerFile`. Absent: that of `providerFile`. */
  readonly scheme: string | undefined
  /** Of the scheme `custom`. */
  readonly custom: CustomSigning | undefined
  readonly secret: string | undefined
  /** Text of a provider file that says how is signed. */
  readonly providerFile: string | undefined
  /** The time to compare timestamps with, ms. Default: each request's own, else now. */
  readonly at: number | undefined
}

/** Verifies the requests of a file, without an instance. @throws `ProblemError('invalid')`, and `StartError` for a provider file with faults. */
export async function verifyFile({ file, scheme, custom, secret, providerFile, at }: VerifyFileInput): Promise<VerifiedRequest[]> {
  const own = providerFile === undefined ? undefined : provided(providerFile)
  const shipped = [...shippedFiles.values()].map(({ provider }) => provider)
  const known = new Map([...providers.values(), ...shipped, ...(own ? [own] : [])].map((provider) => [provider.id, provider]))
  return verify(file, { providers: known, scheme: { scheme: scheme ?? own?.id ?? '', secret: secret ?? null, ...(custom && { custom }) }, at, now: Date.now() })
}

function provided(text: string) {
  const read = readProviderFile(text)
  if ('provider' in read) return read.provider
  const [first] = read.faults
  throw new StartError(`The provider file has ${read.faults.length === 1 ? 'a fault' : `${read.faults.length} faults`}; line ${first?.line ?? 1}: ${first?.message ?? ''}`)
}
