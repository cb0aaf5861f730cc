import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { NEEDED, atLeast, findNewerNode } from '../../bin/newer-node.mjs'
import { ROOT, SetupError, quietly, run } from './quietly.mjs'

/** Installs what package-lock.json names, when node_modules does not already hold exactly that. */
export async function installDependencies() {
  if (isInstalled()) return
  const [command, args] = npm()
  await quietly(
    'Installing dependencies (npm ci) ...',
    'The dependencies could not be installed: what npm says is above.',
    command,
    [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { shell: process.platform === 'win32' && args.length === 0 },
  )
}

/**
 * npm writes what it has really installed into node_modules/.package-lock.json, as its last step. What it lacks may only
 * be packages for other platforms.
 */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'))
  if (!wanted) throw new SetupError('package-lock.json is missing or damaged; get it back from the repository.')
  if (!present) return false
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue
    const here = present[path]
    if (here ? here.version !== entry.version || here.integrity !== entry.integrity : !entry.optional) return false
  }
  return Object.keys(present).every((path) => path in wanted)
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The npm that runs us, else the one on PATH. */
function npm() {
  const cli = process.env.npm_execpath
  if (cli && basename(cli) === 'npm-cli.js' && existsSync(cli)) return [process.env.npm_node_execpath ?? process.execPath, [cli]]
  return ['npm', []]
}

/** The Node that builds and runs the program: npm's `node` package, so that everybody has the same; else the one running this. */
export async function newerNode() {
  const found = findNewerNode(import.meta.url)
  if (found && (await works(found))) return found
  if (atLeast(process.version, NEEDED)) return process.execPath
  const folder = join(ROOT, 'node_modules', 'node')
  if (!existsSync(folder)) throw new SetupError('The npm package "node" is not installed; run "npm ci".')
  const sentence = `A Node ${NEEDED} or newer is needed, this is ${process.version}, and npm's "node" package could not bring one.`
  // Install scripts are off (.npmrc); this one brings the binary.
  const output = await quietly('Fetching a newer Node ...', sentence, process.execPath, ['installArchSpecificPackage'], { cwd: folder })
  const fetched = findNewerNode(import.meta.url)
  if (fetched && (await works(fetched))) return fetched
  throw new SetupError(sentence, output)
}

async function works(node) {
  const { code, output } = await run(node, ['--version'])
  return code === 0 && atLeast(output.trim(), NEEDED)
}
