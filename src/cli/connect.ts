import { createClient, UnreachableError } from '#client/http.ts'
import type { Client } from '#client/http.ts'
import { defaultDataDir } from '#host/data-dir.ts'
import { readRunFile } from '#host/run-file.ts'
import { quoted } from '#contract/shell.ts'
import type { Command } from 'commander'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'

export interface ConnectOptions {
  readonly url?: string
  readonly token?: string
  readonly data?: string
  readonly json?: boolean
}

/** Adds the flags of every command that talks to a running instance. */
export function talksToInstance(command: Command): Command {
  return command
    .option('--json', 'print the API\'s JSON')
    .optionsGroup('Which instance:')
    .option('--url <url>', 'address of its control listener (else HOOKWRIGHT_URL, else the run file)')
    .option('--token <token>', 'its token (else HOOKWRIGHT_TOKEN, else the run file)')
    .option('--data <dir>', "data directory of the instance (default: HOOKWRIGHT_DATA, else the platform's)")
}

interface Instance {
  readonly url: string
  readonly token: string
  /** What to say when nothing answers there. */
  readonly gone: string
}

/**
 * Where the running instance is: what the flags say, else HOOKWRIGHT_URL and HOOKWRIGHT_TOKEN, else the run file in the data
 * directory. A flag beats the environment, `--data` included; url and token may come from different places.
 * Throws `Failure`: no instance, or an address without its token.
 */
export function findInstance(options: ConnectOptions, env: NodeJS.ProcessEnv): Instance {
  const url = options.url ?? (options.data === undefined ? env.HOOKWRIGHT_URL || undefined : undefined)
  const token = options.token ?? (options.data === undefined ? env.HOOKWRIGHT_TOKEN || undefined : undefined)
  if (url !== undefined) {
    const origin = originOf(url)
    const gone = `nothing answers at ${origin}: check the address, or start an instance with \`hookwright serve\`.`
    if (token !== undefined) return { url: origin, token, gone }
    const ready = readRunFile(options.data ?? defaultDataDir())
    if (ready?.control === origin) return { url: origin, token: ready.token, gone }
    throw new Failure(EXIT.usage, `${origin} needs its token: add --token, or set HOOKWRIGHT_TOKEN; \`hookwright serve\` prints it.`)
  }

  const dataDir = options.data ?? defaultDataDir()
  const serve = `hookwright serve${options.data === undefined ? '' : ` --data ${quoted(options.data)}`}`
  const ready = readRunFile(dataDir)
  if (!ready) {
    throw new Failure(EXIT.noInstance, `no Hookwright is running for ${dataDir}. Start one with \`${serve}\`, or name one: by the --data that it has printed, or with --url and --token.`)
  }
  const gone = `Hookwright is not running any more: the run file in ${dataDir} names ${ready.control} (process ${ready.pid}), where nothing answers. Start it again with \`${serve}\`.`
  return { url: ready.control, token: token ?? ready.token, gone }
}

/** Calls `use` with a client of the running instance; when nothing answers, says so in the words that fit how it was found. */
export async function withInstance<T>(options: ConnectOptions, use: (client: Client) => Promise<T>): Promise<T> {
  const { url, token, gone } = findInstance(options, process.env)
  try {
    return await use(createClient({ url, token }))
  } catch (error) {
    if (error instanceof UnreachableError) throw new Failure(EXIT.noInstance, gone, { cause: error })
    // A 200 that is no JSON: a web server of another kind.
    if (error instanceof SyntaxError) throw new Failure(EXIT.noInstance, `${url} answers with something that is no answer of Hookwright; check the address.`, { cause: error })
    throw error
  }
}

/** A pasted page link, with its path and fragment, is as good as the origin. */
function originOf(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new Failure(EXIT.usage, `"${url}" is no address of an instance: write one such as http://127.0.0.1:4480.`)
  }
  return parsed.origin
}
