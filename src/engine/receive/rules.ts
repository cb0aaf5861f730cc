/**
 * Conditions of rules, compiled once. What they look at comes from strangers, so regular expressions are RE2's (linear in the text), a body is
 * read up to a size, and a JSONPath may look everywhere only once.
 */
import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3'
import { RE2JS } from 're2js'
import type { Headers } from '#contract/common.ts'
import { parseJson } from '#contract/json-text.ts'
import type { Rule, When } from '#contract/rule.ts'

/** Longest body that is looked into, bytes. */
const BODY_BYTES = 2 ** 20
/** Longest text of a value that a regular expression is searched for in, characters. */
const VALUE_LENGTH = 65_536

/** What rules look at. `body` null: it has not been read yet. */
export interface Looked {
  readonly method: string
  /** As on the request line, with the name of the inbox. */
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer | null
}

/** The body decides, and is not there yet. */
export const NOT_READ = Symbol('not read')
/** What of a request does not fit; null: it holds. */
type Held = string | typeof NOT_READ | null
type Condition = (request: Looked, json: () => unknown) => Held

const paths = new JSONPathEnvironment()
// They bring regular expressions of JavaScript, which take as long as a stranger likes.
paths.functionRegister.delete('match')
paths.functionRegister.delete('search')

/** @throws Error that says what is wrong with it. */
export function compilePath(path: string): JSONPathQuery {
  const many = /\.\.|\?/g
  if ((path.replace(/"[^"]*"|'[^']*'/g, '').match(many) ?? []).length > 2 || path.lastIndexOf('$') > 0) throw new Error('it may hold ".." and "?" twice together, and "$" only at its beginning')
  return paths.compile(path)
}

/** @throws Error that says what is wrong with it. */
export const compilePattern = (pattern: string): RE2JS => RE2JS.compile(pattern)

/** `*` stands for anything within a segment, `**` for anything at all. */
export function compileGlob(glob: string): RE2JS {
  const parts = glob.split(/(\*\*|\*)/).map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : RE2JS.quote(part)))
  return RE2JS.compile(`^(?s:${parts.join('')})$`)
}

/** What follows the name of the inbox, without the query. */
const pathOf = (target: string): string => /^(?:https?:\/\/[^/?#]*)?\/[^/?#]*([^?#]*)/i.exec(target)?.[1] || '/'

/** As it stands in messages: short, and in one line. */
const shown = (value: unknown): string => {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function found(regex: RE2JS, value: string): boolean {
  return regex.matcher(value.slice(0, VALUE_LENGTH)).find()
}

/** Scalars as people compare them: 5 is 5, also where it has 64 bits. */
const same = (value: unknown, wanted: unknown): boolean => value === wanted || (typeof value === 'bigint' && typeof wanted === 'number' && value === BigInt(Math.trunc(wanted)))
const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '')

function conditions({ method, path, headers = [], body = [] }: When): Condition[] {
  const all: Condition[] = []
  if (method !== undefined) all.push((request) => (request.method === method ? null : `the method is ${shown(request.method)}`))
  if (path !== undefined) {
    const glob = compileGlob(path)
    all.push((request) => (found(glob, pathOf(request.target)) ? null : `the path is ${shown(pathOf(request.target))}`))
  }
  for (const { name, equals, matches } of headers) {
    const regex = matches === undefined ? null : compilePattern(matches)
    all.push((request) => {
      const values = request.headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
      if (values.length === 0) return `there is no header ${name}`
      const fits = values.some((value) => (equals === undefined || value === equals) && (!regex || found(regex, value)))
      return fits ? null : `${name} is ${shown(values[0])}`
    })
  }
  for (const { path: query, equals, matches } of body) {
    const compiled = compilePath(query)
    const regex = matches === undefined ? null : compilePattern(matches)
    all.push((request, json) => {
      if (request.body === null) return NOT_READ
      const document = json()
      if (document === undefined) return 'the body is no JSON, or too large to look into'
      const values = valuesAt(compiled, document)
      if (values === null) return `the body is nested too deeply for ${query}`
      if (values.length === 0) return `nothing is at ${query}`
      const fits = values.some((value) => (equals === undefined || same(value, equals)) && (!regex || found(regex, textOf(value))))
      return fits ? null : `${query} is ${shown(values[0])}`
    })
  }
  return all
}

function valuesAt(query: JSONPathQuery, document: unknown): unknown[] | null {
  try {
    return query.query(document as Parameters<typeof query.query>[0]).values()
  } catch {
    return null
  }
}

function jsonOf(body: Buffer | null): unknown {
  if (body === null || body.length > BODY_BYTES) return undefined
  try {
    return parseJson(body.toString('utf8'))
  } catch {
    return undefined
  }
}

export interface CompiledRule {
  readonly rule: Rule
  readonly conditions: readonly Condition[]
}

const compiled = new WeakMap<readonly Rule[], readonly CompiledRule[]>()
/** Compiled once for each set of rules that a user gives. */
export function compiledRules(rules: readonly Rule[]): readonly CompiledRule[] {
  const known = compiled.get(rules)
  if (known) return known
  const fresh = rules.map((rule) => ({ rule, conditions: conditions(rule.when) }))
  compiled.set(rules, fresh)
  return fresh
}

/** Looks at one request with rule after rule; its body is parsed once, and only when asked for. */
export function lookAt(request: Looked): (rule: CompiledRule) => Held {
  let parsed: { value: unknown } | undefined
  const json = (): unknown => (parsed ??= { value: jsonOf(request.body) }).value
  return (rule) => {
    for (const condition of rule.conditions) {
      const because = condition(request, json)
      if (because !== null) return because
    }
    return null
  }
}
