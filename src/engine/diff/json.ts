/** Two JSON documents, path by path. */
import type { BodyDiff, PathDiff } from '#contract/diff.ts'
import { alignChanged } from './align.ts'
import { cutText } from './bounds.ts'
import { compact, type JsonTree, type ReadJson } from './json-tree.ts'

/** Gives equal values equal numbers, the order of names aside. Numbers are equal when their digits are, strings when their characters are. */
function createNumbering(): (tree: JsonTree) => number {
  const numbers = new Map<string, number>()
  const known = new WeakMap<JsonTree, number>()
  const numberOf = (shape: string): number => {
    const number = numbers.get(shape) ?? numbers.size
    numbers.set(shape, number)
    return number
  }
  const shapeOf = (tree: JsonTree): string => {
    if (tree.kind === 'scalar') return tree.text.startsWith('"') ? `"${JSON.parse(tree.text) as string}` : tree.text
    if (tree.kind === 'array') return `[${tree.items.map(number).join()}`
    return `{${tree.members.map(({ key, value }) => `${numberOf(`:${key}`)}:${number(value)}`).sort().join()}`
  }
  function number(tree: JsonTree): number {
    const before = known.get(tree)
    if (before !== undefined) return before
    const now = numberOf(shapeOf(tree))
    known.set(tree, now)
    return now
  }
  return number
}

const pointer = (path: string, step: string | number): string => `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Every path that differs, in the order in which they stand: empty when both say the same. Elements that were put in or taken out of an array are told as that. */
export function diffJson(a: JsonTree, b: JsonTree): PathDiff[] {
  const numberOf = createNumbering()
  const found: PathDiff[] = []
  const side = (path: string, tree: JsonTree) => ({ path, value: cutText(compact(tree)) })

  function compare(a: JsonTree | undefined, pathA: string, b: JsonTree | undefined, pathB: string): void {
    if (!a || !b) {
      if (a) found.push({ mark: 'removed', a: side(pathA, a), b: null })
      else if (b) found.push({ mark: 'added', a: null, b: side(pathB, b) })
      return
    }
    if (numberOf(a) === numberOf(b)) return
    if (a.kind === 'array' && b.kind === 'array') {
      for (const [atA, atB] of alignChanged(a.items.map(numberOf), b.items.map(numberOf))) {
        compare(atA === null ? undefined : a.items[atA], pointer(pathA, atA ?? ''), atB === null ? undefined : b.items[atB], pointer(pathB, atB ?? ''))
      }
    } else if (a.kind === 'object' && b.kind === 'object') {
      const inA = new Set(a.members.map(({ key }) => key))
      const inB = new Map(b.members.map(({ key, value }) => [key, value]))
      for (const { key, name, value } of a.members) compare(value, pointer(pathA, name), inB.get(key), pointer(pathB, name))
      for (const { key, name, value } of b.members) if (!inA.has(key)) compare(undefined, '', value, pointer(pathB, name))
    } else found.push({ mark: 'changed', a: side(pathA, a), b: side(pathB, b) })
  }

  compare(a, '', b, '')
  return found
}

/** How two texts of the same JSON differ. */
export function spellingOf(a: ReadJson, b: ReadJson): BodyDiff['spelling'] {
  const sorted = (tokens: readonly string[]): string => [...tokens].sort().join('\n')
  const read = (token: string): string => (token.startsWith('"') ? `"${JSON.parse(token) as string}` : token)
  const isSame = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((token, at) => token === other[at])
  const spelling: BodyDiff['spelling'] = []
  if (!isSame(a.tokens.map(read), b.tokens.map(read))) spelling.push('order')
  if (sorted(a.tokens) !== sorted(b.tokens)) spelling.push('escapes')
  return spelling
}
