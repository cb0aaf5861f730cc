import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/quietly.mjs'

export const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** Packs into a directory what is built, with types and bill of materials; answers the file. */
export async function pack({ node, quietly, directory }) {
  for (const [what, script] of [['the types', 'build-types.mjs'], ['the bill of materials', 'build-sbom.mjs']]) {
    await quietly(`Making ${what} ...`, `Without ${what} there is no package: what went wrong is above.`, node, [join(ROOT, 'scripts', script)])
  }
  mkdirSync(directory, { recursive: true })
  const told = execFileSync(NPM, ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', directory], { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })
  return join(directory, JSON.parse(told)[0].filename)
}
