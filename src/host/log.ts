/** What the program says about itself: lines of JSON on stderr, with no secret in them. */
import { pino, type DestinationStream, type Logger } from 'pino'
import type { HostConfig } from './config.ts'

/**
 * Names under which secrets stand, in any case: fields that a provider calls secret, headers that let somebody in, and what else would open a
 * door. A test holds the providers' fields against this list, and walks it.
 */
export const SECRET_NAMES: readonly string[] = [
  'secret', 'secrets', 'signingkey', 'signingsecret', 'key', 'apikey', 'api_key', 'accesskey', 'privatekey', 'private_key', 'token', 'accesstoken', 'access_token', 'password', 'passphrase',
  'authorization', 'proxy-authorization', 'x-access-token', 'x-api-key', 'cookie', 'set-cookie', 'oldsecrets', 'previoussecret',
]
const NAMES = new Set(SECRET_NAMES)
const HIDDEN = '[hidden]'
const DEEPEST = 8

/** @param secrets those of the workspace, asked for with each line: whatever they are called and wherever they stand, they are hidden too. */
export function createLog(level: HostConfig['logLevel'], secrets: () => Iterable<string>, stream: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  const written: DestinationStream = { write: (line) => stream.write(without(line, secrets)) }
  return pino({ level: level ?? 'warn', formatters: { log: (details) => hidden(details, 0) as Record<string, unknown> }, serializers: { err: (error: unknown) => hidden(pino.stdSerializers.err(error as Error), 0) } }, written)
}

function hidden(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value
  if (depth > DEEPEST) return '[too deep]'
  // Header pairs: the name is the first of two.
  if (Array.isArray(value)) return value.length === 2 && typeof value[0] === 'string' && NAMES.has(value[0].toLowerCase()) ? [value[0], HIDDEN] : value.map((one) => hidden(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, NAMES.has(name.toLowerCase()) ? HIDDEN : hidden(one, depth + 1)]))
}

/** Shorter ones are in every other word. */
const SHORTEST = 4

function without(line: string, secrets: () => Iterable<string>): string {
  let shown = line
  for (const secret of secrets()) {
    if (secret.length < SHORTEST) continue
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')])) if (shown.includes(form)) shown = shown.replaceAll(form, HIDDEN)
  }
  return shown
}
