import { z } from 'zod'

/** Whether the secrets of the workspace are encrypted in its database. */
export const Sealing = z
  .object({
    sealed: z.boolean().meta({ description: 'Without the key the workspace does not open.' }),
    available: z.boolean().meta({ description: 'There is a key: the desktop app brings one where the system has a key store.' }),
  })
  .meta({ id: 'Sealing' })
export type Sealing = z.infer<typeof Sealing>
