import { z } from 'zod'

/** What was found of a receiver in one respect. */
export const Finding = z
  .object({
    id: z.string(),
    title: z.string().meta({ description: 'How it should be.' }),
    verdict: z.enum(['ok', 'warn', 'bad', 'skipped']),
    message: z.string().meta({ description: 'How it is.' }),
    advice: z.string().nullable(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>
