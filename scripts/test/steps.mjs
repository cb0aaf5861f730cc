import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/quietly.mjs'

export const RESULTS = join(ROOT, '.cache', 'test')

const tool = (path) => join(ROOT, 'node_modules', path)
const vitest = (part) => ({
  part,
  name: part === 'unit' ? 'unit and integration tests' : 'desktop tests (on a stand-in for Electron)',
  args: [tool('vitest/vitest.mjs'), 'run', '--project', part, '--reporter=default', '--reporter=json', `--outputFile.json=${resultOf(part)}`],
  result: resultOf(part),
  count: countVitest,
})

function resultOf(part) {
  return join(RESULTS, `${part}.json`)
}

/** Types are made by the million, and kept: with more room for the new ones the collector copies them less often. */
const ROOMY = '--max-semi-space-size=64'

/** What CI runs. */
export const STEPS = [
  { part: 'gates', name: 'lint', args: [ROOMY, tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  { part: 'gates', name: 'package', args: [join(ROOT, 'scripts', 'check-package.mjs')] },
  // Each of several checkers would work out the same types of the contract again.
  { part: 'gates', name: 'types', args: [tool('typescript-native/bin/tsc'), '-b', '--checkers', '1'] },
  { part: 'gates', name: 'layers', args: [tool('dependency-cruiser/bin/dependency-cruiser.mjs'), 'src', 'test', 'bin', 'scripts', 'bench'] },
  { part: 'gates', name: 'unused code and dependencies', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { part: 'gates', name: 'OpenAPI document', args: [join(ROOT, 'scripts', 'build-openapi.mjs'), '--check'] },
  { part: 'gates', name: 'provider types', args: [join(ROOT, 'scripts', 'build-provider-types.mjs'), '--check'] },
  { part: 'gates', name: 'reference', args: [join(ROOT, 'scripts', 'build-reference.mjs'), '--check'] },
  vitest('unit'),
  {
    part: 'e2e',
    name: 'end-to-end tests in Chromium',
    args: [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: resultOf('e2e') },
    result: resultOf('e2e'),
    count: countPlaywright,
  },
  vitest('desktop'),
]

/** Vitest's own JSON. A file that could not even be loaded has no tests in it to count, so it is told apart. */
function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests }
}

/** Playwright's own JSON. A test that passed only when it was repeated has failed. */
function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

/** The counts a step has left behind, or undefined when it never got to its tests. */
export function countsOf({ result, count }) {
  return existsSync(result) ? count(JSON.parse(readFileSync(result, 'utf8'))) : undefined
}
