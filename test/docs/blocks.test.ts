/** Every block of code in the README and the docs: it is what it says it is, and its commands and flags exist. The files beside run them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { createProgram } from '#cli/program.ts'
import { ConfigFile } from '#contract/config-file.ts'
import { parseAnswers } from '#contract/answer-text.ts'
import { Scenario } from '#contract/scenario.ts'
import { readProviderFile } from '#providers/from-file/read.ts'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { BLOCKS, FILES, ROOT, linesOf, type Block } from './blocks.ts'
import { NOT_RUN } from './not-run.ts'
import { startForTest } from '../helpers/hookwright.ts'

const named = (kind: string): [string, Block][] => BLOCKS.filter((block) => block.kind === kind).map((block) => [`${block.file}:${block.line}`, block])

const nothing = () => undefined
const program = await createProgram({ print: nothing, note: nothing, alarm: nothing, progress: nothing, mode: 'interactive', width: 100, paint: (_, text) => text }, [])

/** Words as a shell has them: quotes are taken off, what stands for something is kept as a word. */
const words = (line: string): string[] => [...line.matchAll(/'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"|<>;&]+|[|<>;&]+/g)].map(([word]) => word.replace(/^(['"])([\s\S]*)\1$/, '$2'))

/** What is wrong with a call of ours, as a sentence; undefined: nothing. */
function fault(given: readonly string[]): string | undefined {
  const end = given.findIndex((word) => /^[|<>;&]+$/.test(word) || word === '#' || word.startsWith('#'))
  const own = given.slice(0, end === -1 ? undefined : end)
  let command: Command = program
  let at = 0
  for (; at < own.length; at++) {
    const next = command.commands.find((one) => one.name() === own[at] || one.aliases().includes(own[at] ?? ''))
    if (!next) break
    command = next
  }
  if (command === program) return own[0] === undefined || own[0].startsWith('-') || own[0] === 'help' ? undefined : `there is no command ${own[0]}`
  // A group does what its list does.
  const options = [...command.options, ...(command.commands.find((one) => one.name() === 'list' || one.name() === 'show')?.options ?? []), ...program.options]
  let positional = 0
  for (; at < own.length; at++) {
    const word = own[at] ?? ''
    if (word === '-' || !word.startsWith('-')) {
      positional++
      continue
    }
    const [flag = ''] = word.split('=')
    const option = options.find(({ long, short }) => long === flag || short === flag)
    if (!option && !['--help', '-h'].includes(flag)) return `${command.name()} has no flag ${flag}`
    if (option?.required && !word.includes('=')) at++
  }
  const { registeredArguments: wanted } = command
  if (wanted.some(({ variadic }) => variadic)) return undefined
  return command.commands.length === 0 && positional > wanted.length ? `${command.name()} takes ${wanted.length} words, not ${positional}` : undefined
}

describe('commands', () => {
  const lines = named('sh').flatMap(([name, block]) => linesOf(block).flatMap((line) => {
    const match = /(?:^|[|(&;]\s*|^\S+=\S+ )(?:npx )?hookwright( .*|$)/.exec(line.trim())
    return match ? [[name, line.trim(), match[1] ?? ''] as const] : []
  }))
  test.each(lines)('%s: %s', (_name, _line, rest) => expect(fault(words(rest))).toBeUndefined())
  test('there are many, and a slip would be seen', () => {
    expect(lines.length).toBeGreaterThan(50)
    expect(fault(words('deliveries --folow'))).toContain('--folow')
    expect(fault(words('delivery'))).toContain('no command')
    expect(fault(words('run'))).toBeUndefined()
    expect(fault(words('clock set real now'))).toContain('takes 1')
  })
})

test.each(named('json'))('JSON at %s', (_, { text }) => expect(() => JSON.parse(text) as unknown).not.toThrow())

describe('YAML', () => {
  test.each(named('yaml'))('at %s', async (_, { text }) => {
    const value = parse(text) as Record<string, unknown>
    if (Array.isArray(value['steps'])) {
      expect(Scenario.safeParse(value).error).toBeUndefined()
      const { client } = await startForTest()
      const report = await client.call('playScenario', { body: { text } })
      expect(report.steps.filter(({ status }) => status !== 'passed')).toEqual([])
      expect(report.faults).toEqual([])
    } else if (value['inboxes'] !== undefined || value['registrations'] !== undefined) expect(ConfigFile.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toBeUndefined()
    else if (value['id'] !== undefined && value['triggers'] !== undefined) {
      const read = readProviderFile(text)
      expect('faults' in read ? read.faults : []).toEqual([])
    } else expect(value).toBeTypeOf('object')
  })
})

test.each([...named('js'), ...named('ts')])('JavaScript at %s', (_, { text, kind }) => {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true, fileName: `block.${kind === 'ts' ? 'mts' : 'mjs'}`, compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext } })
  expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([])
})

test('answers in text parse, wherever a document shows some', () => {
  const shown = BLOCKS.flatMap(({ text }) => [...text.matchAll(/--answer '([^']+)'|respond: ([0-9][^"'\n}]*[|x][^"'\n}]*)/g)].map((match) => (match[1] ?? match[2] ?? '').trim()))
  expect(shown.length).toBeGreaterThan(3)
  for (const answers of shown) expect(() => parseAnswers(answers), answers).not.toThrow()
})

describe('links', () => {
  const links = FILES.flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => [file, match[1] ?? ''] as const))
  const anchors = (file: string): string[] => [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) => (match[1] ?? '').toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-'))
  test.each(links)('%s: %s leads somewhere', (file, link) => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? join(ROOT, file) : resolve(ROOT, file, '..', path)
    expect(() => readdirSync(resolve(target, '..')), relative(ROOT, target)).not.toThrow()
    if (path.endsWith('.md')) expect(() => readFileSync(target), relative(ROOT, target)).not.toThrow()
    if (anchor !== undefined && target.endsWith('.md')) expect(anchors(target), link).toContain(anchor)
  })
})

/** The headings of the page are what is printed, `…` for what is another each time: each piece of them stands in the source, near the others. */
describe('docs/troubleshooting.md', () => {
  const sources = ['src', 'bin'].flatMap((dir) => readdirSync(join(ROOT, dir), { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.(ts|tsx|mjs)$/.test(file)).map((file) => readFileSync(join(ROOT, dir, file), 'utf8')))
  const messages = [...readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8').matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '')
  test.each(messages)('%s', (message) => {
    const pieces = message.split('…').map((piece) => piece.trim().replace(/^[:,]\s*/, '')).filter((piece) => /\p{L}{3}/u.test(piece))
    expect(pieces.length).toBeGreaterThan(0)
    expect(sources.some((source) => pieces.every((piece) => source.includes(piece))), pieces.join(' … ')).toBe(true)
  })
})

test('what is not run is named with its reason, and is still there', () => {
  for (const { file, text } of NOT_RUN) expect(BLOCKS.filter((block) => block.file === file && block.text.includes(text)), `${file}: ${text}`).toHaveLength(1)
})

test('a page with commands is read along', () => {
  const read = ['readme', 'cli', 'pages', 'guides'].map((name) => readFileSync(join(ROOT, `test/docs/${name}.test.ts`), 'utf8')).join('\n')
  const pages = new Set(BLOCKS.filter((block) => block.kind === 'sh' && linesOf(block).some((line) => !NOT_RUN.some(({ file, text }) => file === block.file && line.includes(text)))).map(({ file }) => file))
  expect(pages.size).toBeGreaterThan(6)
  for (const file of pages) expect(read, file).toContain(`'${file}'`)
})
