import { z } from 'zod'

const limit = z.int().min(1).max(1_000_000_000).nullable()

/** How much is kept. What is over goes, the oldest first; what still waits or is under way stays. */
export const Retention = z
  .object({
    maxAgeMs: z.int().min(1_000).max(100 * 365 * 86_400_000).nullable().meta({ description: 'By the clock of the workspace, since it was made or received; null: however old.' }),
    maxDeliveries: limit.meta({ description: 'With their attempts and events; null: however many.' }),
    maxCaptures: limit.meta({ description: 'Of all inboxes together; null: however many.' }),
  })
  .meta({ id: 'Retention' })
export type Retention = z.infer<typeof Retention>

/** A value left out stays. */
export const RetentionChange = Retention.partial().meta({ id: 'RetentionChange' })

/** Of a workspace in which nothing was changed: its size has a bound. */
export const DEFAULT_RETENTION: Retention = { maxAgeMs: null, maxDeliveries: 1_000_000, maxCaptures: 1_000_000 }
