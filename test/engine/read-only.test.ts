import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClock } from '#engine/engine.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundled } from '../helpers/bundled.ts'
import { openEngine } from '../helpers/engine.ts'
import { startProgram } from '../helpers/programs.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const bundle = bundled('own-process.ts')

/** Permissions mean nothing to root, who lends the program another user's. Undefined: this user's own. */
const USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined
/** Not on Windows, and not where another user can't read this checkout. */
const POSSIBLE = process.getuid !== undefined && spawnSync(process.execPath, ['-e', "require('better-sqlite3')"], { cwd: import.meta.dirname, ...USER }).status === 0

/** A workspace that was left in good order, and belongs to who runs the program. */
async function workspace(): Promise<string> {
  const dataDir = tempDir()
  const engine = openEngine(dataDir, createClock(), { persons: 5 })
  engine.start()
  await engine.stop(0)
  for (const path of [dataDir, ...readdirSync(dataDir).map((name) => join(dataDir, name))]) if (USER) chownSync(path, USER.uid, USER.gid)
  onTestFinished(() => chmodSync(dataDir, 0o700))
  return dataDir
}

describe.skipIf(!POSSIBLE)('a start on a workspace that may only be read', () => {
  it.each([
    ['its directory', (dataDir: string) => chmodSync(dataDir, 0o500)],
    ['its database', (dataDir: string) => chmodSync(join(dataDir, 'hookwright.db'), 0o400)],
  ])('says so for %s, changes nothing, and works when that was mended', { timeout: 20_000 }, async (_, restrict) => {
    const dataDir = await workspace()
    const database = join(dataDir, 'hookwright.db')
    const before = readFileSync(database)
    restrict(dataDir)
    const refused = startProgram(bundle, { dataDir }, USER)
    expect(await refused.ready).toBe(undefined)
    await refused.ended
    expect(refused.errors()).toMatch(/^StartError: The database .*hookwright\.db can't be written: check its permissions\.$/m)
    expect(readFileSync(database).equals(before)).toBe(true)

    chmodSync(dataDir, 0o700)
    chmodSync(database, 0o600)
    const program = startProgram(bundle, { dataDir }, USER)
    expect(await program.ready, program.errors()).toBeDefined()
  })
})
