import type { Command } from 'commander'
import { EXAMPLES } from '#cli/examples.ts'
import { createProgram } from '#cli/program.ts'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const nothing = () => undefined
const silent = { print: nothing, note: nothing, alarm: nothing, progress: nothing, mode: 'interactive' as const, width: 100, paint: (_: string, text: string) => text }
const program = await createProgram(silent, [])

const leaves = (command: Command, path: string): [path: string, command: Command][] =>
  command.commands.length === 0 ? [[path, command]] : command.commands.filter((one) => one.name() !== 'help').flatMap((one) => leaves(one, `${path} ${one.name()}`.trim()))
const COMMANDS = leaves(program, '').filter(([path]) => path !== 'complete')
/** What prints no data: a script for a shell. */
const NO_JSON = new Set(['completion'])

function help(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (more) => void (text += more), getOutHelpWidth: () => 120 })
  command.outputHelp()
  return text
}

test('no example is of a command that there is not', () => {
  expect(Object.keys(EXAMPLES).filter((path) => !COMMANDS.some(([known]) => known === path))).toEqual([])
})

describe.each(COMMANDS)('hookwright %s', (path, command) => {
  test('says what it does, with an example that is this command', () => {
    expect(command.description()).not.toBe('')
    const [, examples] = help(command).split('\nExamples:\n')
    expect(examples, 'examples').toBeDefined()
    expect(examples).toMatch(new RegExp(`^  (.*\\| |[A-Z_]+=\\S+ )?hookwright ${path.replace(/ list$/, '( list)?')}\\b`, 'm'))
  })

  test('has the flags that its examples use', () => {
    const flags = command.options.flatMap(({ long, short }) => [long, short])
    for (const line of EXAMPLES[path] ?? []) {
      // What is in quotes, or behind a pipe, is not ours.
      const ours = line.replace(/'[^']*'|"[^"]*"/g, '').split('|').find((part) => part.includes('hookwright')) ?? ''
      for (const [flag] of ours.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)) expect(flags, line).toContain(flag)
    }
  })

  test('describes every argument and flag', () => {
    for (const argument of command.registeredArguments) expect(argument.description, argument.name()).toBeTruthy()
    for (const option of command.options) expect(option.description, option.flags).toBeTruthy()
  })

  test('takes --json', () => {
    expect(command.options.some(({ long }) => long === '--json')).toBe(!NO_JSON.has(path))
  })

  test('stands in docs/cli.md', () => {
    const [first = ''] = path.split(' ')
    expect(readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')).toMatch(new RegExp(`^\\| \\[\`${first}\\b`, 'm'))
  })
})
