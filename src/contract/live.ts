import { z } from 'zod'
import { ClockState } from './clock.ts'
import { DeliverySummary } from './delivery.ts'
import { CaptureSummary, Inbox } from './inbox.ts'
import { Entity, ProviderInfo } from './provider.ts'
import { ProviderFileInfo } from './provider-file.ts'
import { Registration } from './registration.ts'
import { Replay } from './replay.ts'
import { Sync } from './sync.ts'

const put = <K extends string, T extends z.ZodType>(kind: K, item: T) =>
  z.object({ kind: z.literal(kind), op: z.literal('put'), id: z.string(), item })

/** One changed thing, with what it looks like now. `entity` ids are `<provider>/<kind>/<id>`. */
export const LiveChange = z
  .union([
    put('delivery', DeliverySummary),
    put('registration', Registration),
    put('inbox', Inbox),
    put('capture', CaptureSummary),
    put('entity', Entity),
    put('sync', Sync),
    put('provider', ProviderInfo),
    put('provider-file', ProviderFileInfo),
    put('replay', Replay),
    z.object({
      kind: z.enum(['delivery', 'registration', 'inbox', 'capture', 'entity', 'sync', 'provider', 'provider-file', 'replay']),
      op: z.literal('delete'),
      id: z.string(),
    }),
  ])
  .meta({ id: 'LiveChange' })
export type LiveChange = z.infer<typeof LiveChange>

/**
 * The messages of the feed, by the `event:` name they travel under.
 * `id:` of `hello` and `changes` is `<workspace>.<seq>`; sent back as Last-Event-ID it resumes after that change.
 */
export const LiveMessage = {
  /** First message of every connection. `reset`: the cursor is unknown here (another workspace, or too old): read the lists again. */
  hello: z.object({ workspace: z.string(), seq: z.int(), reset: z.boolean() }),
  /** Things that changed up to `seq`, each once. */
  changes: z.object({ seq: z.int(), changes: z.array(LiveChange) }),
  /** Counts and clock have moved; at most a few times a second. */
  status: z.lazy(() => Status),
} as const

export const Status = z
  .object({
    version: z.string(),
    workspace: z.string(),
    dataDir: z.string(),
    strict: z.boolean(),
    listeners: z.object({ control: z.string(), provider: z.string(), inbox: z.string(), inboxTls: z.string() }),
    providers: z.record(z.string(), z.string()),
    clock: ClockState,
    queue: z.object({
      waiting: z.int().meta({ description: 'Queued or waiting for a retry.' }),
      inFlight: z.int(),
      paused: z.boolean().meta({ description: 'No new call is begun until sending goes on.' }),
    }),
    deliveries: z.record(z.string(), z.int()).meta({ description: 'Count by status.' }),
    captures: z.int(),
  })
  .meta({ id: 'Status' })
export type Status = z.infer<typeof Status>
