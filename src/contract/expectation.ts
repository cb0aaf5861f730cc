import { z } from 'zod'
import { Delivery } from './delivery.ts'
import { Json } from './common.ts'

const pattern = z.string().max(2_000)

/** What a request must be like. What is left out may be anything. */
export const Where = z
  .strictObject({
    method: z.string().max(100).optional(),
    path: pattern.optional().meta({ description: 'Path and query as on the request line; `*` stands for any text.' }),
    headers: z
      .record(z.string().max(200), pattern.nullable())
      .optional()
      .meta({ description: 'By name in any case; `*` in a value stands for any text, null: the header must not be there. Of a repeated header one must fit.' }),
    body: Json.optional().meta({ description: 'The body as JSON: of an object, the members named here and no others are looked at.' }),
    payload: Json.optional().meta({ description: "The same for what the envelope carries, read by the inbox's scheme." }),
    text: pattern.optional().meta({ description: 'A part of the body as text.' }),
    verified: z.boolean().optional().meta({ description: 'What became of its signature.' }),
    answered: z.int().optional().meta({ description: 'The status that it was answered with.' }),
  })
  .meta({ id: 'Where' })
export type Where = z.infer<typeof Where>

const withinMs = (ms: number) =>
  z.int().min(0).max(365 * 86_400_000).default(ms).meta({ description: 'How long to wait, in the time of the workspace, ms: a virtual clock is moved on to what falls due until then.' })
const patienceMs = z.int().min(0).max(600_000).default(1_000).meta({
  description: 'Under a virtual clock: real time for whoever sends or answers from outside, ms.',
})
const bound = z.int().min(0).max(1_000_000)

/** Waits for requests at an inbox. With `max` but without `min` (or with the count 0) all of the time is waited for. */
export const ExpectationCreate = z
  .strictObject({
    inbox: z.string().max(70).meta({ description: 'Its id or name.' }),
    where: Where.optional(),
    sequence: z.array(Where).min(1).max(100).optional().meta({ description: 'Requests that must come in this order, others may come in between; instead of `where` and `count`.' }),
    count: z.union([bound, z.strictObject({ min: bound.optional(), max: bound.optional() })], { error: 'expected a whole number, or { min, max }' }).optional().meta({ description: 'Exactly that many, or a range. Default: at least one.' }),
    after: z.string().max(50).optional().meta({ description: 'Only captures that came after this one.' }),
    withinMs: withinMs(5_000),
    patienceMs,
  })
  .refine(({ sequence, where, count }) => !sequence || (where === undefined && count === undefined), { error: 'A sequence says what and how many by itself: leave out `where` and `count`.', path: ['sequence'] })
  .meta({ id: 'ExpectationCreate' })
export type ExpectationCreate = z.input<typeof ExpectationCreate>

export const Expectation = z
  .object({
    met: z.boolean(),
    message: z.string().nullable().meta({ description: 'What was expected and what came instead, nearest first; null when it is met.' }),
    captures: z.array(z.string()).meta({ description: 'Ids of those that fit, in the order in which they came; at most the first 1000.' }),
    matched: z.int().meta({ description: 'How many fit.' }),
    considered: z.int().meta({ description: 'How many came.' }),
    nearest: z
      .array(z.object({ capture: z.string(), differences: z.array(z.object({ path: z.string(), expected: z.string(), actual: z.string() })) }))
      .meta({ description: 'Of those that do not fit, the ones with the fewest differences; none when it is met.' }),
  })
  .meta({ id: 'Expectation' })
export type Expectation = z.infer<typeof Expectation>

export const SettleRequest = z.strictObject({ withinMs: withinMs(0), patienceMs }).meta({ id: 'SettleRequest' })
export const Settled = z
  .object({
    settled: z.boolean(),
    message: z.string().nullable().meta({ description: 'What it still waits for; null when it is settled.' }),
    delivery: Delivery,
  })
  .meta({ id: 'Settled' })

export const IdleRequest = z.strictObject({ withinMs: withinMs(5_000), patienceMs }).meta({ id: 'IdleRequest' })
export const Idle = z
  .object({
    idle: z.boolean(),
    message: z.string().nullable().meta({ description: 'What is under way; null when nothing is.' }),
  })
  .meta({ id: 'Idle' })
