import { z } from 'zod'
import { BodyDiff } from './diff.ts'
import { Verdict } from './verdict.ts'

/** A way in which signatures are got wrong. */
export const Mistake = z
  .object({
    id: z.string().meta({ description: 'Stable, such as `secret-as-text`.' }),
    title: z.string().meta({ description: 'What was done.' }),
    advice: z.string().meta({ description: 'What to do about it.' }),
  })
  .meta({ id: 'Mistake' })
export type Mistake = z.infer<typeof Mistake>

/** Whose a secret is, without the secret. */
export const SecretOwner = z
  .object({
    title: z.string().meta({ description: 'Such as `the Signing Key of reg_3`.' }),
    registration: z.string().nullable().meta({ description: 'The registration that signs with it now, so that an inbox can take it over with `secretOf`; null: it is an old one, or that of another inbox.' }),
  })
  .meta({ id: 'SecretOwner' })
export type SecretOwner = z.infer<typeof SecretOwner>

/** Why a request's signature holds, or does not. */
export const Explanation = z
  .object({
    verdict: Verdict.nullable().meta({ description: 'By the scheme of now; null: nothing is verified.' }),
    summary: z.string().meta({ description: 'Beside that of the verdict.' }),
    mistakes: z.array(Mistake).meta({ description: 'With these together the signature holds. Empty: it holds as it should, or none of the usual mistakes explains it.' }),
    secret: SecretOwner.nullable().meta({ description: 'Whose secret made it, where another one than that of the inbox did. Never the secret itself.' }),
    body: BodyDiff.nullable().meta({ description: 'From what was signed (`a`) to what arrived (`b`), where the mistake is in the body.' }),
    tried: z.int().meta({ description: 'Signatures that were made to find out.' }),
    looked: z.array(z.string()).meta({ description: 'What was tried, each alone and then two together; empty where nothing was.' }),
    complete: z.boolean().meta({ description: 'False: the body is so large that not all was tried.' }),
  })
  .meta({ id: 'Explanation' })
export type Explanation = z.infer<typeof Explanation>
