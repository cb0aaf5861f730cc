import { z } from 'zod'
import { Source } from './common.ts'

const ms = z.int().min(0).max(365 * 86_400_000)
const status = z.int().min(100).max(599)

/** Waits between attempts. */
export const Retry = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('ladder'), delaysMs: z.array(ms).min(1).max(100).meta({ description: 'Wait after the n-th failed attempt; the last one repeats.' }) }),
    z.object({ kind: z.literal('exponential'), firstMs: ms, factor: z.number().min(1).max(100), maxMs: ms }),
  ])
  .meta({ id: 'Retry' })
export type Retry = z.infer<typeof Retry>

/** How many calls to one registration may be open at once. */
export const PushWindow = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('fixed'), size: z.int().min(1).max(1000) }),
    z.object({
      kind: z.literal('adaptive').meta({ description: 'One more with each acknowledgement, half with each failure.' }),
      initial: z.int().min(1).max(1000),
      min: z.int().min(1).max(1000),
      max: z.int().min(1).max(1000),
    }),
  ])
  .meta({ id: 'PushWindow' })
export type PushWindow = z.infer<typeof PushWindow>

/**
 * How the deliveries of a registration are judged and repeated: data, given by the provider key by key and changeable per
 * registration. Durations in milliseconds.
 */
export const Policy = z
  .object({
    ackCodes: z.array(status).max(500).meta({ title: 'Acknowledged by', description: 'Final statuses that acknowledge.' }),
    interimAckCodes: z.array(z.int().min(100).max(199)).max(100).meta({ title: 'Acknowledged at once by', description: 'Interim statuses that acknowledge, whatever follows them.' }),
    deadlineMs: ms.min(1).meta({ title: 'Acknowledgement deadline', description: 'From the start of an attempt until it counts as unanswered.' }),
    retry: Retry.meta({ title: 'Sent again after', description: "Counted from the attempt's outcome." }),
    jitter: z.number().min(0).max(1).meta({ title: 'Jitter', description: 'Share by which each wait is stretched or shortened at random, reproducible from the seed.' }),
    horizonMs: ms.min(1).meta({ title: 'Given up after', description: 'From the event until the delivery expires.' }),
    maxAttempts: z.int().min(1).max(10_000).nullable().meta({ title: 'Most attempts', description: 'After which it has failed; null: only the horizon ends it.' }),
    retryAfter: z.boolean().meta({ title: 'Retry-After', description: 'A longer wait that the receiver asks for is kept.' }),
    disableCodes: z.array(status).max(500).meta({ title: 'Disabled by', description: 'Statuses that disable the registration: the delivery has failed.' }),
    throttleCodes: z.array(status).max(500).meta({ title: 'Slowed down by', description: 'Statuses that hold back the whole registration until the wait is over.' }),
    window: PushWindow.meta({ title: 'Calls at once', description: 'To this registration.' }),
    ordered: z.boolean().meta({ title: 'Strict order', description: 'One at a time, in the order of the events: one that fails holds back those behind it.' }),
  })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>
export type PolicyKey = keyof Policy

/** Changes to a registration's policy; a key left out stays. */
export const PolicyChange = Policy.partial().meta({ id: 'PolicyChange' })
export type PolicyChange = z.infer<typeof PolicyChange>

/** Who says that a rule is so; `changed`: the user, for this registration. */
export const RuleSource = z.enum([...Source.options, 'changed']).meta({ id: 'RuleSource' })
export type RuleSource = z.infer<typeof RuleSource>

const shown = <T extends z.ZodType>(schema: T) => z.object({ value: schema, source: RuleSource, provider: schema.meta({ description: "The provider's own." }) })
const { shape } = Policy
/** A policy as a registration shows it: each value, who says so, and what it would be unchanged. */
export const ShownPolicy = z
  .object({
    ackCodes: shown(shape.ackCodes),
    interimAckCodes: shown(shape.interimAckCodes),
    deadlineMs: shown(shape.deadlineMs),
    retry: shown(shape.retry),
    jitter: shown(shape.jitter),
    horizonMs: shown(shape.horizonMs),
    maxAttempts: shown(shape.maxAttempts),
    retryAfter: shown(shape.retryAfter),
    disableCodes: shown(shape.disableCodes),
    throttleCodes: shown(shape.throttleCodes),
    window: shown(shape.window),
    ordered: shown(shape.ordered),
  } satisfies Record<PolicyKey, z.ZodType>)
  .meta({ id: 'ShownPolicy' })
export type ShownPolicy = z.infer<typeof ShownPolicy>
