import { z } from 'zod'
import { PageQuery, Seq, Time } from './common.ts'

export const SyncStatus = z.enum(['running', 'paused', 'done', 'cancelled']).meta({ id: 'SyncStatus' })
export type SyncStatus = z.infer<typeof SyncStatus>

/** A full sync: every document that a registration may see, pushed through the same queue as everything else. */
export const Sync = z
  .object({
    seq: Seq,
    id: z.string(),
    registrationId: z.string(),
    provider: z.string(),
    status: SyncStatus,
    intervalMs: z.int().meta({ description: 'Least time between the starts of two of its requests, retries included; 0: as fast as it goes.' }),
    batchSize: z.int().meta({ description: 'Documents per message; more than 1 is an extension.' }),
    total: z.int().meta({ description: 'Documents there were when it began.' }),
    skipped: z.int().meta({ description: 'Documents that the registration may not see.' }),
    messages: z.int().meta({ description: 'Deliveries made so far.' }),
    sent: z.int().meta({ description: 'Deliveries that had at least one attempt.' }),
    acknowledged: z.int(),
    waiting: z.int().meta({ description: 'Deliveries that are queued, in flight, or waiting for a retry.' }),
    failed: z.int().meta({ description: 'Deliveries given up: failed, expired or cancelled.' }),
    progress: z.number().min(0).max(1),
    ratePerSecond: z.number().nullable().meta({ description: 'Starts of requests, lately; null when too few.' }),
    leftMs: z.number().nullable().meta({ description: 'Until all is sent, at that rate; null when unknown.' }),
    createdAt: Time,
    endedAt: Time.nullable(),
  })
  .meta({ id: 'Sync' })
export type Sync = z.infer<typeof Sync>

export const SyncCreate = z
  .object({
    registrationId: z.string().max(50),
    intervalMs: z.int().min(0).max(86_400_000).optional().meta({ description: "Absent: the registration's own setting." }),
    batchSize: z.int().min(1).max(1000).default(1),
  })
  .meta({ id: 'SyncCreate' })

export const SyncQuery = PageQuery.extend({ registrationId: z.string().max(50).optional() })

export const SyncSpacingQuery = z.object({ limit: z.coerce.number().int().min(1).max(2000).default(500) })

/** The pace of a sync as it was kept. */
export const SyncSpacing = z
  .object({
    seq: Seq,
    intervalMs: z.int().meta({ description: 'Least time between two starts that was asked for.' }),
    starts: z.array(Time).meta({ description: 'When its newest requests started, retries included, oldest first.' }),
  })
  .meta({ id: 'SyncSpacing' })
export type SyncSpacing = z.infer<typeof SyncSpacing>
