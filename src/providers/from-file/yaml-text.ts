/** YAML, and so JSON, with where each thing stands. Whole numbers keep their digits; what is too deep or grows by aliases is refused. */
import type { FileFault } from '#contract/provider-file.ts'
import { isAlias, isCollection, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, stringify, visit, type Document } from 'yaml'

export type Path = readonly (string | number)[]
export interface Place {
  readonly line: number
  readonly column: number
}

const MOST_DEPTH = 64
/** Nodes, after aliases are followed once each: none is followed twice over. */
const ALIASES = 'aliases (*name) are not taken here: write the value where it is meant'

export type YamlRead = { readonly value: unknown; place(path: Path, key?: string): Place } | { readonly faults: FileFault[] }

export function readYaml(text: string): YamlRead {
  const lines = new LineCounter()
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const refuse = (message: string, offset = 0): YamlRead => ({ faults: [{ ...at(offset), path: '', message }] })
  try {
    const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true, prettyErrors: false, uniqueKeys: true, version: '1.2', schema: 'core' })
    // One slip makes the parser stumble over all that follows on the line: the first of each line says it.
    const slips = document.errors.map(({ pos, message }) => ({ ...at(pos[0]), path: '', message: `not valid YAML: ${message}` }))
    if (slips.length > 0) return { faults: slips.filter(({ line }, index) => slips.findIndex((one) => one.line === line) === index) }
    const wrong = unfit(document)
    if (wrong) return refuse(wrong.message, wrong.offset)
    return { value: withNumbers(document.toJS()), place: (path, key) => at(offsetOf(document, path, key)) }
  } catch (error) {
    // The parser calls itself for each level: what is nested deeper than the stack ends here.
    if (error instanceof RangeError) return refuse(`the file is nested deeper than ${MOST_DEPTH} levels`)
    return refuse(`not valid YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** @param head lines before it, each a comment. */
export const writeYaml = (value: unknown, head = ''): string => head + stringify(value, { aliasDuplicateObjects: false, lineWidth: 140 })

function unfit(document: Document): { message: string; offset: number } | undefined {
  let found: { message: string; offset: number } | undefined
  visit(document, {
    Node(_key, node, path) {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) found = { message: ALIASES, offset }
      else if (path.filter(isCollection).length >= MOST_DEPTH) found = { message: `the file is nested deeper than ${MOST_DEPTH} levels`, offset }
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

/** Whole numbers that fit are numbers again. */
function withNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(withNumbers)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner)]))
  return value
}

/** Of the value at the path, or of its nearest ancestor that is there; `key`: of that key itself. */
function offsetOf(document: Document, path: Path, key?: string): number {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const [depth, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step)) : undefined
    if (pair && isScalar(pair.key)) {
      offset = pair.key.range?.[0] ?? offset
      if (key !== undefined && depth === path.length - 1) return offset
    }
    const next: unknown = pair ? pair.value : isCollection(node) && !isMap(node) ? node.get(Number(step), true) : undefined
    if (next === undefined) return offset
    node = next
    // A map as a value begins on the next line; its key says better where it is.
    if (isScalar(node) || !pair) offset = isNode(node) ? (node.range?.[0] ?? offset) : offset
  }
  return offset
}
