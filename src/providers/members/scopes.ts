/** Which fields an application gets of a person: the ones of scopes that are approved for it and consented to by the person. */
import type { JsonObject } from '#contract/common.ts'
import { z } from 'zod'
import { Person } from './person.ts'

/** Every scope that is not deprecated, in the documentation's order, with the fields it shows. `related` is listed in `FAMILY`. */
const FIELDS = {
  'members.read_person_id': [],
  'members.read_active_status': ['activeStatus'],
  'members.email': ['email'],
  'members.phone': ['cellPhone', 'homePhone'],
  'members.read_name': ['firstName', 'middleName', 'lastName', 'displayName'],
  'members.read_birthdate': ['birthDate'],
  'members.read_gender': ['gender'],
  'members.read_culture': ['cultureCode1'],
  'members.read_picture': ['profilePicture'],
  'members.address': ['currentAddress'],
  'members.read_church': ['churchID', 'church'],
  'members.read_spouse': [],
  'members.read_children_dependents': [],
  'members.read_parents_guardians': [],
} as const satisfies Record<string, readonly (keyof Person)[]>
type Scope = keyof typeof FIELDS

const FAMILY = {
  'members.read_spouse': ['spouse'],
  'members.read_children_dependents': ['children', 'dependents'],
  'members.read_parents_guardians': ['parents', 'guardians'],
} as const satisfies Partial<Record<Scope, readonly (keyof NonNullable<Person['related']>)[]>>

/** What only `members.read_family` grants: each relative with name and church. Not a scope of its own. */
const FAMILY_DETAIL = 'family detail'
type Grant = Scope | typeof FAMILY_DETAIL

/** Other names that the documentation uses: deprecated ones, and one spelled differently in one place. */
const STANDS_FOR: Readonly<Record<string, readonly Grant[]>> = {
  'members.spouse': ['members.read_spouse'],
  'members.profile': ['members.read_name', 'members.read_birthdate', 'members.read_gender', 'members.read_culture', 'members.read_picture'],
  'members.read_membership': ['members.read_church'],
  'members.read_family': ['members.read_spouse', 'members.read_children_dependents', 'members.read_parents_guardians', FAMILY_DETAIL],
}

/** Scopes that an application should ask for today. */
export const CURRENT_SCOPES = Object.keys(FIELDS) as Scope[]
/** Every name that is understood. */
export const ALL_SCOPES: readonly string[] = [...CURRENT_SCOPES, ...Object.keys(STANDS_FOR)]

const granted = (scopes: readonly string[]): Set<Grant> =>
  new Set(scopes.flatMap((scope) => STANDS_FOR[scope] ?? (Object.hasOwn(FIELDS, scope) ? [scope as Scope] : [])))

/** What is both approved and consented to; deprecated names are taken apart first, so that either side may use them. */
export function shared(approved: readonly string[], consented: readonly string[]): Set<Grant> {
  const consent = granted(consented)
  return new Set([...granted(approved)].filter((grant) => consent.has(grant)))
}

/** What `members.read_family` tells of a relative; undefined for a person who is not known. */
export type Relative = (personID: number) => Pick<Person, 'displayName' | 'churchID'> | undefined

/**
 * The person as the application may see it; undefined when nothing at all is shared, which hides the person altogether
 * (assumed). Keys come in the order of the documentation's table. A field that is shared but has no value is null;
 * a field that is not shared is absent.
 */
export function scoped(person: Person, approved: readonly string[], consented: readonly string[], relative: Relative = () => undefined): JsonObject | undefined {
  const grants = shared(approved, consented)
  if (grants.size === 0) return undefined
  const full = withNulls(Person, person)
  const seen: JsonObject = { personID: person.personID, lastChangedDate: person.lastChangedDate }
  for (const scope of CURRENT_SCOPES) {
    if (grants.has(scope)) for (const field of FIELDS[scope]) seen[field] = full[field] ?? null
  }
  const relations = Object.entries(FAMILY).flatMap(([scope, names]) => (grants.has(scope as Scope) ? names : []))
  if (relations.length > 0) {
    const tell = grants.has(FAMILY_DETAIL) ? (personID: number) => detailed(personID, relative(personID)) : (personID: number) => ({ personID })
    seen['related'] = Object.fromEntries(relations.map((name) => [name, (person.related?.[name] ?? []).map((one) => tell(one.personID))]))
  }
  return seen
}

const detailed = (personID: number, known: ReturnType<Relative>): JsonObject => ({
  personID,
  displayName: known?.displayName ?? null,
  church: { org: { churchID: known?.churchID ?? null } },
})

/** Every key of the schema in its order, null where there is no value. */
function withNulls(schema: z.ZodObject, value: object): JsonObject {
  const values = value as JsonObject
  return Object.fromEntries(
    Object.entries(schema.shape).map(([key, field]) => {
      const inner: unknown = field instanceof z.ZodOptional ? field.unwrap() : field
      const given = values[key] ?? null
      return [key, inner instanceof z.ZodObject && given !== null ? withNulls(inner, given as object) : given]
    }),
  )
}
