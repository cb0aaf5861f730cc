import { z } from 'zod'
import { Json } from './common.ts'
import { PROBLEMS, type ProblemCode } from './problem.ts'

/** What a refusal is on the wire. */
export const Problem = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
      message: z.string().meta({ description: 'What failed, with which value, and what to do.' }),
      details: z.record(z.string(), Json).optional(),
    }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
