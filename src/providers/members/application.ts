/** The application document: who asks, with which key, for which scopes. A webhook belongs to an application. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Field } from '#contract/provider.ts'
import { z } from 'zod'
import type { World } from '../provider.ts'
import { ALL_SCOPES, CURRENT_SCOPES } from './scopes.ts'

export const DEFAULT_APPLICATION = '1'
export const DEFAULT_API_KEY = 'members-dev-key'

/** What was set of a webhook before it had both URL and signing key: only then it is registered. */
const PendingWebhook = z.strictObject({ url: z.string().optional(), signingKey: z.string().optional(), requestInterval: z.int().optional() })

const Application = z.strictObject({
  id: z.union([z.string(), z.int()]).transform(String).pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, 64 at most')),
  name: z.string().max(200).default('Application'),
  apiKey: z.string().regex(/^[\x21-\x2b\x2d-\x7e]{1,200}$/, 'printable characters without spaces and commas, 200 at most: it travels in a header'),
  scopes: z.array(z.enum(ALL_SCOPES as [string, ...string[]], { error: (issue) => `there is no scope "${String(issue.input)}"` })).default(CURRENT_SCOPES),
  /** personID of whoever is logged in at the provider's page: Run Test sends that person. */
  currentUser: z.int().min(1).nullable().default(null),
  pendingWebhook: PendingWebhook.optional(),
})
export type Application = z.infer<typeof Application>

/** Throws `ProblemError('invalid')`; API keys must be unique, since a key names its application. */
export function parseApplication(data: JsonObject, world: World): Application {
  const result = Application.safeParse(data)
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'application'}: ${issue.message}`)
    throw new ProblemError('invalid', `The application is not valid: ${issues.join('; ')}.`, { issues })
  }
  const other = world.entities('application', { limit: 2, offset: 0, where: { apiKey: result.data.apiKey } }).find(({ id }) => id !== result.data.id)
  if (other) throw new ProblemError('invalid', `The API key is taken by application ${other.id}: a key must belong to one application.`)
  return result.data
}

export function readApplication(world: World, id: string): Application | undefined {
  const stored = world.entity('application', id)
  return stored && Application.parse(stored.data)
}

export function applicationOfKey(world: World, apiKey: string): Application | undefined {
  const stored = world.entities('application', { limit: 1, offset: 0, where: { apiKey } })[0]
  return stored && Application.parse(stored.data)
}

export const APPLICATION_FIELDS: Field[] = [
  { key: 'id', label: 'ID', type: 'string', required: true, source: 'documented' },
  { key: 'name', label: 'Name', type: 'string', source: 'assumed' },
  { key: 'apiKey', label: 'API key', type: 'string', required: true, help: 'Sent as x-access-token.', source: 'documented' },
  { key: 'scopes', label: 'Approved scopes', type: 'strings', options: [...ALL_SCOPES], source: 'documented' },
  { key: 'currentUser', label: 'Current user', type: 'integer', help: 'personID of the person whom Run Test sends.', source: 'documented' },
]
