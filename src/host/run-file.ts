/** How a second process finds the first: a file in the data directory, for its owner's eyes only, holding the ready line. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ready } from '#contract/ready.ts'

const pathOf = (dataDir: string): string => join(dataDir, 'run.json')

/** Replaced in one step, so that a reader never sees half of it. */
export function writeRunFile(dataDir: string, ready: Ready): void {
  const path = pathOf(dataDir)
  const next = `${path}.${ready.pid}`
  writeFileSync(next, `${JSON.stringify(ready)}\n`, { mode: 0o600 })
  renameSync(next, path)
}

/** Undefined when none runs there, or the file is not one of ours. It may be left over from a process that was killed: try it. */
export function readRunFile(dataDir: string): Ready | undefined {
  try {
    const parsed = Ready.safeParse(JSON.parse(readFileSync(pathOf(dataDir), 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export const removeRunFile = (dataDir: string): void => rmSync(pathOf(dataDir), { force: true })
