import { z } from 'zod'
import { JsonObject, Seq, Source, Time } from './common.ts'
import { Policy, PolicyChange, ShownPolicy } from './policy.ts'

/** A way in which this registration differs from what the provider would accept in production. */
export const Difference = z.object({ rule: z.string(), message: z.string(), source: Source }).meta({ id: 'Difference' })
export type Difference = z.infer<typeof Difference>

/** What follows from a registration and is shown beside its settings: no secret. */
export const Fact = z
  .object({
    key: z.string().meta({ description: 'Snippets name it so. `secret`: what a receiver verifies with, where that is not the secret itself.' }),
    label: z.string(),
    value: z.string(),
    help: z.string().optional(),
    source: Source,
  })
  .meta({ id: 'Fact' })
export type Fact = z.infer<typeof Fact>

export const Registration = z
  .object({
    seq: Seq,
    id: z.string(),
    provider: z.string(),
    account: z.string().meta({ description: "Id of the provider's account (application, agency) it belongs to." }),
    url: z.string(),
    settings: JsonObject.meta({ description: 'Secret fields are null unless asked for with ?reveal=true.' }),
    enabled: z.boolean(),
    policy: ShownPolicy.nullable().meta({ description: 'Null when its provider is not here any more.' }),
    differences: z.array(Difference),
    facts: z.array(Fact),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Registration' })
export type Registration = z.infer<typeof Registration>

export const RegistrationCreate = z
  .object({
    provider: z.string(),
    account: z.string().min(1).max(200).optional().meta({ description: "Absent: the provider's first account." }),
    url: z.string().max(8192),
    settings: JsonObject.default({}),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'RegistrationCreate' })

export const RegistrationChange = z
  .object({
    url: z.string().max(8192).optional(),
    settings: JsonObject.optional().meta({ description: 'Merged over what is there; a field left out stays, null sets its default or has a new secret made.' }),
    enabled: z.boolean().optional(),
    policy: PolicyChange.optional().meta({ description: 'For deliveries from now on; acknowledgement, retries and order also for those that wait.' }),
    policyReset: z.array(Policy.keyof()).optional().meta({ description: "Keys that go back to the provider's value." }),
  })
  .meta({ id: 'RegistrationChange' })
