/** Whether a request is what was expected, and in what it differs. Pure. */
import type { Headers, JsonObject } from '#contract/common.ts'
import type { Where } from '#contract/expectation.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import { printable } from '#contract/printable.ts'

type Json = JsonObject[string]

/** A request as far as it can be expected. */
export interface Seen {
  readonly method: string
  readonly target: string
  readonly headers: Headers
  readonly body: Uint8Array
  /** What its envelope carries; null where the inbox's scheme has none. Read when asked for. */
  payload(): string | null
  readonly verified: boolean | null
  readonly answered: number | null
}

export interface Mismatch {
  /** `method`, `headers.x-id`, `body.person.name`. */
  readonly path: string
  readonly expected: string
  readonly actual: string
}

/** Of one text, this much is told. */
const TOLD = 200
const NOTHING = 'nothing'

/** Empty: it fits. */
export function mismatches(where: Where, seen: Seen): Mismatch[] {
  const found: Mismatch[] = []
  const text = (path: string, expected: string | undefined, actual: string): void => {
    if (expected !== undefined && !fits(expected, actual)) found.push({ path, expected: quoted(expected), actual: quoted(actual) })
  }
  if (where.method !== undefined && where.method.toUpperCase() !== seen.method.toUpperCase()) found.push({ path: 'method', expected: where.method, actual: seen.method })
  text('path', where.path, seen.target)
  for (const [name, expected] of Object.entries(where.headers ?? {})) {
    const values = seen.headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
    const fine = expected === null ? values.length === 0 : values.some((value) => fits(expected, value))
    if (!fine) found.push({ path: `headers.${name.toLowerCase()}`, expected: expected === null ? NOTHING : quoted(expected), actual: values.map(quoted).join(', ') || NOTHING })
  }
  if (where.body !== undefined) found.push(...inJson('body', where.body, Buffer.from(seen.body).toString('utf8')))
  if (where.payload !== undefined) {
    const payload = seen.payload()
    if (payload === null) found.push({ path: 'payload', expected: told(where.payload), actual: 'no envelope that could be read' })
    else found.push(...inJson('payload', where.payload, payload))
  }
  if (where.text !== undefined) {
    const whole = Buffer.from(seen.body).toString('utf8')
    if (!whole.includes(where.text)) found.push({ path: 'text', expected: `${quoted(where.text)} in it`, actual: quoted(whole) })
  }
  if (where.verified !== undefined && where.verified !== seen.verified) {
    found.push({ path: 'verified', expected: String(where.verified), actual: seen.verified === null ? 'not looked at: the inbox has no scheme' : String(seen.verified) })
  }
  if (where.answered !== undefined && where.answered !== seen.answered) found.push({ path: 'answered', expected: String(where.answered), actual: seen.answered === null ? NOTHING : String(seen.answered) })
  return found
}

function inJson(path: string, expected: Json, text: string): Mismatch[] {
  let actual: Json
  try {
    actual = parseJson(text) as Json
  } catch {
    return [{ path, expected: told(expected), actual: `${quoted(text)}, which is no JSON` }]
  }
  return differing(path, expected, actual)
}

/** Of objects the expected members, of lists all, in order. */
function differing(path: string, expected: Json, actual: Json | undefined): Mismatch[] {
  const here = [{ path, expected: told(expected), actual: actual === undefined ? NOTHING : told(actual) }]
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return here
    return expected.flatMap((item, i) => differing(`${path}[${i}]`, item, actual[i]))
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return here
    return Object.entries(expected).flatMap(([name, value]) => differing(`${path}.${name}`, value, Object.hasOwn(actual, name) ? actual[name] : undefined))
  }
  return same(expected, actual) ? [] : here
}

/** A whole number may be a BigInt on one side. */
function same(a: Json, b: Json | undefined): boolean {
  return a === b || (isWhole(a) && isWhole(b) && BigInt(a) === BigInt(b))
}

const isWhole = (value: Json | undefined): value is number | bigint => typeof value === 'bigint' || Number.isInteger(value)

/** `*` stands for any text. In time that grows with the lengths, whatever the pattern. */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const [first = ''] = parts
  if (parts.length === 1) return pattern === text
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

const told = (value: Json): string => short(jsonText(value))
const quoted = (text: string): string => short(JSON.stringify(text))
const short = (text: string): string => printable(text.length > TOLD ? `${text.slice(0, TOLD)} ...` : text)
