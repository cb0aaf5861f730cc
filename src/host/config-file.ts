/** Reads a configuration: YAML or JSON with the place of each fault, or a module that Node loads. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closest } from '#contract/closest.ts'
import { ConfigFile, ConfigInbox, ConfigRegistration } from '#contract/config-file.ts'
import { flat } from '#providers/from-file/issues.ts'
import { readYaml, type Path, type Place } from '#providers/from-file/yaml-text.ts'
import { StartError } from './start-error.ts'

/** One thing that is wrong; `place` null where the file is a program. */
export interface ConfigFault {
  readonly place: Place | null
  readonly path: Path
  readonly message: string
}

export interface ReadConfig {
  readonly file: string
  readonly config: ConfigFile
  place(path: Path): Place | null
}

/** Everything that is wrong with a configuration, one a line. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError'
  readonly file: string
  readonly faults: readonly ConfigFault[]
  constructor(file: string, faults: readonly ConfigFault[]) {
    super(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${faultText(fault)}`).join('\n')}`)
    this.file = file
    this.faults = faults
  }
}

export const faultText = ({ place, path, message }: ConfigFault): string => `${place ? `line ${place.line}, column ${place.column}: ` : ''}${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`

const PROGRAMS = /^\.[cm]?[jt]s$/
const MOST_BYTES = 1_000_000
const MOST_FAULTS = 100

/** @throws `ConfigError` with every fault, `StartError` where there is no such file. */
export async function readConfigFile(path: string, env: NodeJS.ProcessEnv = process.env): Promise<ReadConfig> {
  const file = resolve(path)
  const { value, place } = PROGRAMS.test(extname(file)) ? { value: await load(file), place: () => null } : readText(file)
  const faults: ConfigFault[] = []
  const filled = withEnv(value, [], (message, at) => faults.push({ place: place(at), path: at, message }), env)
  const parsed = ConfigFile.safeParse(filled)
  const empty = new Set(faults.map(({ path: at }) => at.join('.')))
  for (const issue of parsed.error?.issues.flatMap((one) => flat(one)) ?? []) {
    // What the environment left out is told of already.
    if (empty.has(issue.path.join('.'))) continue
    faults.push({ place: place(issue.path, issue.key), path: issue.path, message: issue.key === undefined ? issue.message : `${issue.message}${meant(issue.path)}` })
  }
  if (faults.length > 0 || !parsed.success) throw new ConfigError(file, faults.slice(0, MOST_FAULTS).sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0)))
  const { dataDir } = parsed.data
  return { file, config: { ...parsed.data, ...(dataDir !== undefined && { dataDir: resolve(dirname(file), dataDir) }), providers: parsed.data.providers.map((one) => resolve(dirname(file), one)) }, place }
}

function readText(file: string): { value: unknown; place: (path: Path, key?: string) => Place | null } {
  let text: string
  try {
    if (statSync(file).size > MOST_BYTES) throw new StartError(`${file} has more than ${MOST_BYTES} bytes: that is no configuration.`)
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    throw new StartError(`The configuration ${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}.`)
  }
  const yaml = readYaml(text)
  if ('faults' in yaml) throw new ConfigError(file, yaml.faults.map(({ line, column, message }) => ({ place: { line, column }, path: [], message })))
  return { value: yaml.value ?? {}, place: yaml.place }
}

/** What it exports by default; what a function gives. Read anew when it was saved anew. */
async function load(file: string): Promise<unknown> {
  try {
    const module = (await import(`${pathToFileURL(file).href}?saved=${statSync(file).mtimeMs}`)) as { default?: unknown }
    const value = module.default
    return typeof value === 'function' ? await (value as () => unknown)() : value
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_UNKNOWN_FILE_EXTENSION') throw new StartError(`${file} is TypeScript, which this Node (${process.version}) does not run: use Node 22.18 or newer, or write it as .mjs, YAML or JSON.`)
    throw new StartError(`The configuration ${file} can't be loaded: ${message.split('\n')[0]}`)
  }
}

/** `${env:NAME}` and `${env:NAME:-default}` in any text. */
function withEnv(value: unknown, path: Path, refuse: (message: string, path: Path) => void, env: NodeJS.ProcessEnv): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g, (_, name: string, otherwise?: string) => {
      const found = env[name] ?? otherwise
      if (found === undefined) refuse(`the environment has no ${name}: set it, or write \${env:${name}:-default}`, path)
      return found ?? ''
    })
  }
  if (Array.isArray(value)) return value.map((one, at) => withEnv(one, [...path, at], refuse, env))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withEnv(one, [...path, key], refuse, env)]))
}

/** What an unknown key may have been meant for. */
function meant(path: Path): string {
  const schema = path.length === 1 ? ConfigFile : path.length === 3 && path[0] === 'inboxes' ? ConfigInbox : path.length === 3 && path[0] === 'registrations' ? ConfigRegistration : undefined
  return schema ? `: is it ${closest(String(path.at(-1)), Object.keys(schema.shape), 1)[0]}?` : ''
}
