/** The vocabulary of templates in provider files: which placeholders stand where. */
import { z } from 'zod'
import { Json } from './common.ts'
import { parseTemplate, placeholdersOf, TemplateFault } from './template.ts'

/**
 * Wherever a request is made. `id`: of the message, the same in all attempts. `timestamp`: of this attempt, in the file's unit.
 * `publishedAt`: when it was raised, ISO 8601; `publishedSeconds`: the same, seconds since 1970. `event`: the trigger's name on the wire.
 */
export const ENVELOPE_NAMES = ['id', 'timestamp', 'publishedAt', 'publishedSeconds', 'trigger', 'event', 'account'] as const
/** `payload`: the event's data as JSON. Only as a whole string: it becomes that JSON there. */
export const BODY_NAMES = [...ENVELOPE_NAMES, 'payload'] as const
/** `body`: the bytes of the body as they are sent. */
export const CONTENT_NAMES = [...ENVELOPE_NAMES, 'body'] as const
export const FORMAT_NAMES = ['signature', 'timestamp', 'id'] as const
export const ID_NAMES = ['uuid', 'random', 'number'] as const

/** Any setting of the registration: `{setting.shop}`. That there is one is checked over the whole file. */
const SETTING = 'setting.'

/** What is wrong with a template in its place, as a sentence without its end; undefined: nothing. */
function faultOf(source: string, names: readonly string[], needed: readonly string[]): string | undefined {
  try {
    const used = placeholdersOf(parseTemplate(source))
    const settings = names.includes('account')
    const unknown = used.find((name) => !names.includes(name) && !(settings && name.startsWith(SETTING)))
    const known = [...names, ...(settings ? ['setting.<key>'] : [])].map((name) => `{${name}}`).join(', ')
    if (unknown !== undefined) return `unknown placeholder {${unknown}}: here are ${known}`
    if (needed.length > 0 && !needed.some((name) => used.includes(name))) return `expected ${needed.map((name) => `{${name}}`).join(' or ')} in it`
    return undefined
  } catch (error) {
    if (error instanceof TemplateFault) return error.message
    throw error
  }
}

/** @param needed one of these must be in it. */
export const template = (names: readonly string[], needed: readonly string[] = []) =>
  z
    .string()
    .max(2000, 'a template has 2000 characters at most')
    .regex(/^[^\r\n\0]*$/, 'a template is one line')
    .superRefine((source, context) => {
      const fault = faultOf(source, names, needed)
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
    })

type Path = (string | number)[]

/** Every string in a JSON template, with where it stands. */
export function* stringsIn(value: unknown, path: Path = []): Generator<{ text: string; path: Path }> {
  if (typeof value === 'string') yield { text: value, path }
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) yield* stringsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
}

export const jsonTemplate = Json.superRefine((value, context) => {
  let payloads = 0
  for (const { text, path } of stringsIn(value)) {
    const whole = text === '{payload}'
    if (whole) payloads++
    const fault = faultOf(text, BODY_NAMES, []) ?? (!whole && text.includes('{payload}') ? '{payload} stands alone in its string: it becomes the JSON of the data' : undefined)
    if (fault !== undefined) context.addIssue({ code: 'custom', path, message: fault })
  }
  if (payloads !== 1) context.addIssue({ code: 'custom', path: [], message: `expected the string "{payload}" once, where the data goes; it is there ${payloads} times` })
}).meta({ description: 'JSON in whose strings placeholders are filled. A string that is just "{payload}" becomes the data, one that is just a number\'s placeholder a number.' })
