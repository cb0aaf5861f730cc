/** From the text of a provider file to the provider, or to everything that is wrong with it, each with its place. Never throws. */
import { FILE_LIMIT, ProviderFile, type FileFault } from '#contract/provider-file.ts'
import type { Provider } from '../provider.ts'
import { checkFile } from './checks.ts'
import { fault, flat, type Issue } from './issues.ts'
import { providerOf } from './provider-of.ts'
import { checkSamples } from './sample-checks.ts'
import { readYaml } from './yaml-text.ts'

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
