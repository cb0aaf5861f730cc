/** The one kind of document of a provider that is a file: what webhooks belong to, with the token of its emulated API. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ProviderFile } from '#contract/provider-file.ts'
import type { EntityKind } from '#contract/provider.ts'
import { z } from 'zod'
import type { EntityData, Provider, World } from '../provider.ts'

export const KIND = 'account'
export const DEFAULT_ACCOUNT = '1'

const Account = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, 64 at most'),
  name: z.string().max(200).default('Account'),
  token: z.string().regex(/^[A-Za-z0-9\-._~+/]{1,500}=*$/, 'what a bearer token may consist of: letters, digits and -._~+/'),
})

const kindOf = (title: string): EntityKind => ({
  kind: KIND,
  title,
  plural: `${title}s`,
  description: 'Webhooks belong to it; its token opens the emulated API.',
  fields: [
    { key: 'id', label: 'ID', type: 'string', required: true, source: 'extension' },
    { key: 'name', label: 'Name', type: 'string', source: 'extension' },
    { key: 'token', label: 'Bearer token', type: 'string', required: true, help: 'Sent as Authorization: Bearer to the emulated API.', source: 'extension' },
  ],
  raises: false,
})

export const tokenOf = (file: ProviderFile): string => `${file.id}-dev-token`

export function accountsOf(file: ProviderFile): Pick<Provider, 'account' | 'entityKinds' | 'seedEntities' | 'parseEntity' | 'entityTitle' | 'entityChanged'> {
  return {
    account: { kind: KIND, title: file.account, registrationsPerAccount: null, defaultId: DEFAULT_ACCOUNT },
    entityKinds: [kindOf(file.account)],
    seedEntities: () => [{ kind: KIND, items: [{ id: DEFAULT_ACCOUNT, data: { id: DEFAULT_ACCOUNT, name: `${file.account} under development`, token: tokenOf(file) } }] }],
    parseEntity: (kind, data, world) => parse(file, kind, data, world),
    entityTitle: (_kind, { id, data }) => `${typeof data['name'] === 'string' ? data['name'] : file.account} (${id})`,
    entityChanged: () => [],
  }
}

function parse(file: ProviderFile, kind: string, data: JsonObject, world: World): EntityData {
  if (kind !== KIND) throw new ProblemError('not_found', `${file.title} has no documents of the kind ${JSON.stringify(kind)}. It has: ${KIND}.`)
  const parsed = Account.safeParse(data)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new ProblemError('invalid', `The ${file.account.toLowerCase()} is not valid: ${issues.map(({ path, message }) => `${path || KIND}: ${message}`).join('; ')}.`, { issues })
  }
  const { id, token } = parsed.data
  const other = world.entities(KIND, { limit: 2, offset: 0, where: { token } }).find((one) => one.id !== id)
  if (other) throw new ProblemError('invalid', `The token is that of ${other.id}: a token must belong to one ${file.account.toLowerCase()}.`)
  return { id, data: parsed.data }
}
