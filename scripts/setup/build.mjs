import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, quietly } from './quietly.mjs'

const STAMP = join(ROOT, 'out', '.built-from')
const FILES = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json', 'tsconfig.json', 'tsconfig.node.json', 'tsconfig.web.json']
const RESULTS = ['out/main/index.js', 'out/main/cli.js', 'out/main/testing.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Builds everything into out/, unless it was built from exactly the sources that are here. */
export async function buildWhatIsStale(node) {
  const sources = fingerprint()
  if (RESULTS.every((file) => existsSync(join(ROOT, file))) && stamp() === sources) return
  await build(node)
  writeFileSync(STAMP, sources)
}

async function build(node) {
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  await quietly('Building ...', 'The program could not be built: what the builder says is above.', node, [tool, 'build', '--logLevel', 'warn'])
}

/** By content, not by time: a checkout of another commit and back is not a change. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of [...FILES.map((name) => join(ROOT, name)), ...sourcesIn(join(ROOT, 'src'))]) {
    hash.update(relative(ROOT, file)).update('\0').update(existsSync(file) ? readFileSync(file) : '').update('\0')
  }
  return hash.digest('hex')
}

function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function stamp() {
  try {
    return readFileSync(STAMP, 'utf8')
  } catch {
    return undefined
  }
}
