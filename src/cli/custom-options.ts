/** Flags that describe how requests are signed, where no provider's scheme does. */
import type { Command } from 'commander'
import { CUSTOM, CustomSigning } from '#contract/custom-signing.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { durationMs } from './option-values.ts'

export interface CustomOptions {
  readonly header?: string
  readonly algorithm?: string
  readonly content?: string
  readonly format?: string
  readonly encoding?: string
  readonly keyEncoding?: string
  readonly keyPrefix?: string
  readonly signed?: Record<string, string>
  readonly timeUnit?: string
  readonly tolerance?: number
}

const GROUP = `With the scheme ${CUSTOM}:`

export function customOptions(command: Command): Command {
  return command
    .optionsGroup(GROUP)
    .option('--header <name>', 'where the signature stands')
    .option('--algorithm <name>', 'hmac-sha1, hmac-sha256 (default), hmac-sha512, or ed25519, whose secret is the public key')
    .option('--content <template>', "what is signed, such as '{timestamp}.{body}'; also {id}, {method}, {target}, {host} (default: {body})")
    .option('--format <template>', "the value of the header, such as 't={timestamp},v1={signature}' (default: {signature})")
    .option('--encoding <name>', 'how the signature is written: hex (default) or base64')
    .option('--key-encoding <name>', 'how the secret becomes a key: utf8 (default), hex or base64')
    .option('--key-prefix <text>', 'what stands before the key in the secret and is no part of it, such as whsec_')
    .option('--signed <header=template>', "another header that is signed, such as 'X-Time={timestamp}' (repeatable)", signed)
    .option('--time-unit <name>', 'of the timestamp: seconds (default), milliseconds or iso')
    .option('--tolerance <duration>', 'how far from its arrival the timestamp may be, such as 5m (default: as far as it likes)', durationMs)
}

function signed(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=')
  return { ...before, [at < 0 ? text : text.slice(0, at)]: at < 0 ? '' : text.slice(at + 1) }
}

const FLAGS = ['header', 'algorithm', 'content', 'format', 'encoding', 'keyEncoding', 'keyPrefix', 'signed', 'timeUnit', 'tolerance'] as const

/** Whether any of the flags was given. */
export const describes = (options: CustomOptions): boolean => FLAGS.some((flag) => options[flag] !== undefined)

/** What the flags describe, over what was described `before`; undefined: none was given. @throws `Failure` for what can't be, and where another scheme is named. */
export function customOf(options: CustomOptions, scheme: string | undefined, before?: CustomSigning): CustomSigning | undefined {
  const { header, algorithm, content, format, encoding, keyEncoding, keyPrefix, signed: headers, timeUnit: unit, tolerance: toleranceMs } = options
  const given = present({ header, algorithm, content, format, encoding, headers })
  const key = present({ encoding: keyEncoding, prefix: keyPrefix })
  const timestamp = present({ unit, toleranceMs })
  if (!describes(options)) return undefined
  const all = { ...before, ...given, ...(key && { key: { ...before?.key, ...key } }), ...(timestamp && { timestamp: { ...before?.timestamp, ...timestamp } }) }
  if (scheme !== undefined && scheme !== CUSTOM) throw new Failure(EXIT.usage, `the flags that describe a signature go with the scheme ${CUSTOM}, not with ${JSON.stringify(scheme)}.`)
  if (header === undefined && !before) throw new Failure(EXIT.usage, 'say where the signature stands: --header, such as X-Signature.')
  const parsed = CustomSigning.safeParse(all)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Failure(EXIT.usage, `the signature can't be ${issue?.path.join(' ') || 'so'}: ${issue?.message}.`)
}

/** What is there of it; undefined: nothing. */
function present(values: object): object | undefined {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return there.length === 0 ? undefined : Object.fromEntries(there)
}
