/**
 * A provider as one file (YAML or JSON) that a user writes and reviews. It says what a folder under `src/providers` says, as data:
 * there is no code in it. `docs/providers.md` explains each part; `resources/provider-file.schema.json` is made from here.
 */
import { z } from 'zod'
import { JsonObject, Source } from './common.ts'
import { Field } from './provider.ts'
import { PushWindow } from './policy.ts'
import { CONTENT_NAMES, ENVELOPE_NAMES, FORMAT_NAMES, ID_NAMES, jsonTemplate, template } from './provider-file-template.ts'
import { codes, Duration, InterimCodes, Retry } from './provider-file-values.ts'

const text = (most: number) => z.string().min(1, 'must not be empty').max(most, `has more than ${most} characters`)
const name = (what: string) => z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, `${what} begins with a letter and has letters, digits, - and _, 63 at most`)
const Id = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'an id begins with a letter and has lower-case letters, digits and dashes, 63 at most')
const note = text(2000).regex(/[.!?]$/, 'a note is a sentence: it ends with a full stop').optional()

/** Everything that is not documented says what it rests on. */
const withReason = <T extends z.ZodType<{ source: Source; note?: string | undefined }>>(schema: T): T =>
  schema.refine((it) => it.source === 'documented' || it.note !== undefined, { error: 'expected a note: what is not documented says what it rests on', path: ['note'] })

const said = <T extends z.ZodType>(value: T) => withReason(z.strictObject({ value, source: Source, note }) as never) as unknown as z.ZodType<{ value: z.output<T>; source: Source; note?: string }, { value: z.input<T>; source: Source; note?: string }>

const Policy = z
  .strictObject({
    ackCodes: said(codes),
    interimAckCodes: said(InterimCodes),
    deadline: said(Duration.refine((ms) => ms > 0, 'a deadline is longer than 0')),
    retry: said(Retry),
    jitter: said(z.number().min(0).max(1)),
    horizon: said(Duration.refine((ms) => ms > 0, 'a horizon is longer than 0')),
    maxAttempts: said(z.int().min(1).max(10_000).nullable()),
    retryAfter: said(z.boolean()),
    disableCodes: said(codes),
    throttleCodes: said(codes),
    window: said(PushWindow),
    ordered: said(z.boolean()),
  })
  .partial()
export type FilePolicy = z.output<typeof Policy>

export const FileSetting = Field.omit({ key: true }).extend({ key: name('a key'), label: text(100), type: z.enum(['string', 'url', 'integer', 'number', 'boolean', 'enum', 'strings']), help: text(1000).optional() }).strict()

/** One signature of a request. */
export const Signing = withReason(
  z.strictObject({
    algorithm: z.enum(['hmac-sha1', 'hmac-sha256', 'hmac-sha512', 'ed25519']).meta({ description: 'ed25519: the key is a private key of 32 bytes (its seed). To verify, the public key is enough, with `public:` before its text.' }),
    key: z.strictObject({
      setting: z.string().meta({ description: 'Key of the setting that holds it.' }),
      encoding: z.enum(['utf8', 'hex', 'base64']).default('utf8').meta({ description: 'How its text becomes bytes.' }),
      prefix: text(50).optional().meta({ description: 'Text before the encoded key, such as `whsec_`: left out when it is there.' }),
    }),
    content: template(CONTENT_NAMES).default('{body}').meta({ description: 'What is signed, such as `{timestamp}.{body}`.' }),
    encoding: z.enum(['hex', 'base64']).default('hex').meta({ description: 'How the signature is written.' }),
    header: z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'a header name has letters, digits and dashes'),
    format: template(FORMAT_NAMES, ['signature']).default('{signature}').meta({ description: 'The value of the header, such as `sha256={signature}` or `t={timestamp},v1={signature}`.' }),
    source: Source,
    note,
  }),
)
export type Signing = z.output<typeof Signing>

const Trigger = z.strictObject({
  name: z.string().regex(/^[^\s\p{Cc}]{1,200}$/u, 'a trigger name has no spaces, 200 characters at most'),
  parent: z.string().optional().meta({ description: 'The trigger above: a registration on that one gets this one too.' }),
  event: text(200).optional().meta({ description: 'What the provider calls it on the wire, `{event}`; default: its name.' }),
  title: text(100).optional(),
  description: text(2000),
  source: Source.default('documented'),
  data: JsonObject.optional().meta({ description: 'JSON Schema of the data; `#/$defs/Name` refers to the `$defs` of the file.' }),
  samples: z.array(JsonObject).max(50).default([]).meta({ description: 'Seeds 1 to n give these as they are; others give samples made from `data`.' }),
})
export type FileTrigger = z.output<typeof Trigger>

const headers = z
  .record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'a header name has letters, digits and dashes'), template(ENVELOPE_NAMES))
  .refine((all) => !Object.keys(all).some((key) => /^(host|content-length|connection|transfer-encoding)$/i.test(key)), 'host, content-length, connection and transfer-encoding are the sender\'s own')

