/** How a second process finds the first: a file in the data directory, for its owner's eyes only, holding the ready line. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ready } from '#contract/ready.ts'

const pathOf = (dataDir: string): string => join(dataDir, 'run.json')

/** Replaced in one step, so that a reader never sees half of it. */
export function writeRunFile(dataDir: string, ready: Ready): void {
  const path = pathOf(dataDir)
  const next = `${path}.${ready.pid}`
  writeFileSync(next, `${JSON.stringify(ready)}\n`, { mode: 0o600 })
  renameSync(next, path)
}

const TEXTS = ['version', 'token', 'inbox', 'inboxTls', 'dataDir'] as const satisfies (keyof Ready)[]

/** `Ready` by hand, held to it by a test: every command looks here for its instance, and shapes take longer to load than its call takes. */
function isReady(value: unknown): value is Ready {
  const of = Object(value) as Partial<Record<keyof Ready, unknown>>
  const isText = (one: unknown): boolean => typeof one === 'string'
  return (
    of.ready === true &&
    TEXTS.every((name) => isText(of[name])) &&
    isText(of.control) &&
    URL.canParse(of.control as string) &&
    (of.clock === 'real' || of.clock === 'virtual') &&
    Number.isInteger(of.pid) &&
    of.providers instanceof Object &&
    !Array.isArray(of.providers) &&
    Object.values(of.providers).every(isText)
  )
}

/** Undefined when none runs there, or the file is not one of ours. It may be left over from a process that was killed: try it. */
export function readRunFile(dataDir: string): Ready | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(pathOf(dataDir), 'utf8'))
    return isReady(found) ? found : undefined
  } catch {
    return undefined
  }
}

export const removeRunFile = (dataDir: string): void => rmSync(pathOf(dataDir), { force: true })
