import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 60_000 })

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const quick = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] })
// In CI the parser reads each file once, from the disk: here it is to see another text under a file's name.
const typed = new ESLint({ cwd: ROOT, overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } }] })

/** Rules that object to `code` if it stood in `file`. */
async function objections(file: string, code: string, eslint = quick): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${ROOT}${file}` })
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))]
}

const CLOCK_READERS = [
  'export const t = Date.now()',
  'export const t = new Date()',
  'export const t = Date()',
  'export const t = performance.now()',
  'export const t = globalThis.Date.now()',
  'setTimeout(() => 1, 5)',
  'globalThis.setInterval(() => 1, 5)',
  "import { setTimeout as pause } from 'node:timers/promises'\nexport const t = pause",
  'export const s = AbortSignal.timeout(5)',
]

describe('time comes from the clock', () => {
  test.each(['src/engine/x.ts', 'src/engine/deliver/x.ts', 'src/providers/members/x.ts', 'src/control/x.ts'])('in %s', async (file) => {
    for (const code of CLOCK_READERS) expect(await objections(file, code), code).toEqual([expect.stringMatching(/^no-restricted-/)])
  })

  test('which itself may read it, and a known time may be put into words anywhere', async () => {
    for (const code of CLOCK_READERS) expect(await objections('src/engine/clock.ts', code), code).toEqual([])
    expect(await objections('src/engine/x.ts', 'export const words = (ms: number): string => new Date(ms).toISOString()')).toEqual([])
  })
})

describe('tests', () => {
  test.each([
    "import { setTimeout as pause } from 'node:timers/promises'\nawait pause(5)",
    'await new Promise((resolve) => setTimeout(resolve, 5))',
    'export const f = (page: { waitForTimeout(ms: number): void }): void => page.waitForTimeout(5)',
  ])('do not sleep: %s', async (code) => {
    for (const file of ['test/engine/x.test.ts', 'src/engine/x.test.ts', 'test/e2e/x.spec.ts']) expect(await objections(file, code)).toEqual([expect.stringMatching(/^no-restricted-/)])
  })

  test.each(['only', 'skip', 'todo', 'fixme'])('are all run: .%s', async (what) => {
    for (const suite of ['it', 'test', 'describe']) {
      const code = `import { ${suite} } from 'vitest'\n${suite}.${what}('x', () => undefined)`
      expect(await objections('test/engine/x.test.ts', code)).toEqual(['no-restricted-syntax'])
    }
  })
})

describe('everywhere', () => {
  test.each([
    ['max-lines', 'src/engine/x.ts', 'export {}\n'.repeat(301)],
    ['hookwright/kebab-case-file', 'src/renderer/ui/StatusBar.tsx', 'export const StatusBar = 1'],
    ['hookwright/kebab-case-file', 'src/engine/retry_policy.ts', 'export const a = 1'],
    ['@typescript-eslint/no-explicit-any', 'src/engine/x.ts', 'export const f = (x: any): unknown => x'],
    ['no-console', 'src/engine/x.ts', 'console.log(1)'],
    ['react-hooks/rules-of-hooks', 'src/renderer/x.tsx', "import { useState } from 'react'\nexport function X() {\n  if (Math.PI > 3) useState(1)\n  return null\n}"],
  ])('%s in %s', async (rule, file, code) => {
    expect(await objections(file, code)).toEqual([rule])
  })

  test('no comment switches a check off', async () => {
    const silenced = '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const f = (x: any): unknown => x'
    expect(await objections('src/engine/x.ts', silenced)).toEqual(expect.arrayContaining(['hookwright/no-silencing', '@typescript-eslint/no-explicit-any']))
    const ignored = `// @ts-${'ignore'}\nexport const a: string = 1`
    expect(await objections('src/engine/x.ts', ignored)).toContain('hookwright/no-silencing')
  })

  test('a promise that nobody waits for', async () => {
    expect(await objections('src/contract/ready.ts', 'export const f = (): void => {\n  Promise.resolve(1)\n}', typed)).toEqual(['@typescript-eslint/no-floating-promises'])
  })
})

describe('colours, distances and durations come from tokens.css', () => {
  const rule = 'hookwright/tokens-only'
  test.each(['color: #fff', 'color: white', 'background: rgb(0 0 0 / 50%)', 'border: 1px solid var(--border)', 'padding: 0.5rem', 'gap: 0.5rem 1rem', 'font-size: 0.8rem', 'transition: color 90ms'])('not: %s', async (declaration) => {
    expect(await objections('src/renderer/ui/x.module.css', `.x {\n  ${declaration};\n}\n`)).toEqual([rule])
  })

  test.each(['color: var(--text)', 'border: var(--hairline) solid transparent', 'padding: 0 var(--space-4)', 'width: 12rem', 'color: currentcolor'])('but: %s', async (declaration) => {
    expect(await objections('src/renderer/ui/x.module.css', `.x {\n  ${declaration};\n}\n`)).toEqual([])
    expect(await objections('src/renderer/ui/tokens.css', ':root {\n  --text: #1a1f27;\n}\n')).toEqual([expect.stringContaining('ignored')])
  })

  test('in scripts too', async () => {
    for (const code of ["export const ink = '#1a1f27'", "export const ink = 'rgb(1 2 3)'"]) expect(await objections('src/renderer/ui/x.ts', code)).toEqual(['hookwright/tokens-only-in-scripts'])
    expect(await objections('src/renderer/ui/x.ts', "export const link = '#room'")).toEqual([])
  })
})
