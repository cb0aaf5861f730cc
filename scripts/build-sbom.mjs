// Writes out/sbom.cdx.json, the bill of materials in CycloneDX: what npm installs with the package, and what is bundled into the program and its page.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './setup/quietly.mjs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const sbom = (...args) => JSON.parse(execFileSync(npm, ['sbom', '--sbom-format', 'cyclonedx', '--loglevel=error', ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8, shell: process.platform === 'win32' }))

const bill = sbom('--omit', 'dev')
const bundled = ['main', 'renderer'].flatMap((part) => JSON.parse(readFileSync(join(ROOT, 'out', `bundled-${part}.json`), 'utf8')).map((one) => ({ ...one, part })))
const there = new Set(bill.components.map((one) => one['bom-ref']))
const everything = new Map(sbom().components.map((one) => [one['bom-ref'], one]))
const lost = []
for (const { name, version, part } of bundled) {
  const ref = `${name}@${version}`
  if (there.has(ref)) continue
  const component = everything.get(ref)
  if (component) bill.components.push({ ...component, scope: 'required', properties: [{ name: 'hookwright:bundled', value: `out/${part}` }] })
  else lost.push(ref)
  there.add(ref)
}
if (lost.length > 0) throw new Error(`bundled, and not known to npm: ${lost.join(', ')}`)
// What depends on what is told of those that npm installs; what is bundled is depended on all at once.
const refs = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((one) => one['bom-ref'])])
bill.dependencies = bill.dependencies.filter(({ ref }) => refs.has(ref)).map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }))
writeFileSync(join(ROOT, 'out', 'sbom.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`)
