/** Reads a file that people write for us: YAML or JSON with the place of each fault, or a module that Node loads. */
import { readFileSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { z } from 'zod'
import { closest } from '#contract/closest.ts'
import { flat } from '#providers/from-file/issues.ts'
import { readYaml, type Path, type Place } from '#providers/from-file/yaml-text.ts'
import { StartError } from './start-error.ts'

/** One thing that is wrong; `place` null where the file is a program. */
export interface Fault {
  readonly place: Place | null
  readonly path: Path
  readonly message: string
}

export interface DataFile<T> {
  readonly file: string
  readonly data: T
  place(path: Path): Place | null
}

/** Everything that is wrong with a file, one a line. */
export class FaultyFile extends StartError {
  override readonly name = 'FaultyFile'
  readonly file: string
  readonly faults: readonly Fault[]
  constructor(file: string, faults: readonly Fault[]) {
    super(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${faultText(fault)}`).join('\n')}`)
    this.file = file
    this.faults = faults
  }
}

export const faultText = ({ place, path, message }: Fault): string => `${place ? `line ${place.line}, column ${place.column}: ` : ''}${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`

const PROGRAMS = /^\.[cm]?[jt]s$/
const MOST_BYTES = 1_000_000
const MOST_FAULTS = 100

export interface Reading<T> {
  /** What it is, as in "the configuration". */
  readonly what: string
  readonly schema: z.ZodType<T>
  /** Keys that are known where an unknown one stands. */
  keysAt(path: Path, value: unknown): readonly string[] | undefined
  readonly env?: NodeJS.ProcessEnv
}

/** @throws `FaultyFile` with every fault, `StartError` where there is no such file. */
export async function readDataFile<T>(path: string, reading: Reading<T>): Promise<DataFile<T>> {
  const file = resolve(path)
  return PROGRAMS.test(extname(file)) ? checked(file, await load(file, reading.what), () => null, reading) : parseDataText(file, textOf(file, reading.what), reading)
}

/** The same for a text that has been read already. @param file what to call it. @throws `FaultyFile`. */
export function parseDataText<T>(file: string, text: string, reading: Reading<T>): DataFile<T> {
  const yaml = readYaml(text)
  if ('faults' in yaml) throw new FaultyFile(file, yaml.faults.map(({ line, column, message }) => ({ place: { line, column }, path: [], message })))
  return checked(file, yaml.value ?? {}, yaml.place, reading)
}

/** The same for a value that is no file's: it has no places. @param file what to call it. @throws `FaultyFile`. */
export const checkData = <T>(file: string, value: unknown, reading: Reading<T>): DataFile<T> => checked(file, value, () => null, reading)

function checked<T>(file: string, value: unknown, place: (path: Path, key?: string) => Place | null, { schema, keysAt, env = process.env }: Reading<T>): DataFile<T> {
  const faults: Fault[] = []
  const filled = withEnv(value, [], (message, at) => faults.push({ place: place(at), path: at, message }), env)
  const parsed = schema.safeParse(filled)
  const empty = new Set(faults.map(({ path: at }) => at.join('.')))
  for (const issue of parsed.error?.issues.flatMap((one) => flat(one)) ?? []) {
    // What the environment left out is told of already.
    if (empty.has(issue.path.join('.'))) continue
    faults.push({ place: place(issue.path, issue.key), path: issue.path, message: issue.key === undefined ? issue.message : `${issue.message}${meant(String(issue.path.at(-1)), keysAt(issue.path, filled))}` })
  }
  if (faults.length > 0 || !parsed.success) throw new FaultyFile(file, faults.slice(0, MOST_FAULTS).sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0)))
  return { file, data: parsed.data, place }
}

const meant = (key: string, known: readonly string[] = []): string => (known.length === 0 ? '' : `: is it ${closest(key, known, 1)[0]}?`)

function textOf(file: string, what: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw new StartError(`${file} has more than ${MOST_BYTES} bytes: that is no ${what}.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    throw new StartError(`The ${what} ${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}.`)
  }
}

/** What it exports by default; what a function gives. Read anew when it was saved anew. */
async function load(file: string, what: string): Promise<unknown> {
  try {
    const module = (await import(`${pathToFileURL(file).href}?saved=${statSync(file).mtimeMs}`)) as { default?: unknown }
    const value = module.default
    return typeof value === 'function' ? await (value as () => unknown)() : value
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_UNKNOWN_FILE_EXTENSION') throw new StartError(`${file} is TypeScript, which this Node (${process.version}) does not run: use Node 22.18 or newer, or write it as .mjs, YAML or JSON.`)
    throw new StartError(`The ${what} ${file} can't be loaded: ${message.split('\n')[0]}`)
  }
}

/** `${env:NAME}` and `${env:NAME:-default}` in any text. */
function withEnv(value: unknown, path: Path, refuse: (message: string, path: Path) => void, env: NodeJS.ProcessEnv): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g, (_, name: string, otherwise?: string) => {
      const found = (Object.hasOwn(env, name) ? env[name] : undefined) ?? otherwise
      if (found === undefined) refuse(`the environment has no ${name}: set it, or write \${env:${name}:-default}`, path)
      return found ?? ''
    })
  }
  if (Array.isArray(value)) return value.map((one, at) => withEnv(one, [...path, at], refuse, env))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withEnv(one, [...path, key], refuse, env)]))
}
