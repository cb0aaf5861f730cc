import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, SetupError, run, say } from '../setup/quietly.mjs'
import { setUp } from '../setup/set-up.mjs'
import { RESULTS, STEPS, countsOf } from './steps.mjs'

const PARTS = [...new Set(STEPS.map(({ part }) => part))]
/** What may run side by side, two steps at a time: the gates; and the desktop tests, one at a time and mostly waiting, beside the units. The pages use every core by themselves. */
const ROUNDS = [['gates'], ['unit', 'desktop'], ['e2e']]
const TWO = 2
const COMPILED = join(ROOT, '.cache', 'compiled')
/** Far beyond what any step takes; one that hangs is to be reported, not waited for. */
const STEP_MS = 15 * 60_000

/** `npm test`, or with names of parts only those; what follows `--` goes to the tools of the one part that is named. */
export async function main(args) {
  const cut = args.indexOf('--')
  const parts = cut < 0 ? args : args.slice(0, cut)
  const extra = cut < 0 ? [] : args.slice(cut + 1)
  const unknown = parts.find((part) => !PARTS.includes(part))
  if (unknown !== undefined) throw new SetupError(`There is no part "${unknown}": the parts are ${PARTS.join(', ')}.`)
  const steps = parts.length === 0 ? STEPS : STEPS.filter(({ part }) => parts.includes(part))

  const begun = Date.now()
  const { node, chromium } = await setUp({ chromium: steps.some(({ part }) => part === 'desktop' || part === 'e2e') })
  report(true, 'set-up', begun)
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  // Hundreds of processes of the same few programs are started: each finds what the first has compiled.
  const env = { NODE_COMPILE_CACHE: COMPILED, ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}`, ...(chromium && { HOOKWRIGHT_CHROMIUM: chromium }) }

  const failed = []
  const runStep = async (step) => {
    if (!(await passes(step, node, extra, env))) failed.push(step.name)
  }
  for (const together of ROUNDS) await sideBySide(steps.filter(({ part }) => together.includes(part)), runStep)

  const tests = steps.filter(({ result }) => result)
  const total = sum(tests)
  if (tests.length > 0 && total.passed + total.failed === 0) failed.push('no test ran')
  say(`\n${seconds(begun)} in all.${failed.length > 0 ? ` Failed: ${failed.join(', ')}.` : ''}`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  return failed.length > 0 ? 1 : 0
}

async function passes(step, node, extra, env) {
  const begun = Date.now()
  const { code, output } = await run(node, [...step.args, ...extra], { env: { ...env, ...step.env }, timeoutMs: STEP_MS })
  const counts = step.result && countsOf(step)
  const ok = code === 0 && (!step.result || (counts !== undefined && counts.failed === 0))
  report(ok, step.name, begun, counts)
  if (!ok) say(`\n${output.trim()}\n${code === null ? `(ended after ${STEP_MS / 60_000} minutes)\n` : ''}`)
  return ok
}

/** Two at a time: there are as many cores at least. The long one is first. */
async function sideBySide(steps, work) {
  const waiting = [...steps]
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await work(step)
  }
  await Promise.all(Array.from({ length: TWO }, worker))
}

function sum(tests) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const step of tests) {
    for (const [key, value] of Object.entries(countsOf(step) ?? {})) total[key] += value
  }
  return total
}

function report(ok, name, begun, counts) {
  const told = counts ? `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : ''
  say(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(44)} ${seconds(begun).padStart(8)}${told}`)
}

const seconds = (begun) => `${((Date.now() - begun) / 1000).toFixed(1)} s`
