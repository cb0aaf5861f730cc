/** docs/security.md says where each point is done and which test shows it: both are there. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }

const ROOT = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
/** Rows of its tables: the first cell, the file where it is done, the file of its test, and how that test is called. */
const ROWS = [...read('docs/security.md').matchAll(/^\| ([^|]+) \|.*\| `([^`]+)` \| `([^`]+)`: ([^|]+) \|$/gm)].map(([, first = '', where = '', file = '', name = '']) => ({ first, where, file, name: name.trim() }))

test('every point of Electron’s checklist has its row', () => {
  expect(ROWS.slice(0, 20).map(({ first }) => first)).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 1)))
  expect(ROWS.length).toBeGreaterThan(30)
})

test.each(ROWS)('$first: done in $where, shown by $file', ({ where, file, name }) => {
  expect(existsSync(join(ROOT, where))).toBe(true)
  expect(name).not.toBe('')
  expect(read(file)).toContain(name)
})

test('Electron is pinned to one version', () => {
  expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
})

test('the shell stays thin', () => {
  const lines = readdirSync(join(ROOT, 'src/main')).reduce((sum, file) => sum + read(join('src/main', file)).split('\n').length - 1, 0)
  const most = Number(/at most (\d+) lines in all/.exec(read('docs/architecture.md'))?.[1])
  expect(lines).toBeLessThanOrEqual(most)
})
