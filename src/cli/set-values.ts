import { InvalidArgumentError } from 'commander'
import type { JsonObject } from '#contract/common.ts'
import { parseJson } from '#contract/json-text.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'

type Json = JsonObject[string]

export interface Assignment {
  readonly path: readonly string[]
  readonly value: Json
}

/**
 * `path=value`, as a repeatable flag collects it. Dots in the path reach into objects (`\.` is a dot in a name); the value is JSON
 * where it reads as JSON, else text: `age=41` is a number, `age="41"` and `name=Ann` are text.
 */
export function collectAssignments(text: string, before: readonly Assignment[] = []): readonly Assignment[] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write path=value, such as firstName=Ann or currentAddress.city=Oslo.')
  const path = splitPath(text.slice(0, at))
  if (path.includes('')) throw new InvalidArgumentError('The path has an empty part: write names with single dots between.')
  return [...before, { path, value: parseValue(text.slice(at + 1)) }]
}

/** The object with each assignment made, in order; what is on the way to a value becomes an object, an array takes its index. */
export function assign(data: JsonObject, assignments: readonly Assignment[]): JsonObject {
  const whole = structuredClone(data)
  for (const { path, value } of assignments) {
    let at: Record<string, Json> | Json[] = whole
    path.forEach((name, depth) => {
      if (depth === path.length - 1) put(at, name, value)
      else at = reach(at, name)
    })
  }
  return whole
}

function splitPath(text: string): string[] {
  return text.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'))
}

function parseValue(text: string): Json {
  try {
    return parseJson(text) as Json
  } catch {
    return text
  }
}

function reach(at: Record<string, Json> | Json[], name: string): Record<string, Json> | Json[] {
  const there = Object.hasOwn(at, name) ? (at as Record<string, Json>)[name] : undefined
  if (typeof there === 'object' && there !== null) return there
  const made: Record<string, Json> = {}
  put(at, name, made)
  return made
}

/** Defined, not assigned: `__proto__` is a name like any other here. */
function put(at: Record<string, Json> | Json[], name: string, value: Json): void {
  if (Array.isArray(at) && !(/^\d+$/.test(name) && Number(name) <= at.length)) {
    throw new Failure(EXIT.usage, `--set: "${name}" is no place in a list of ${at.length}; the first is 0, and ${at.length} adds one.`)
  }
  Object.defineProperty(at, name, { value, writable: true, enumerable: true, configurable: true })
}
