/** Ways in which a body is not the bytes that were sent. */
import { gunzipSync } from 'node:zlib'
import type { Mistake } from '#contract/explanation.ts'
import type { Claim } from '#providers/provider.ts'

export interface Body {
  readonly mistakes: readonly Mistake[]
  /** Undefined: it cannot be had. */
  readonly bytes: () => Uint8Array | undefined
}

/** Of larger ones only the bytes that came are tried. */
const REWRITTEN_BYTES = 2 ** 20
const UNPACKED_BYTES = 4 * REWRITTEN_BYTES

const RAW = 'Sign and verify the bytes that are sent, not what was parsed from them: in Express take express.raw(), elsewhere the raw body.'
const AS_SENT = 'Sign and verify exactly the bytes that are sent.'
const BOM = '\ufeff'

/** The first is what came. */
export function bodiesOf(claim: Claim): Body[] {
  const { body } = claim
  const own: Body = { mistakes: [], bytes: () => body }
  const also = claim.alsoBody.map(({ title, bytes }) => made('other-part', `${title} was signed.`, `Sign what {body} stands for in ${claim.content}.`, () => bytes))
  if (body.length > REWRITTEN_BYTES) return [own, ...also]
  const read = (change: (text: string) => string | undefined): (() => Uint8Array | undefined) => () => {
    const text = utf8(body)
    const changed = text === undefined ? undefined : change(text)
    return changed === undefined ? undefined : Buffer.from(changed)
  }
  const json = (write: (value: unknown) => string): (() => Uint8Array | undefined) => read((text) => {
    const parsed = parsedJson(text)
    return parsed && write(parsed.value)
  })
  return [
    own,
    ...also,
    made('body-rewritten', 'The JSON was parsed and written anew before it was signed.', RAW, json((value) => JSON.stringify(value))),
    made('body-pretty', 'The JSON was signed indented by two blanks.', RAW, json((value) => JSON.stringify(value, null, 2))),
    made('body-pretty', 'The JSON was signed indented by four blanks.', RAW, json((value) => JSON.stringify(value, null, 4))),
    made('body-spaced', 'The JSON was signed with a blank behind each comma and colon, as Python writes it.', RAW, json((value) => ascii(spaced(value)))),
    made('body-spaced', 'The JSON was signed with a blank behind each comma and colon.', RAW, json(spaced)),
    made('body-sorted', 'The JSON was signed with its names in alphabetical order.', RAW, json((value) => JSON.stringify(sorted(value)))),
    made('body-escaped', 'The JSON was signed with \\u in place of characters beyond ASCII.', RAW, json((value) => ascii(JSON.stringify(value)))),
    made('body-escaped', 'The JSON was signed with \\/ in place of / and \\u in place of characters beyond ASCII, as PHP writes it.', RAW, json((value) => ascii(JSON.stringify(value)).replaceAll('/', '\\/'))),
    made('body-escaped', 'The JSON was signed with \\/ in place of /.', RAW, json((value) => JSON.stringify(value).replaceAll('/', '\\/'))),
    made('body-newline-added', 'The body was signed with a line end behind it.', AS_SENT, read((text) => `${text}\n`)),
    made('body-newline-added', 'The body was signed with CR LF behind it.', AS_SENT, read((text) => `${text}\r\n`)),
    made('body-newline-removed', 'The body was signed without the blanks and line ends around it.', AS_SENT, read((text) => text.trim())),
    made('body-newline-removed', 'The body was signed without the line end behind it.', AS_SENT, read((text) => text.replace(/\r?\n$/, ''))),
    made('body-line-ends', 'The body was signed with LF in place of CR LF.', AS_SENT, read((text) => text.replaceAll('\r\n', '\n'))),
    made('body-line-ends', 'The body was signed with CR LF in place of LF.', AS_SENT, read((text) => text.replace(/\r?\n/g, '\r\n'))),
    made('body-bom', 'The body was signed with a byte order mark before it.', AS_SENT, read((text) => BOM + text)),
    made('body-bom', 'The body was signed without the byte order mark before it.', AS_SENT, read((text) => (text.startsWith(BOM) ? text.slice(1) : undefined))),
    made('body-latin1', 'The body was signed as Latin-1.', 'Sign its bytes, or its text as UTF-8.', () => {
      const text = utf8(body)
      return text === undefined || /[^\0-\xff]/.test(text) ? undefined : Buffer.from(text, 'latin1')
    }),
    made('body-utf8-twice', 'The body was made UTF-8 twice.', 'Sign its bytes, or its text as UTF-8, once.', () => Buffer.from(Buffer.from(body).toString('latin1'))),
    made('body-unpacked', 'The unpacked body was signed, not the gzip bytes that were sent.', AS_SENT, () => unpacked(body)),
    made('body-empty', 'An empty body was signed.', 'Sign the body that is sent: a stream that was read already is empty.', () => Buffer.alloc(0)),
    made('body-base64', 'The body was signed in base64.', AS_SENT, () => Buffer.from(Buffer.from(body).toString('base64'))),
  ]
}

const made = (id: string, title: string, advice: string, bytes: () => Uint8Array | undefined): Body => ({ mistakes: [{ id, title, advice }], bytes })

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parsedJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_BYTES })
  } catch {
    return undefined
  }
}

const ascii = (json: string): string => json.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Written with a blank behind each comma and colon. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`).join(', ')}}`
  return JSON.stringify(value)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]))
}
