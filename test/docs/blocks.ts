/** The blocks of code of the README and of every page of the docs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
/** Decisions are history: what they show may have been changed since. */
export const FILES = ['README.md', 'AGENTS.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md') && !file.startsWith('decisions')).map((file) => join('docs', file))]

export interface Block {
  readonly file: string
  /** Of its first line in the file. */
  readonly line: number
  readonly kind: string
  /** What stands behind the kind: the name of the file that it is. */
  readonly name: string
  readonly text: string
}

export const BLOCKS: readonly Block[] = FILES.flatMap((file): Block[] => {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/^```(\w*)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({ file, line: text.slice(0, match.index).split('\n').length + 1, kind: match[1] ?? '', name: (match[2] ?? '').trim(), text: match[3] ?? '' }))
})

export const blocksOf = (file: string, kind: string): Block[] => BLOCKS.filter((block) => block.file === file && block.kind === kind)

/** Lines of a shell block as a shell takes them: those that go on below are one. */
export const linesOf = ({ text }: Block): string[] => text.replace(/\\\n\s*/g, ' ').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
