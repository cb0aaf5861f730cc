/** From the text of a provider file to the provider, or to everything that is wrong with it, each with its place. Never throws. */
import { FILE_LIMIT, ProviderFile, type FileFault } from '#contract/provider-file.ts'
import type { z } from 'zod'
import type { Provider } from '../provider.ts'
import { checkFile } from './checks.ts'
import { providerOf } from './provider-of.ts'
import { checkSamples } from './sample-checks.ts'
import { readYaml, type Path, type Place } from './yaml-text.ts'

export type FileRead = { readonly file: ProviderFile } | { readonly faults: readonly FileFault[] }
export type ProviderRead = { readonly provider: Provider } | { readonly faults: readonly FileFault[] }

/** More are of no use to a reader. */
const MOST_FAULTS = 100

export function readProviderFile(text: string): ProviderRead {
  const read = parseProviderFile(text)
  return 'faults' in read ? read : { provider: providerFrom(read.file) }
}

/** Of a file that was found right. */
export const providerFrom = (file: ProviderFile): Provider => providerOf(withDefinitions(file))

/** What the text says, when nothing is wrong with it. */
export function parseProviderFile(text: string): FileRead {
  if (text.length > FILE_LIMIT) return { faults: [{ line: 1, column: 1, path: '', message: `the file has ${text.length} characters, and ${FILE_LIMIT} is the most` }] }
  const yaml = readYaml(text)
  if ('faults' in yaml) return { faults: yaml.faults.slice(0, MOST_FAULTS) }
  const parsed = ProviderFile.safeParse(yaml.value)
  const whole = parsed.success ? withDefinitions(parsed.data) : undefined
  const issues: Issue[] = whole ? [...checkFile(whole), ...checkSamples(whole)] : (parsed.error?.issues ?? []).flatMap((issue) => flat(issue))
  if (!parsed.success || issues.length > 0) return { faults: issues.slice(0, MOST_FAULTS).map(({ path, message, key }) => fault(yaml.place(path, key), path, message)).sort((a, b) => a.line - b.line || a.column - b.column) }
  return { file: parsed.data }
}

/** Each schema with the file's `$defs` in it, so that it stands alone. */
const withDefinitions = (file: ProviderFile): ProviderFile => ({
  ...file,
  triggers: file.triggers.map((trigger) => ({ ...trigger, data: trigger.data && { $defs: file.$defs, ...trigger.data } })),
})

interface Issue {
  readonly path: Path
  readonly message: string
  /** It is about this key of the place, not about its value. */
  readonly key?: string
}

/** An unknown key is a fault of its own; what fits no branch of a union is told by the branch that it came closest to. */
function flat(issue: z.core.$ZodIssue, above: Path = []): Issue[] {
  const path = [...above, ...issue.path].map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key ${JSON.stringify(key)}`, key }))
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') return issue.issues.map((inner) => ({ path, message: inner.message, ...(issue.code === 'invalid_key' && { key: String(path.at(-1)) }) }))
  if (issue.code === 'invalid_union') {
    const depth = (branch: readonly z.core.$ZodIssue[]): number => Math.max(0, ...branch.map((one) => one.path.length + (one.code === 'unrecognized_keys' ? 1 : 0)))
    const [deepest] = issue.errors.toSorted((a, b) => depth(b) - depth(a))
    if (deepest && depth(deepest) > 0) return deepest.flatMap((one) => flat(one, path))
  }
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }]
}

const fault = ({ line, column }: Place, path: Path, message: string): FileFault => ({ line, column, path: path.join('.'), message })
