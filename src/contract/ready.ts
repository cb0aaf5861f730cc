import { z } from 'zod'

/** The one line that `serve --json` prints, the message the engine process sends its parent, and the run file's content. */
export const Ready = z.object({
  ready: z.literal(true),
  version: z.string(),
  control: z.url().meta({ description: 'Origin of the control listener: the UI is at `/`, the API below /api/v1.' }),
  token: z.string(),
  providers: z.record(z.string(), z.string()),
  inbox: z.string(),
  inboxTls: z.string().meta({ description: 'The same over TLS.' }),
  dataDir: z.string(),
  clock: z.enum(['real', 'virtual']),
  pid: z.int(),
})
export type Ready = z.infer<typeof Ready>
