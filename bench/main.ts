/** `npm run bench [-- name ...]`: runs the benchmarks, or those named, and prints one table. Exits with 1 when a target was missed. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { table, type Bench, type Line } from './parts/figures.ts'
import { latency } from './latency.ts'
import { receiving } from './receiving.ts'
import { sending } from './sending.ts'
import { spacing } from './spacing.ts'
import { stored } from './stored.ts'
import { ui } from './ui.ts'
import { virtual } from './virtual.ts'
import { workbench } from './workbench.ts'

const BENCHES: readonly Bench[] = [sending, receiving, latency, spacing, virtual, workbench, stored, ui]
/** The figures of every round, for whoever wants to look closer. */
const FIGURES = fileURLToPath(new URL('../.cache/bench.json', import.meta.url))

const named = process.argv.slice(2)
const unknown = named.find((name) => !BENCHES.some((bench) => bench.name === name))
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark ${JSON.stringify(unknown)}: there are ${BENCHES.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}

// The processes that a benchmark started end with it, however it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const lines: Line[] = []
for (const bench of BENCHES) {
  if (named.length > 0 && !named.includes(bench.name)) continue
  lines.push(...(await bench.run((text) => process.stderr.write(`${text}\n`))))
}
const machine = `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}; median (least-most) of the rounds.`
process.stdout.write(`${table(lines)}\n\n${machine}\n`)
mkdirSync(dirname(FIGURES), { recursive: true })
writeFileSync(FIGURES, JSON.stringify({ machine, lines }, null, 2))
if (lines.some(({ target }) => target && !target.met)) process.exitCode = 1
