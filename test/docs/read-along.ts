/** A page as its reader follows it: the lines of its shell blocks are run by a shell, in a directory of their own where `npx hookwright` is ours. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, vi } from 'vitest'
import { FREE_PORTS } from '../cli/hookwright.ts'
import { tempDir } from '../helpers/temp-dir.ts'
import { linesOf, ROOT, type Block } from './blocks.ts'
import { NOT_RUN } from './not-run.ts'

// A page is dozens of processes, one after the other: on a machine that is busy with others that takes its time.
vi.setConfig({ testTimeout: 180_000 })

export interface Reading {
  /** Of the instance that commands find; absent: a new one, which the page starts itself. */
  readonly dataDir?: string
  /** What stands in the page for what is elsewhere here: addresses above all. */
  readonly instead?: Readonly<Record<string, string>>
  /** Lines that are answered with a "no" or cannot be met, by a part of them: their exit code. */
  readonly codes?: Readonly<Record<string, number>>
  readonly env?: Readonly<Record<string, string>>
  /** Programs of other systems, by their name: what they print. */
  readonly programs?: Readonly<Record<string, string>>
}

export interface Said {
  readonly line: string
  readonly code: number
  readonly output: string
}

/** Between what lines say. */
const END = '\u001e'

export function reader({ dataDir = tempDir(), instead = {}, codes = {}, env = {}, programs = {} }: Reading = {}) {
  const dir = tempDir()
  const bin = join(dir, '.bin')
  mkdirSync(bin)
  const program = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const cli = `exec '${process.execPath}' '${join(ROOT, 'out/main/cli.js')}' "$@"`
  program('hookwright', cli)
  program('npx', `shift\n${cli}`)
  for (const [name, prints] of Object.entries(programs)) program(name, `cat <<'END'\n${prints}\nEND`)
  // What a project that installed it has, and what its receivers are made with.
  const modules = join(dir, 'node_modules')
  mkdirSync(modules)
  symlinkSync(ROOT, join(modules, 'hookwright'))
  for (const name of ['express', 'fastify']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
  const shell = (script: string) =>
    spawn('sh', ['-c', script], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: dir, PATH: `${bin}${delimiter}${dirname(process.execPath)}${delimiter}${process.env['PATH']}`, HOOKWRIGHT_DATA: dataDir, ...env } })
  const here = (line: string): string => Object.entries(instead).reduce((changed, [from, to]) => changed.replaceAll(from, to), line)

  /** What runs until it is stopped, which is when the page is read. It says that it is there, and ends well. */
  async function serves(line: string): Promise<Said> {
    const child = shell(`exec ${here(line)} ${FREE_PORTS.join(' ')}`)
    let output = ''
    const ended = once(child, 'close')
    await new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
        if (/Ctrl\+C stops it|"ready":true/.test(output)) resolve()
      })
      void ended.then(() => resolve())
    })
    onTestFinished(async () => {
      child.kill('SIGTERM')
      await ended
      expect([line, child.exitCode]).toEqual([line, 0])
    })
    return { line, code: child.exitCode ?? 0, output }
  }

  return {
    dir,
    /** Runs the lines of a block, one after the other; each must end as it should. Answers what they said. */
    async follow(block: Block): Promise<Said[]> {
      const lines = linesOf(block).filter((line) => !NOT_RUN.some(({ file, text: part }) => file === block.file && line.includes(part)))
      const serving = lines.filter((line) => /\bhookwright serve\b/.test(line))
      const others = lines.filter((line) => !serving.includes(line))
      const started = await Promise.all(serving.map(serves))
      const child = shell(['exec 2>&1', ...others.map((line) => `{ ${here(line)}\n}\nprintf '${END}%s${END}' $?`)].join('\n'))
      const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
      const parts = printed.split(END)
      const said = [...others.map((line, at): Said => ({ line, output: parts[at * 2] ?? '', code: Number(parts[at * 2 + 1] ?? NaN) })), ...started]
      for (const { line, code, output } of said) {
        const wanted = Object.entries(codes).find(([part]) => line.includes(part))?.[1] ?? 0
        expect({ at: `${block.file}:${block.line}`, line, code, output }).toEqual({ at: `${block.file}:${block.line}`, line, code: wanted, output })
      }
      return said
    },
  }
}
