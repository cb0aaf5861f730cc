// Packs what would be published and has publint and arethetypeswrong look at it: whether it can be imported, and typed, as package.json says;
// then installs it into an empty project, and uses it there as its readers would.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { pack } from './package/pack.mjs'
import { tryOut } from './package/try-out.mjs'
import { newerNode } from './setup/dependencies.mjs'
import { ROOT, quietly } from './setup/quietly.mjs'

/** The module is ESM alone: what still calls `require` of old, or knows no `exports`, is told so by Node itself. */
const KNOWN = new Set([
  'CJSResolvesToESM',
  // `main` is for Electron, which asks no `exports`; the package has no module of its own name.
  'EXPORTS_MISSING_ROOT_ENTRYPOINT',
])
const OLD = 'node10'

const folder = mkdtempSync(join(tmpdir(), 'hookwright-pack-'))
try {
  const node = await newerNode()
  const path = await pack({ node, quietly, directory: folder })
  const tarball = readFileSync(path)
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { messages } = await publint({ strict: true, pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) } })
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(tarball))
  const faults = [
    ...messages.filter(({ code }) => !KNOWN.has(code)).map((message) => `publint: ${formatMessage(message, manifest)}`),
    ...(types ? [] : ['arethetypeswrong: there are no types in the package.']),
    ...(await tryOut(path, folder, node)).map((sentence) => `in an empty project: ${sentence}`),
    ...problems.filter(({ kind, resolutionKind }) => !KNOWN.has(kind) && resolutionKind !== OLD).map((problem) => `arethetypeswrong: ${JSON.stringify(problem)}`),
  ]
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
