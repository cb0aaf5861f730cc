/** The account document: whoever holds its API key manages its endpoints. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { EntityKind } from '#contract/provider.ts'
import { z } from 'zod'
import type { EntityData, World } from '../provider.ts'

export const DEFAULT_ACCOUNT = '1'
export const DEFAULT_API_KEY = 'standard-webhooks-dev-key'

const Account = z.strictObject({
  id: z.union([z.string(), z.int()]).transform(String).pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, 64 at most')),
  name: z.string().max(200).default('Account'),
  apiKey: z.string().regex(/^[A-Za-z0-9\-._~+/]{1,500}=*$/, 'what a bearer token may consist of: letters, digits and -._~+/'),
})
export type Account = z.infer<typeof Account>

export const ENTITY_KINDS: EntityKind[] = [
  {
    kind: 'account',
    title: 'Account',
    plural: 'Accounts',
    description: 'Has endpoints, and an API key that manages them.',
    fields: [
      { key: 'id', label: 'ID', type: 'string', required: true, source: 'extension' },
      { key: 'name', label: 'Name', type: 'string', source: 'extension' },
      { key: 'apiKey', label: 'API key', type: 'string', required: true, help: 'Sent as Authorization: Bearer.', source: 'extension' },
    ],
    raises: false,
  },
]

export function seedEntities(): { kind: string; items: EntityData[] }[] {
  const account: Account = { id: DEFAULT_ACCOUNT, name: 'Account under development', apiKey: DEFAULT_API_KEY }
  return [{ kind: 'account', items: [{ id: account.id, data: account }] }]
}

/** @throws `ProblemError`: `not_found` for an unknown kind, `invalid` for what is no account, or a key that another one has. */
export function parseEntity(kind: string, data: JsonObject, world: World): EntityData {
  if (kind !== 'account') throw new ProblemError('not_found', `Standard Webhooks has no documents of the kind "${kind}". The kind is account.`)
  const parsed = Account.safeParse(data)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new ProblemError('invalid', `The account is not valid: ${issues.map(({ path, message }) => `${path || 'account'}: ${message}`).join('; ')}.`, { issues })
  }
  const { id, apiKey } = parsed.data
  const other = world.entities('account', { limit: 2, offset: 0, where: { apiKey } }).find((one) => one.id !== id)
  if (other) throw new ProblemError('invalid', `The API key is that of account ${other.id}: a key must belong to one account.`)
  return { id, data: parsed.data }
}

export function entityTitle(_kind: string, { id, data }: EntityData): string {
  return `${typeof data['name'] === 'string' ? data['name'] : 'Account'} (${id})`
}

export function accountOfKey(world: World, apiKey: string): Account | undefined {
  const stored = world.entities('account', { limit: 1, offset: 0, where: { apiKey } })[0]
  return stored && Account.parse(stored.data)
}
