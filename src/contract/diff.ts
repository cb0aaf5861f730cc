import { z } from 'zod'
import { Time } from './common.ts'
import { MessageRefText } from './message-ref.ts'

/** What became of a thing on the way from the first message, `a`, to the second, `b`. */
export const Mark = z.enum(['same', 'added', 'removed', 'changed']).meta({ id: 'Mark', description: 'From `a` to `b`. added: only `b` has it. removed: only `a` has it.' })
export type Mark = z.infer<typeof Mark>

const DiffText = z
  .object({
    text: z.string(),
    cut: z.int().nonnegative().meta({ description: 'Characters that were left out at the end.' }),
  })
  .meta({ id: 'DiffText' })
export type DiffText = z.infer<typeof DiffText>

export const StartDiff = z
  .object({ name: z.string().meta({ description: 'method, target, version or status.' }), mark: Mark, a: z.string().nullable(), b: z.string().nullable() })
  .meta({ id: 'StartDiff' })
export type StartDiff = z.infer<typeof StartDiff>

const HeaderSide = z.object({ number: z.int().positive().meta({ description: 'Its place among the headers, from 1.' }), name: z.string(), value: z.string() })
export const HeaderDiff = z
  .object({
    mark: Mark,
    a: HeaderSide.nullable(),
    b: HeaderSide.nullable(),
    differs: z.array(z.enum(['value', 'case', 'order'])).meta({ description: 'How a changed one differs. order: it stands elsewhere among those that both have.' }),
    role: z.enum(['hop-by-hop', 'forwarding']).nullable().meta({ description: 'hop-by-hop: meant for one connection, so every proxy writes its own (RFC 9110, 7.6.1). forwarding: written by proxies about the way.' }),
  })
  .meta({ id: 'HeaderDiff' })
export type HeaderDiff = z.infer<typeof HeaderDiff>

const PathSide = z.object({ path: z.string(), value: DiffText })
export const PathDiff = z
  .object({
    mark: Mark.exclude(['same']),
    a: PathSide.nullable(),
    b: PathSide.nullable(),
  })
  .meta({ id: 'PathDiff', description: 'JSON: RFC 6901 pointers, on each side in its own document, and values as written, digit by digit; of a name that stands there twice the second is `name#2`. Form: names in place of pointers.' })
export type PathDiff = z.infer<typeof PathDiff>

const RowSide = z.object({ label: z.string().meta({ description: 'Line number, or offset in hex.' }), text: DiffText })
export const DiffRow = z
  .object({
    mark: Mark,
    a: RowSide.nullable(),
    b: RowSide.nullable(),
    skipped: z.int().nonnegative().meta({ description: 'Equal rows that were left out before this one.' }),
  })
  .meta({ id: 'DiffRow' })
export type DiffRow = z.infer<typeof DiffRow>

export const BodyDiff = z
  .object({
    mark: Mark.meta({ description: 'same: byte for byte.' }),
    kind: z.enum(['none', 'json', 'form', 'text', 'binary']),
    sizes: z.object({ a: z.int(), b: z.int() }).meta({ description: 'Bytes in whole.' }),
    sameValue: z.boolean().meta({ description: 'The same bytes, or the same JSON or form in other bytes.' }),
    spelling: z.array(z.enum(['whitespace', 'order', 'escapes'])).meta({ description: 'Where the value is the same and the bytes are not: how it is written otherwise. order: of names. escapes: of characters.' }),
    firstDifference: z
      .object({ offset: z.int(), a: z.string(), b: z.string() })
      .nullable()
      .meta({ description: 'The first byte that differs, and up to 16 bytes from there, in hex.' }),
    paths: z.array(PathDiff),
    rows: z.array(DiffRow).meta({ description: 'Line by line, JSON indented; binary bodies sixteen bytes a row. Empty when the bytes are the same.' }),
    notes: z.array(z.string()).meta({ description: 'What was left out or could not be compared, for a person.' }),
  })
  .meta({ id: 'BodyDiff' })
export type BodyDiff = z.infer<typeof BodyDiff>

const DiffSide = z
  .object({
    ref: MessageRefText.meta({ description: 'In full, whatever was asked for.' }),
    title: z.string(),
    at: Time.nullable().meta({ description: 'When it was sent or received.' }),
    inboxId: z.string().nullable().meta({ description: "Of a capture: the inbox's." }),
  })
  .meta({ id: 'DiffSide' })
export type DiffSide = z.infer<typeof DiffSide>

export const Diff = z
  .object({
    a: DiffSide,
    b: DiffSide,
    same: z.boolean().meta({ description: 'Nothing differs: not the first line, not a header, not a byte.' }),
    start: z.array(StartDiff),
    headers: z.array(HeaderDiff),
    body: BodyDiff,
  })
  .meta({ id: 'Diff' })
export type Diff = z.infer<typeof Diff>

export const DiffQuery = z.object({ a: MessageRefText, b: MessageRefText })

/** The same message as the other end has it: what was sent as it was received, or the other way round. */
export const Counterpart = z
  .object({
    ref: MessageRefText,
    inboxId: z.string().nullable().meta({ description: "Of a capture: the inbox's." }),
    certain: z.boolean().meta({ description: 'true: it came over the very connection on which it was sent. false: it is so alike that it must be the same, as when a proxy or tunnel was in between.' }),
    likeness: z.array(z.enum(['body', 'message id'])).meta({ description: 'What is alike, where it is not certain.' }),
  })
  .meta({ id: 'Counterpart' })
export type Counterpart = z.infer<typeof Counterpart>
