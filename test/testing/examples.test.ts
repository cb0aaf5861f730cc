/** The examples, each by the tool it is for. What is not on this machine is skipped. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { run, there } from './run.ts'

// Each is a process that starts more of them.
vi.setConfig({ testTimeout: 60_000 })

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HOOKWRIGHT = `'${process.execPath}' '${join(ROOT, 'bin/hookwright.mjs')}'`

const tool = (path: string): string => join(ROOT, 'node_modules', path)

/** Jest is not among what is installed for development, as nothing else here uses it: `npm install --no-save jest` has this run. */
function jest(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js')
  } catch {
    return undefined
  }
}

async function passes(command: string, args: readonly string[], said: RegExp): Promise<void> {
  const { code, output } = await run(command, args, { cwd: ROOT, env: { HOOKWRIGHT } })
  expect(output).toMatch(said)
  expect(code, output).toBe(0)
}

test('node:test', () => passes(process.execPath, ['--test', 'examples/node-test.test.mjs'], /pass 3\n/))

test('Vitest', () => passes(process.execPath, [tool('vitest/vitest.mjs'), 'run', '--root', 'examples', 'vitest.test.mjs'], /2 passed/))

test('Playwright Test', () => passes(process.execPath, [tool('@playwright/test/cli.js'), 'test', '--config', 'examples/playwright.config.mjs'], /2 passed/))

test.skipIf(jest() === undefined)('Jest', () => passes(process.execPath, ['--experimental-vm-modules', jest() ?? '', '--rootDir', 'examples', '--testMatch', '**/jest.test.mjs'], /2 passed/))

test.skipIf(!there('python3'))('Python, with its standard library alone', () => passes('python3', ['-m', 'unittest', 'examples/python/test_receiver.py'], /OK/))

test.skipIf(!there('curl', 'jq'))('a shell, with curl and jq', () => passes('sh', ['examples/shell/receiver-test.sh'], /^ok: /m))
