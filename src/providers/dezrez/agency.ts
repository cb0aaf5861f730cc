/** The documents that the emulator keeps: agencies, which webhooks belong to, and API clients, whose bearer tokens ask. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { EntityKind } from '#contract/provider.ts'
import { z } from 'zod'
import type { EntityData, World } from '../provider.ts'

export const DEFAULT_AGENCY = '1'
/** Of the agency of a fresh workspace. */
export const BRANCHES: readonly string[] = ['11', '12']
const DEFAULT_TOKEN = 'dezrez-dev-token'

/** Digits of a 64-bit integer, as text: a number would lose the last of them above 2^53. */
const Id = z
  .union([z.string(), z.int(), z.bigint()])
  .transform(String)
  .pipe(z.string().regex(/^(0|[1-9]\d{0,18})$/, 'a whole number of 19 digits at most'))

const Agency = z.strictObject({
  id: Id,
  name: z.string().max(200).default('Agency'),
  branchIds: z.array(Id).max(500).default([]),
  /** The external provider "webhooks", which the provider's staff enable. */
  webhooksEnabled: z.boolean().default(true),
})
export type Agency = z.infer<typeof Agency>

const ApiClient = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, 64 at most'),
  name: z.string().max(200).default('API client'),
  token: z.string().regex(/^[A-Za-z0-9\-._~+/]{1,500}=*$/, 'what a bearer token may consist of: letters, digits and -._~+/'),
  /** The agency of the user who logged in; null: a flow without a user, which names the agency in each request. */
  agencyId: Id.nullable().default(null),
})
export type ApiClient = z.infer<typeof ApiClient>

export const ENTITY_KINDS: EntityKind[] = [
  {
    kind: 'agency',
    title: 'Agency',
    plural: 'Agencies',
    description: 'Webhooks belong to an agency, and can be used once they are enabled for it.',
    fields: [
      { key: 'id', label: 'ID', type: 'string', required: true, help: 'AgencyId: a whole number.', source: 'documented' },
      { key: 'name', label: 'Name', type: 'string', source: 'assumed' },
      { key: 'webhooksEnabled', label: 'Webhooks enabled', type: 'boolean', help: "The provider's staff enable the external provider \"webhooks\"; until then registering is refused.", source: 'documented' },
      { key: 'branchIds', label: 'Branches', type: 'strings', help: 'Ids that a request may name as branchId.', source: 'assumed' },
    ],
    raises: false,
  },
  {
    kind: 'client',
    title: 'API client',
    plural: 'API clients',
    description: 'Whoever holds its bearer token may use the API.',
    fields: [
      { key: 'id', label: 'ID', type: 'string', required: true, source: 'assumed' },
      { key: 'name', label: 'Name', type: 'string', source: 'assumed' },
      { key: 'token', label: 'Bearer token', type: 'string', required: true, help: 'Sent as Authorization: Bearer.', source: 'documented' },
      { key: 'agencyId', label: 'Agency of its user', type: 'string', help: 'Empty for a flow without a user: each request then names its agency by agencyId.', source: 'documented' },
    ],
    raises: false,
  },
]

const SCHEMAS = { agency: Agency, client: ApiClient } as const

export function seedEntities({ strict }: { strict: boolean }): { kind: string; items: EntityData[] }[] {
  const agency: Agency = { id: DEFAULT_AGENCY, name: 'Agency under development', branchIds: [...BRANCHES], webhooksEnabled: !strict }
  const client: ApiClient = { id: 'dev', name: 'Development', token: DEFAULT_TOKEN, agencyId: DEFAULT_AGENCY }
  return [
    { kind: 'agency', items: [{ id: agency.id, data: agency }] },
    { kind: 'client', items: [{ id: client.id, data: client }] },
  ]
}

/** @throws `ProblemError`: `not_found` for an unknown kind, `invalid` for what is no such document, or a token that another client has. */
export function parseEntity(kind: string, data: JsonObject, world: World): EntityData {
  const schema = kind === 'agency' || kind === 'client' ? SCHEMAS[kind] : undefined
  if (!schema) throw new ProblemError('not_found', `Dezrez has no documents of the kind "${kind}". Kinds are agency and client.`)
  const parsed = schema.safeParse(data['agencyId'] === '' ? { ...data, agencyId: null } : data)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new ProblemError('invalid', `The ${kind} is not valid: ${issues.map(({ path, message }) => `${path || kind}: ${message}`).join('; ')}.`, { issues })
  }
  if ('token' in parsed.data) {
    const { token, id } = parsed.data
    const other = world.entities('client', { limit: 2, offset: 0, where: { token } }).find((one) => one.id !== id)
    if (other) throw new ProblemError('invalid', `The token is that of client ${other.id}: a token must belong to one client.`)
  }
  return { id: parsed.data.id, data: parsed.data }
}

export function entityTitle(_kind: string, { id, data }: EntityData): string {
  return `${typeof data['name'] === 'string' ? data['name'] : 'Agency'} (${id})`
}

export function readAgency(world: World, id: string): Agency | undefined {
  const stored = world.entity('agency', id)
  return stored && Agency.parse(stored.data)
}

export function clientOfToken(world: World, token: string): ApiClient | undefined {
  const stored = world.entities('client', { limit: 1, offset: 0, where: { token } })[0]
  return stored && ApiClient.parse(stored.data)
}
