/** What a schema finds wrong with a file, each as one sentence at one place. */
import type { FileFault } from '#contract/provider-file.ts'
import type { z } from 'zod'
import type { Path, Place } from './yaml-text.ts'

/** What a schema or a check finds wrong. */
export interface Issue {
  readonly path: Path
  readonly message: string
  /** It is about this key of the place, not about its value. */
  readonly key?: string
}

/** An unknown key is a fault of its own; what fits no branch of a union is told by the branch that it came closest to. */
export function flat(issue: z.core.$ZodIssue, above: Path = []): Issue[] {
  const path = [...above, ...issue.path].map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key ${JSON.stringify(key)}`, key }))
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') return issue.issues.map((inner) => ({ path, message: inner.message, ...(issue.code === 'invalid_key' && { key: String(path.at(-1)) }) }))
  // A union that says in its own words what is wrong has looked at all of its branches.
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map((one) => one.path.length + (one.code === 'unrecognized_keys' ? 1 : 0)))
    const told = issue.errors.map((branch) => ({ depth: depth(branch), faults: branch.flatMap((one) => flat(one, path)) }))
    const [nearest] = told.sort((a, b) => b.depth - a.depth || a.faults.length - b.faults.length)
    if (nearest && nearest.depth > 0) return nearest.faults
    // A branch that read the value and says what is wrong with it was the one that was meant.
    const read = issue.errors.find((branch) => branch.some((one) => one.code === 'custom'))
    if (read) return read.flatMap((one) => flat(one, path))
  }
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }]
}

export const fault = ({ line, column }: Place, path: Path, message: string): FileFault => ({ line, column, path: path.join('.'), message })
