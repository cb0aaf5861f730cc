import { z } from 'zod'

/** Whether calls are made at all. */
export const Sending = z
  .object({ paused: z.boolean().meta({ description: 'No new call is begun, whatever is due; what is in flight goes on. Kept over a restart.' }) })
  .meta({ id: 'Sending' })
export type Sending = z.infer<typeof Sending>
