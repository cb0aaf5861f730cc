/**
 * JSON as it is written: numbers with all their digits, names in order and as often as they stand there. `JSON.parse` keeps none of that, so
 * it only says here whether the text is JSON at all; the tokens are then easy to find.
 */

export type JsonTree =
  /** A string, number, `true`, `false` or `null`, as written. */
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }

export interface Member {
  /** Without its escapes; from the second of a name on, `name#2`. */
  readonly name: string
  /** What no other member of the object has, whatever their names are. */
  readonly key: string
  /** As written, quotes included. */
  readonly written: string
  readonly value: JsonTree
}

export interface ReadJson {
  readonly tree: JsonTree
  readonly tokens: readonly string[]
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g
/** Deeper ones are compared as text: what walks them calls itself. */
const DEEPEST = 200

/** Undefined: it is no JSON, or nested too deeply. */
export function readJson(text: string): ReadJson | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  const tokens = text.match(TOKEN) ?? []
  const tree = build(tokens)
  return tree && { tree, tokens }
}

interface Open {
  readonly tree: { kind: 'array'; items: JsonTree[] } | { kind: 'object'; members: Member[] }
  readonly seen: Map<string, number>
  /** The name whose value is to come, as written. */
  name: string | null
}

/** @param tokens of valid JSON. */
function build(tokens: readonly string[]): JsonTree | undefined {
  const open: Open[] = []
  let root: JsonTree | undefined
  const place = (value: JsonTree): void => {
    const parent = open.at(-1)
    if (!parent) root = value
    else if (parent.tree.kind === 'array') parent.tree.items.push(value)
    else {
      const written = parent.name ?? '""'
      const name = JSON.parse(written) as string
      const times = (parent.seen.get(name) ?? 0) + 1
      parent.seen.set(name, times)
      parent.tree.members.push({ name: times === 1 ? name : `${name}#${times}`, key: `${times} ${name}`, written, value })
      parent.name = null
    }
  }
  for (const token of tokens) {
    const parent = open.at(-1)
    if (token === ',' || token === ':') continue
    if (token === '}' || token === ']') open.pop()
    else if (token === '{' || token === '[') {
      if (open.length === DEEPEST) return undefined
      const tree: Open['tree'] = token === '[' ? { kind: 'array', items: [] } : { kind: 'object', members: [] }
      place(tree)
      open.push({ tree, seen: new Map(), name: null })
    } else if (parent?.tree.kind === 'object' && parent.name === null) parent.name = token
    else place({ kind: 'scalar', text: token })
  }
  return root
}

/** On one line, each token as written. */
export function compact(tree: JsonTree): string {
  if (tree.kind === 'scalar') return tree.text
  if (tree.kind === 'array') return `[${tree.items.map(compact).join(',')}]`
  return `{${tree.members.map(({ written, value }) => `${written}:${compact(value)}`).join(',')}}`
}

/** Indented lines, each token as written; at most `most` of them. */
export function indented(tree: JsonTree, most: number): string[] {
  const lines: string[] = []
  const add = (value: JsonTree, indent: string, before: string, after: string): void => {
    if (lines.length >= most) return
    const inner = value.kind === 'scalar' ? [] : value.kind === 'array' ? value.items.map((item) => ['', item] as const) : value.members.map((m) => [`${m.written}: `, m.value] as const)
    if (value.kind === 'scalar' || inner.length === 0) return void lines.push(`${indent}${before}${compact(value)}${after}`)
    lines.push(`${indent}${before}${value.kind === 'array' ? '[' : '{'}`)
    for (const [at, [name, item]] of inner.entries()) {
      if (lines.length >= most) return
      add(item, `${indent}  `, name, at === inner.length - 1 ? '' : ',')
    }
    lines.push(`${indent}${value.kind === 'array' ? ']' : '}'}${after}`)
  }
  add(tree, '', '', '')
  return lines
}
