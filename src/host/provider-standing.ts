/** Which of the provider files count: pure but for the listing of names. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { FileFault, ProviderFileInfo } from '#contract/provider-file.ts'
import type { Engine } from '#engine/engine.ts'

type Provider = Parameters<Engine['provide']>[0][number]

export interface Standing {
  readonly name: string
  readonly origin: ProviderFileInfo['origin']
  readonly text: string
  readonly faults: readonly FileFault[]
  /** What it says, or said when it last had no faults. */
  readonly provider: Provider | undefined
}

/** Of a text: another one has another. */
export const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** In the order of their names; none where the directory is away. */
export function listNames(dir: string, endings: RegExp): string[] {
  try {
    return readdirSync(dir).filter((name) => endings.test(name)).sort()
  } catch {
    return []
  }
}

/** A workspace file beats a shipped one of the same id; of two in the workspace the first by name counts; a folder always does. */
export function settle(workspace: readonly Standing[], shipped: readonly Standing[], folders: ReadonlySet<string>): { providers: Provider[]; infos: ProviderFileInfo[] } {
  const running = new Map<string, Standing>()
  const infos = [...workspace, ...shipped].map((file): ProviderFileInfo => {
    const { name, origin, provider } = file
    const id = provider?.id ?? null
    const shown = (status: ProviderFileInfo['status'], faults = file.faults): ProviderFileInfo => ({ name, origin, provider: id, status, faults: [...faults], version: versionOf(file.text) })
    if (!provider) return shown('refused')
    const holder = running.get(provider.id)
    if (folders.has(provider.id)) return shown('refused', [...file.faults, taken(file, `the id ${provider.id} is that of a provider which is part of Hookwright: choose another`)])
    if (holder && origin === 'workspace') return shown('refused', [...file.faults, taken(file, `the id ${provider.id} is that of ${holder.name} already`)])
    if (holder) return shown('overridden')
    running.set(provider.id, file)
    return shown(file.faults.length > 0 ? 'last-good' : 'running')
  })
  return { providers: [...running.values()].flatMap(({ provider }) => provider ?? []), infos }
}

function taken({ text }: Standing, message: string): FileFault {
  const before = text.slice(0, Math.max(0, text.search(/^\s*"?id"?\s*:/m)))
  return { line: before.split('\n').length, column: 1, path: 'id', message }
}
