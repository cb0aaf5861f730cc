/**
 * The file that says what an instance is started with: ports, clock, and the inboxes and registrations that are to be there.
 * `docs/config.md` explains each part; `resources/config.schema.json` is made from here.
 */
import { z } from 'zod'
import { InboxCreate } from './inbox.ts'
import { PolicyChange } from './policy.ts'
import { RegistrationCreate } from './registration.ts'
import { StripInput } from './rule.ts'

const port = z.int().min(0).max(65_535)
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'letters, digits, dashes and underscores, 63 at most')
const inboxName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, 63 at most')

/** A plain status is a number here, where nobody writes quotes around it. */
const status = z.int().min(100).max(599).transform((code) => [{ status: code }])

export const ConfigInbox = InboxCreate.omit({ name: true })
  .extend({ respond: z.union([status, StripInput]).optional().meta({ description: 'Default: 200. A status, text such as `503 x2 | hang | 200`, or a list.' }) })
  .strict()
  .meta({ id: 'ConfigInbox' })
export const ConfigRegistration = RegistrationCreate.extend({
  url: z.string().max(8192).meta({ description: 'Where it goes; `inbox:orders` is the inbox of that name, and a path may follow: `inbox:orders/sub`.' }),
  policy: PolicyChange.optional().meta({ description: "What differs from the provider's policy." }),
})
  .strict()
  .meta({ id: 'ConfigRegistration' })

/** What a start takes: what is left out has the default of the flag of that name. */
export const ConfigStart = z.strictObject({
  host: z.string().min(1).max(255).optional().meta({ description: 'Address to listen at. Default 127.0.0.1; another one lets other machines in.' }),
  controlPort: port.optional().meta({ description: 'The page and the API. 0: a free one. Default 4480.' }),
  providerPort: port.optional().meta({ description: "The providers' own APIs. Default 4481." }),
  inboxPort: port.optional().meta({ description: 'The inboxes. Default 4482.' }),
  tlsPort: port.optional().meta({ description: 'The inboxes over TLS. Default 4483.' }),
  dataDir: z.string().min(1).optional().meta({ description: "Data directory, from the file's own. Default: the platform's." }),
  ephemeral: z.boolean().optional().meta({ description: 'A temporary data directory, removed at the end.' }),
  clock: z.enum(['real', 'virtual']).optional(),
  clockStart: z.iso.datetime({ offset: true }).optional().meta({ description: 'Where a virtual clock starts.' }),
  seed: z.int().min(0).max(2 ** 32 - 1).optional().meta({ description: 'Fixes generated persons, samples and message ids.' }),
  persons: z.int().min(0).max(1_000_000).optional().meta({ description: 'Generated persons of a fresh workspace. Default 250.' }),
  strict: z.boolean().optional().meta({ description: 'Insist on the rules that only hold in production.' }),
  token: z.string().min(1).max(1000).optional().meta({ description: 'Token of the API. Default: kept in the data directory.' }),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']).optional(),
})

export type ConfigStart = z.output<typeof ConfigStart>

export const ConfigFile = ConfigStart.extend({
  $schema: z.string().optional().meta({ description: 'For editors; not read.' }),
  providers: z.array(z.string().min(1)).max(100).default([]).meta({ description: "Provider files, from the file's own directory; copied into the workspace." }),
  inboxes: z.record(inboxName, ConfigInbox).default({}).meta({ description: 'By name.' }),
  registrations: z.record(key, ConfigRegistration).default({}).meta({ description: 'By a name of your choice, by which each is known again.' }),
}).meta({ title: 'Hookwright configuration', description: 'What an instance is started with. Texts may name environment variables: see docs/config.md.' })
export type ConfigFile = z.output<typeof ConfigFile>
