/**
 * Program and page have the code, styles and fonts of others in them: their terms go with each as `licences.txt`, and a list names them for the bill of
 * materials. Looks at every module that the build has read, as fonts come in by style sheets.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
  /** Its own words; null where it has none beside its code. */
  readonly text: string | null
}

/** @param file where the list of what is bundled goes. */
export function licences(file: string): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const found = new Map<string, Package>()
      for (const id of this.getModuleIds()) {
        const one = packageOf(id)
        if (one) found.set(`${one.name}@${one.version}`, one)
      }
      const all = [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: `${all.map(said).join(`\n\n${'-'.repeat(80)}\n\n`)}\n` })
      // The first build of a clone has no folder for it yet: what is bundled is written after this.
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify(all.map(({ text, ...one }) => ({ ...one, hasText: text !== null })), null, 1)}\n`)
    },
  }
}

const said = ({ name, version, license, text }: Package): string => `${name} ${version}\n${license}\n\n${text ?? 'It has no text of its own beside its code.'}`

/** Of a file in node_modules: the directory above it that names and numbers a package. */
function packageOf(id: string): Package | undefined {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '')
  if (!path.includes('/node_modules/')) return undefined
  for (let at = dirname(path); at.includes('/node_modules/'); at = dirname(at)) {
    const manifest = join(at, 'package.json')
    if (!existsSync(manifest)) continue
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string; license?: string }
    if (name === undefined || version === undefined) continue
    const file = readdirSync(at).find((one) => /^(licen[cs]e|copying|ofl)/i.test(one))
    return { name, version, license: license ?? 'unknown', text: file === undefined ? null : readFileSync(join(at, file), 'utf8').trim() }
  }
  return undefined
}
