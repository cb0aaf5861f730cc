import { z } from 'zod'

/** One step of a signature's derivation. */
export const Step = z
  .object({
    title: z.string(),
    detail: z.string().optional().meta({ description: 'What is done and with what.' }),
    value: z.string().nullable().meta({ description: 'The value that came of it; null when it could not be had, or is a secret.' }),
    ok: z.boolean().nullable().meta({ description: 'Whether the step held; null where there is nothing to hold.' }),
  })
  .meta({ id: 'Step' })
export type Step = z.infer<typeof Step>

export const Verdict = z
  .object({
    scheme: z.string(),
    ok: z.boolean(),
    summary: z.string(),
    steps: z.array(Step),
  })
  .meta({ id: 'Verdict' })
export type Verdict = z.infer<typeof Verdict>
