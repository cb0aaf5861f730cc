/** The person document: what the provider documents of PersonDetails, and beside it our `consents`. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Field } from '#contract/provider.ts'
import { z } from 'zod'
import { mergePatch } from '#contract/merge-patch.ts'

const text = z.string().max(2_000)
const personID = z.int().min(1).max(999_999_999)
const churchID = z.int().min(1).max(999_999_999)
/** Times of day are not told apart: `1988-12-08T00:00:00`, without a zone. */
const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'expected a time like 1988-12-08T00:00:00')

const Country = z.strictObject({ iso2Code: text.optional(), nameEn: text.optional(), nameNative: text.optional(), nameNo: text.optional() })
const Phone = z.strictObject({ formatted: text.optional(), number: text.optional(), prefix: text.optional(), unFormatted: text.optional() })
const Address = z.strictObject({
  address1: text.optional(),
  city: text.optional(),
  country: Country.optional(),
  formatted: text.optional(),
  formattedAddressLine1: text.optional(),
  formattedAddressLine2: text.optional(),
  formattedAddressLine3: text.optional(),
  formattedAddressLine4: text.optional(),
  formattedAddressLine5: text.optional(),
  formattedAddressLine6: text.optional(),
  postalCode: text.optional(),
})
const VisitingAddress = z.strictObject({
  address1: text.optional(),
  address2: text.optional(),
  address3: text.optional(),
  address4: text.optional(),
  city: text.optional(),
  country: Country.optional(),
  postalCode: text.optional(),
})
const Church = z.strictObject({
  active: z.boolean().optional(),
  archived: z.boolean().optional(),
  startDate: localTime.optional(),
  endDate: localTime.optional(),
  name: text.optional(),
  visitingAddress: VisitingAddress.optional(),
  orgID: churchID.optional(),
})
const relatives = z.array(z.strictObject({ personID })).max(100).optional()

const ACTIVE_STATUSES = ['Active', 'Inactive', 'Duplicate', 'Deceased', 'Contact'] as const
export const GENDERS = ['Female', 'Male'] as const

export const Person = z.strictObject({
  personID,
  lastChangedDate: z.iso.datetime({ error: 'expected an ISO 8601 time in UTC' }),
  activeStatus: z.enum(ACTIVE_STATUSES).optional(),
  email: text.optional(),
  cellPhone: Phone.optional(),
  homePhone: Phone.optional(),
  firstName: text.optional(),
  middleName: text.optional(),
  lastName: text.optional(),
  displayName: text.optional(),
  birthDate: localTime.optional(),
  gender: z.enum(GENDERS).optional(),
  cultureCode1: text.optional(),
  profilePicture: text.optional(),
  currentAddress: Address.optional(),
  churchID: churchID.optional(),
  church: Church.optional(),
  related: z
    .strictObject({ spouse: relatives, children: relatives, dependents: relatives, parents: relatives, guardians: relatives })
    .optional(),
  /** Ours: the scopes that the person consented to, by application id. Never sent. */
  consents: z.record(z.string(), z.array(text).max(100)).optional(),
})
export type Person = z.infer<typeof Person>
export type Church = z.infer<typeof Church>

/**
 * Checks a person and puts its keys in order. Null is as good as absent; a personID may come as digits in a string.
 * `knownScopes` bounds what can be consented to. Throws `ProblemError('invalid')`.
 */
export function parsePerson(data: JsonObject, defaults: { lastChangedDate: string; knownScopes: readonly string[] }): Person {
  const { personID: id, ...rest }: JsonObject = { lastChangedDate: defaults.lastChangedDate, ...mergePatch({}, data) }
  const result = Person.safeParse({ ...rest, personID: typeof id === 'string' && /^[1-9]\d{0,8}$/.test(id) ? Number(id) : id })
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'person'}: ${issue.message}`)
    throw new ProblemError('invalid', `The person is not valid: ${issues.join('; ')}.`, { issues })
  }
  const unknown = Object.values(result.data.consents ?? {}).flat().filter((scope) => !defaults.knownScopes.includes(scope))
  if (unknown.length > 0) {
    throw new ProblemError('invalid', `consents: there is no scope "${unknown[0]}". Scopes are ${defaults.knownScopes.join(', ')}.`)
  }
  return result.data
}

/** How a list names a person: whatever the application may see, the user of the workbench sees it whole. */
export const personTitle = (person: Pick<Person, 'personID' | 'displayName'>): string =>
  person.displayName ? `${person.displayName} (${person.personID})` : String(person.personID)

const field = (key: string, label: string, more: Partial<Field> = {}): Field => ({ key, label, type: 'string', source: 'documented', ...more })

/** What a form offers; families, church and consents are edited as JSON. */
export const PERSON_FIELDS: Field[] = [
  field('personID', 'Person ID', { type: 'integer', required: true }),
  field('activeStatus', 'Active status', { type: 'enum', options: [...ACTIVE_STATUSES] }),
  field('firstName', 'First name'),
  field('middleName', 'Middle name'),
  field('lastName', 'Last name'),
  field('displayName', 'Display name'),
  field('email', 'Email'),
  field('cellPhone.number', 'Cell phone, number'),
  field('birthDate', 'Birth date', { help: 'Like 1988-12-08T00:00:00, without a zone.' }),
  field('gender', 'Gender', { type: 'enum', options: [...GENDERS] }),
  field('cultureCode1', 'Culture', { help: 'Like en-US.' }),
  field('churchID', 'Church ID', { type: 'integer' }),
  field('currentAddress.address1', 'Address'),
  field('currentAddress.postalCode', 'Postal code'),
  field('currentAddress.city', 'City'),
]