export const ProviderFile = z
  .strictObject({
    $schema: z.string().optional().meta({ description: 'For editors; not read.' }),
    id: Id.meta({ description: "First segment of its emulated API's address." }),
    title: text(60),
    description: text(2000),
    account: text(40).default('Account').meta({ description: 'What a webhook belongs to at this provider, in the singular.' }),
    subscribe: z.enum(['all', 'one', 'some']).default('all').meta({ description: 'A registration is told of every trigger, of the `one` it is for, or of `some` that it lists.' }),
    settings: z.array(FileSetting).max(50).default([]),
    contentType: text(200).regex(/^[\x20-\x7e]+$/, 'printable characters alone').default('application/json'),
    body: z
      .union(
        [
          z.literal('payload'),
          z.strictObject({ json: jsonTemplate }),
          z.strictObject({ cloudEvents: z.strictObject({ source: template(ENVELOPE_NAMES), type: template(ENVELOPE_NAMES).default('{event}'), subject: template(ENVELOPE_NAMES).optional() }) }),
        ],
        { error: 'expected "payload" (the data itself), {json: ...} (a template with "{payload}" in it) or {cloudEvents: {source: ...}}' },
      )
      .default('payload'),
    headers: headers.default({}),
    timestamp: z
      .strictObject({
        unit: z.enum(['seconds', 'milliseconds', 'iso']).default('seconds'),
        tolerance: Duration.optional().meta({ description: 'How far from the time of arrival a receiver takes it.' }),
      })
      .default({ unit: 'seconds' }),
    signing: z.array(Signing).max(10).default([]),
    messageId: template(ID_NAMES, ['uuid', 'random', 'number']).default('{uuid}').meta({ description: '`{uuid}`, `{random}` (24 letters and digits) or `{number}`, with text around it.' }),
    policy: Policy.default({}),
    rules: z
      .array(withReason(z.strictObject({ id: name('an id'), label: text(100), value: text(500), source: Source, note })))
      .max(100)
      .default([]),
    $defs: z.record(z.string(), JsonObject).default({}).meta({ description: 'JSON Schemas that those of the triggers share.' }),
    triggers: z.array(Trigger).min(1, 'expected one trigger at least').max(1000),
  })
  .meta({ title: 'Hookwright provider file', description: 'A provider that Hookwright impersonates.' })
export type ProviderFile = z.output<typeof ProviderFile>

/** One thing that is wrong with a file. */
export const FileFault = z
  .object({
    line: z.int().meta({ description: 'From 1.' }),
    column: z.int().meta({ description: 'From 1.' }),
    path: z.string().meta({ description: 'Where in the document: `triggers.0.name`; empty: the whole.' }),
    message: z.string(),
  })
  .meta({ id: 'FileFault' })
export type FileFault = z.infer<typeof FileFault>

/** Name of a file in the workspace's `providers` directory. */
export const FileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.(yaml|yml|json)$/, 'letters, digits, dots, dashes and underscores, ending in .yaml, .yml or .json')
/** Characters; longer ones are refused unread. */
export const FILE_LIMIT = 1_000_000
const FileText = z.string().max(FILE_LIMIT, `a provider file has ${FILE_LIMIT} characters at most`)

export const ProviderFileInfo = z
  .object({
    name: z.string(),
    origin: z.enum(['shipped', 'workspace']),
    provider: z.string().nullable().meta({ description: 'Id of the provider that it makes; null: it makes none.' }),
    status: z.enum(['running', 'last-good', 'overridden', 'refused']).meta({
      description: 'last-good: what it said before it had faults goes on. overridden: a workspace file has the same id. refused: nothing runs of it.',
    }),
    faults: z.array(FileFault),
    version: z.string().meta({ description: 'Of its text: another text has another.' }),
  })
  .meta({ id: 'ProviderFileInfo' })
export type ProviderFileInfo = z.infer<typeof ProviderFileInfo>

export const ProviderFileText = ProviderFileInfo.extend({ text: z.string() }).meta({ id: 'ProviderFileText' })
export type ProviderFileText = z.infer<typeof ProviderFileText>
export const ProviderFileCheck = z.object({ text: FileText }).meta({ id: 'ProviderFileCheck' })
export const ProviderFilePut = ProviderFileCheck.extend({
  version: z.string().max(100).nullable().optional().meta({ description: 'Of the text that was changed; refused as a conflict when it is another by now. Null: there must be none of that name. Absent: whatever there is.' }),
}).meta({ id: 'ProviderFilePut' })
export type ProviderFilePut = z.infer<typeof ProviderFilePut>
export const OpenapiImport = z
  .object({ text: z.string().max(8_000_000).meta({ description: 'The OpenAPI 3.1 document, YAML or JSON.' }), id: Id.optional().meta({ description: "Default: made from the document's title." }) })
  .meta({ id: 'OpenapiImport' })
export const OpenapiImported = z.object({ name: z.string(), text: z.string(), notes: z.array(z.string()) }).meta({ id: 'OpenapiImported' })

