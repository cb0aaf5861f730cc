import { z } from 'zod'
import { Time } from './common.ts'

/** What captures can be written as. */
export const ExportFormat = z.enum(['bundle', 'har', 'jsonl', 'curl', 'http']).meta({
  id: 'ExportFormat',
  description: 'bundle: everything, byte-exact. har: HAR 1.2. jsonl: one bundle item a line. curl: commands for a POSIX shell. http: an .http file.',
})
export type ExportFormat = z.infer<typeof ExportFormat>

/** How each format is called, and how its files end. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormat, { readonly title: string; readonly type: string; readonly ending: string }>> = {
  bundle: { title: 'Bundle', type: 'application/json', ending: '.hookwright.json' },
  har: { title: 'HAR 1.2', type: 'application/json', ending: '.har' },
  jsonl: { title: 'JSON Lines', type: 'application/jsonl', ending: '.jsonl' },
  curl: { title: 'curl commands', type: 'text/x-shellscript', ending: '.sh' },
  http: { title: '.http file', type: 'application/octet-stream', ending: '.http' },
}

/** What is read besides. */
export const ImportFormat = z.enum([...ExportFormat.options, 'webhook-tester', 'webhook-site', 'webhook-site-csv', 'ngrok']).meta({ id: 'ImportFormat' })
export type ImportFormat = z.infer<typeof ImportFormat>

/** Most bytes of one file; a bigger one is refused before it is read. */
export const IMPORT_BYTES = 128 * 2 ** 20

export const CaptureExport = z
  .object({
    format: ExportFormat.default('bundle'),
    of: z.enum(['captures', 'deliveries']).default('captures').meta({ description: 'What inboxes received, or the requests of deliveries, attempt by attempt.' }),
    inbox: z.string().max(70).optional().meta({ description: 'Name or id; of captures only.' }),
    from: z.iso.datetime().optional().meta({ description: 'Received, or created, at this time or later.' }),
    to: z.iso.datetime().optional().meta({ description: 'Before this time.' }),
    ids: z.array(z.string().max(50)).min(1).max(1000).optional().meta({ description: 'Only these.' }),
    secrets: z.boolean().default(false).meta({ description: 'With the secrets that inboxes verify with. Left out otherwise.' }),
  })
  .meta({ id: 'CaptureExport' })
export type CaptureExport = z.infer<typeof CaptureExport>

export const ImportReport = z
  .object({
    format: ImportFormat,
    title: z.string().meta({ description: 'What was recognised, in words.' }),
    dryRun: z.boolean(),
    count: z.int().meta({ description: 'Captures imported, or to be imported.' }),
    inbox: z.object({ name: z.string(), id: z.string().nullable(), isNew: z.boolean() }).meta({ description: 'Where they are, or would be; `id` is null while it is not made.' }),
    faultCount: z.int().meta({ description: 'Entries that could not be imported.' }),
    faults: z.array(z.object({ at: z.string(), message: z.string() })).meta({ description: 'The first 100 of them, each with its place in the file.' }),
    sample: z.array(z.object({ receivedAt: Time, method: z.string(), target: z.string(), size: z.int() })).meta({ description: 'The first five.' }),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof ImportReport>
