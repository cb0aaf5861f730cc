/** How requests are signed that no provider's scheme describes: the vocabulary of a provider file's signature, for one inbox. */
import { z } from 'zod'
import { Signing } from './provider-file.ts'
import { template } from './provider-file-template.ts'

/** The scheme of an inbox that verifies so. */
export const CUSTOM = 'custom'

/** `method`, `target` (path and query), `host`: of the request. */
const CONTENT_NAMES = ['body', 'timestamp', 'id', 'method', 'target', 'host'] as const
const YEAR_MS = 365 * 86_400_000

export const CustomSigning = z
  .strictObject({
    algorithm: Signing.shape.algorithm.default('hmac-sha256').meta({ description: 'ed25519: the secret is the public key, of 32 bytes.' }),
    key: z
      .strictObject({ encoding: Signing.shape.key.shape.encoding, prefix: Signing.shape.key.shape.prefix })
      .default({ encoding: 'utf8' })
      .meta({ description: 'How the text of the secret becomes bytes.' }),
    content: template(CONTENT_NAMES).default('{body}').meta({ description: 'What is signed, such as `{timestamp}.{body}`; also `{id}`, and of the request `{method}`, `{target}`, `{host}`.' }),
    encoding: Signing.shape.encoding,
    header: Signing.shape.header.meta({ description: 'Where the signature stands.' }),
    format: Signing.shape.format,
    headers: z.record(Signing.shape.header, template(['timestamp', 'id'])).default({}).meta({ description: 'Other headers that are signed: `{"X-Timestamp": "{timestamp}"}`.' }),
    timestamp: z
      .strictObject({
        unit: z.enum(['seconds', 'milliseconds', 'iso']).default('seconds'),
        toleranceMs: z.int().min(0).max(YEAR_MS).optional().meta({ description: 'How far from the time of arrival it may be. Absent: as far as it likes.' }),
      })
      .default({ unit: 'seconds' }),
  })
  .meta({ id: 'CustomSigning' })
export type CustomSigning = z.infer<typeof CustomSigning>
