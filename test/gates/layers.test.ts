import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every rule of the table once: who breaks it, and by importing what. */
const PLANTED: readonly (readonly [rule: string, from: string, imported: string])[] = [
  ['layer-contract', 'src/contract/a.ts', '#client/fine.ts'],
  ['layer-client', 'src/client/a.ts', '#engine/fine.ts'],
  ['layer-providers', 'src/providers/a/index.ts', '#engine/engine.ts'],
  ['layer-engine', 'src/engine/a.ts', '#control/fine.ts'],
  ['layer-engine', 'src/engine/b.ts', '#providers/fine/index.ts'],
  ['layer-control', 'src/control/a.ts', '#engine/store/fine.ts'],
  ['layer-control', 'src/control/b.ts', '#host/fine.ts'],
  ['layer-gateway', 'src/gateway/a.ts', '#providers/registry.ts'],
  ['layer-host', 'src/host/a.ts', '#engine/deliver/fine.ts'],
  ['layer-testing', 'src/testing/a.ts', '#engine/engine.ts'],
  ['layer-cli', 'src/cli/a.ts', '#engine/engine.ts'],
  ['layer-main', 'src/main/a.ts', '#client/fine.ts'],
  ['layer-preload', 'src/preload/a.ts', '#client/fine.ts'],
  ['layer-renderer', 'src/renderer/a.ts', '#control/fine.ts'],
  ['known-layer', 'src/common/a.ts', '#contract/fine.ts'],
  ['owner-of-electron', 'src/engine/c.ts', 'electron'],
  ['owner-of-react', 'src/client/b.ts', 'react'],
  ['owner-of-react', 'src/cli/b.ts', '@mantine/core'],
  ['owner-of-express', 'src/host/b.ts', 'express'],
  ['owner-of-better-sqlite3', 'src/engine/deliver/a.ts', 'better-sqlite3'],
  ['owner-of-commander', 'src/host/c.ts', 'commander'],
  ['owner-of-pino', 'src/cli/c.ts', 'pino'],
  ['owner-of-@faker-js/faker', 'src/engine/h.ts', '@faker-js/faker'],
  ['contract-needs-zod-alone', 'src/contract/b.ts', 'wouter'],
  ['no-node-in-browser-code', 'src/renderer/b.ts', 'node:fs'],
  ['providers-are-pure', 'src/providers/a/net.ts', 'node:http'],
  ['engine-runs-outside-electron-main', 'src/main/b.ts', '#host/fine.ts'],
  ['providers-do-not-know-each-other', 'src/providers/a/b.ts', '../fine/index.ts'],
  ['features-do-not-know-each-other', 'src/renderer/features/a/a.ts', '../fine/index.ts'],
  ['ui-is-a-leaf', 'src/renderer/ui/a.ts', '#renderer/state/fine.ts'],
  ['store-is-a-leaf', 'src/engine/store/a.ts', '../deliver/fine.ts'],
  ['deliver-and-receive-are-separate', 'src/engine/receive/a.ts', '../deliver/fine.ts'],
  ['layers-meet-by-name', 'src/client/c.ts', '../contract/fine.ts'],
  ['product-does-not-need-tests', 'src/engine/d.ts', '../../test/fine.ts'],
  ['no-cycles', 'src/engine/e.ts', './f.ts'],
  ['resolvable', 'src/engine/g.ts', './nowhere.ts'],
]

/** What the layers need, done as they may. */
const ALLOWED: readonly (readonly [from: string, imported: readonly string[]])[] = [
  ['src/contract/fine.ts', ['zod']],
  ['src/client/fine.ts', ['#contract/fine.ts']],
  ['src/client/fine.test.ts', ['node:http', 'vitest', '../../test/fine.ts']],
  ['src/providers/provider.ts', ['#contract/fine.ts']],
  ['src/providers/registry.ts', ['./provider.ts']],
  ['src/providers/fine/index.ts', ['../provider.ts', 'node:crypto']],
  ['src/engine/engine.ts', ['#providers/provider.ts', '#contract/fine.ts', './deliver/fine.ts']],
  ['src/engine/fine.ts', []],
  // The other half of the planted circle, which is reported once.
  ['src/engine/f.ts', ['./e.ts']],
  ['src/engine/store/fine.ts', ['better-sqlite3']],
  ['src/engine/deliver/fine.ts', ['../store/fine.ts']],
  ['src/control/fine.ts', ['#engine/engine.ts', 'express']],
  ['src/gateway/fine.ts', ['#engine/engine.ts', '#providers/provider.ts', 'express']],
  ['src/host/fine.ts', ['#engine/engine.ts', '#control/fine.ts', '#gateway/fine.ts', '#providers/registry.ts']],
  ['src/testing/fine.ts', ['#host/fine.ts', '#client/fine.ts']],
  ['src/cli/fine.ts', ['#host/fine.ts', '#client/fine.ts', 'commander', 'node:fs']],
  ['src/main/engine-process.ts', ['#host/fine.ts']],
  ['src/main/fine.ts', ['#contract/fine.ts', 'electron']],
  ['src/preload/fine.ts', ['#contract/fine.ts', 'electron']],
  ['src/renderer/state/fine.ts', ['#client/fine.ts', 'zustand']],
  ['src/renderer/features/fine/index.ts', ['../../state/fine.ts', 'react']],
  ['test/fine.ts', ['#host/fine.ts']],
]

test('the layer table refuses each kind of import that it forbids, and no other', { timeout: 60_000 }, () => {
  const dir = tempDir()
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'), 'junction')
  const { imports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { imports: Record<string, string> }
  const packages = ['zod', 'vitest', 'better-sqlite3', 'express', 'commander', 'electron', 'zustand', 'react', '@mantine/core', 'pino', '@faker-js/faker', 'wouter']
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: 'module', imports, dependencies: Object.fromEntries(packages.map((name) => [name, '*'])) }))
  for (const [from, imported] of ALLOWED) plant(dir, from, imported)
  for (const [, from, imported] of PLANTED) plant(dir, from, [imported])

  const found = violations(dir)

  expect(found).toEqual(PLANTED.map(([rule, from]) => `${rule} ${from}`).sort())
})

function plant(dir: string, file: string, imported: readonly string[]): void {
  mkdirSync(join(dir, dirname(file)), { recursive: true })
  // Types count as much as values.
  writeFileSync(join(dir, file), imported.map((from, at) => `import type { x as x${at} } from '${from}'\n`).join('') + 'export type x = unknown\n')
}

function violations(dir: string): string[] {
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [tool, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'test']
  const output = execFileSync(process.execPath, args, { cwd: dir, encoding: 'utf8', maxBuffer: 64 << 20 })
  const { summary } = JSON.parse(output) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return summary.violations.map(({ from, rule }) => `${rule.name} ${from}`).sort()
}
