import { z } from 'zod'

/** Where a rule comes from. The product shows this wherever a user meets the rule. */
export const Source = z.enum(['documented', 'assumed', 'extension']).meta({
  id: 'Source',
  description: 'documented: the provider says so. assumed: our reading where the provider is silent. extension: ours alone.',
})
export type Source = z.infer<typeof Source>

/** ISO 8601 UTC with milliseconds. */
export const Time = z.iso.datetime({ precision: 3 }).meta({ id: 'Time', description: 'ISO 8601 UTC with milliseconds.' })

/** Raw header pairs, in the order and case in which they were on the wire, duplicates kept. */
export const Headers = z.array(z.tuple([z.string(), z.string()])).meta({ id: 'Headers' })
export type Headers = z.infer<typeof Headers>

/** Bytes as they were on the wire. */
export const Body = z
  .object({
    base64: z.string().meta({ description: 'The bytes; at most the first 256 KiB of them, see `truncated`.' }),
    size: z.int().nonnegative().meta({ description: 'Bytes in whole.' }),
    truncated: z.boolean().meta({ description: 'True when `base64` holds less than `size` bytes.' }),
  })
  .meta({ id: 'Body' })
export type Body = z.infer<typeof Body>

type JsonValue = string | number | bigint | boolean | null | JsonValue[] | { [key: string]: JsonValue }
/** Any JSON value. A whole number beyond 2^53 is a BigInt (`json-text.ts`): on the wire it is a number with all its digits. */
export const Json: z.ZodType<JsonValue, JsonValue> = z
  .lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.bigint(), z.array(Json), z.record(z.string(), Json)]))
  .meta({ id: 'Json', description: 'Any JSON value. Whole numbers keep all their digits, also beyond 2^53.' })

/** Any JSON object; its shape is the provider's business. */
export const JsonObject = z.record(z.string(), Json).meta({ id: 'JsonObject' })
export type JsonObject = z.infer<typeof JsonObject>

/** Number of the newest change this item was read at or after: of two copies, the one with the larger `seq` wins. */
export const Seq = z.int().nonnegative().meta({ description: 'Of two copies of one item the larger `seq` wins.' })

/** What every list takes. Newest first. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional().meta({ description: 'The `nextCursor` of the page before.' }),
})

/** What every list answers. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), seq: Seq })

/** Every id is `<prefix>_<digits>`: opaque to callers, a row number to the store. */
export const ID_PREFIX = { event: 'evt', delivery: 'dlv', registration: 'reg', inbox: 'inb', capture: 'cap', sync: 'syn', replay: 'rpl' } as const
export type IdKind = keyof typeof ID_PREFIX
