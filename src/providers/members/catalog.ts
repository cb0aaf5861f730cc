/** What can happen: only persons raise webhooks today. The wire has no name for what happened; the names are ours. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Trigger } from '#contract/provider.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import type { World } from '../provider.ts'
import { DEFAULT_APPLICATION, readApplication, type Application } from './application.ts'
import { isSeenBy } from './audience.ts'
import { readPerson, toJson } from './entities.ts'
import { parsePerson } from './person.ts'
import { generatePersons } from './persons.ts'
import { ALL_SCOPES, CURRENT_SCOPES } from './scopes.ts'

const property = (name: string, type: string, description: string) => ({ name, type, description })

const PROPERTIES: Trigger['properties'] = [
  property('personID', 'number', 'Always sent. Names the stored person that the rest completes from.'),
  property('lastChangedDate', 'ISO time', 'Always sent.'),
  property('activeStatus', 'Active | Inactive | Duplicate | Deceased | Contact', 'members.read_active_status'),
  property('email', 'string', 'members.email'),
  property('cellPhone', '{formatted, number, prefix, unFormatted}', 'members.phone'),
  property('homePhone', '{formatted, number, prefix, unFormatted}', 'members.phone'),
  property('firstName', 'string', 'members.read_name'),
  property('middleName', 'string', 'members.read_name'),
  property('lastName', 'string', 'members.read_name'),
  property('displayName', 'string', 'members.read_name'),
  property('birthDate', 'time without zone', 'members.read_birthdate'),
  property('gender', 'Female | Male', 'members.read_gender'),
  property('cultureCode1', 'string', 'members.read_culture'),
  property('profilePicture', 'URL', 'members.read_picture'),
  property('currentAddress', '{address1, city, country, formatted, formattedAddressLine1..6, postalCode}', 'members.address'),
  property('churchID', 'number', 'members.read_church'),
  property('church', '{active, archived, startDate, endDate, name, visitingAddress, orgID}', 'members.read_church'),
  property('related', '{spouse, children, dependents, parents, guardians}', 'members.read_spouse, members.read_children_dependents, members.read_parents_guardians'),
  property('consents', '{<application id>: scopes}', 'Never sent: what the person consented to, which decides what is.'),
]

export const TRIGGERS: Trigger[] = [
  {
    name: 'person.created',
    parent: null,
    title: 'Person created',
    description: 'A person was added. Looks on the wire like any other change to a person.',
    properties: PROPERTIES,
    source: 'documented',
  },
  {
    name: 'person.updated',
    parent: null,
    title: 'Person updated',
    description: 'Something about a person changed. Run Test sends it too.',
    properties: PROPERTIES,
    source: 'documented',
  },
  {
    name: 'person.deleted',
    parent: null,
    title: 'Person deleted',
    description: 'A person was removed; carries the person as it was last. The provider documents no such message.',
    properties: PROPERTIES,
    source: 'extension',
  },
]

/** Throws `ProblemError('invalid')` for a name that is not in the catalogue. */
function checkTrigger(trigger: string): void {
  if (!TRIGGERS.some(({ name }) => name === trigger)) {
    throw new ProblemError('invalid', `Members has no trigger "${trigger}". There are ${TRIGGERS.map(({ name }) => name).join(', ')}.`)
  }
}

/** Samples start anywhere in the range of personIDs; consecutive seeds land far apart. */
const sampleID = (seed: number): number => 10_000 + ((seed * 7_919 + 131) % 990_000)

/** One generated person with a family; consents to everything for the default application. */
export function sample(trigger: string, seed: number): JsonObject {
  checkTrigger(trigger)
  const [person] = generatePersons({ seed, count: 5, firstID: sampleID(seed), applicationId: DEFAULT_APPLICATION, now: Date.UTC(2025, 0, 1) })
  return toJson(person ?? {})
}

/**
 * Completes what was given, as JSON merge patch:
 * over the stored person where `personID` names one; over a sample where it names none; and where there is no
 * `personID`, over a stored person that a registered application may see, chosen by the seed (for `person.created`
 * over a sample whose personID is free). `lastChangedDate` is the present unless given. A sample has consented to
 * everything, for every application, unless `consents` are given.
 */
export function complete(raised: { trigger: string; data: JsonObject | undefined; seed: number }, world: World): JsonObject {
  checkTrigger(raised.trigger)
  const { lastChangedDate, ...given } = raised.data ?? {}
  const base = given['personID'] === undefined ? chosen(raised.trigger, raised.seed, world) : named(given['personID'], world)
  const person = mergePatch(base ?? fresh(raised.trigger, raised.seed, given['personID'] === undefined, world), given)
  const now = new Date(world.now()).toISOString()
  return toJson(parsePerson({ ...person, lastChangedDate: lastChangedDate ?? now }, { lastChangedDate: now, knownScopes: ALL_SCOPES }))
}

const named = (personID: unknown, world: World): JsonObject | undefined =>
  typeof personID === 'number' || typeof personID === 'string' ? world.entity('person', String(personID))?.data : undefined

function fresh(trigger: string, seed: number, idMustBeFree: boolean, world: World): JsonObject {
  let person = sample(trigger, seed)
  if (idMustBeFree) for (let further = 1; further < 100 && named(person['personID'], world); further++) person = sample(trigger, seed + further)
  const applications = world.entities('application', { limit: 500, offset: 0 })
  return { ...person, consents: Object.fromEntries(applications.map(({ id }) => [id, [...CURRENT_SCOPES]])) }
}

/** Where nobody among this many is visible, the first of them is taken all the same: why it is skipped is then said. */
const LOOK_AT = 1000
/** Mostly the first is visible: it is read alone, and then so many at a time. */
const PAGE = 10

function chosen(trigger: string, seed: number, world: World): JsonObject | undefined {
  if (trigger === 'person.created') return undefined
  const applications = registered(world)
  let first: JsonObject | undefined
  for (const data of personsFrom(seed, world)) {
    first ??= data
    if (applications.some((application) => isSeenBy(application, readPerson(data)))) return data
  }
  return first
}

/** Persons from the one that the seed names to the last, then those before it. */
function* personsFrom(seed: number, world: World): Generator<JsonObject> {
  const total = world.count('person')
  const start = total === 0 ? 0 : seed % total
  const end = start + Math.min(total, LOOK_AT)
  for (let at = start; at < end; ) {
    const [offset, stop] = at < total ? [at, Math.min(end, total)] : [at - total, end - total]
    const items = world.entities('person', { limit: at === start ? 1 : Math.min(PAGE, stop - offset), offset })
    if (items.length === 0) return
    for (const { data } of items) yield data
    at += items.length
  }
}

function registered(world: World): Application[] {
  const accounts = new Set(world.registrations().filter(({ enabled }) => enabled).map(({ account }) => account))
  if (accounts.size === 0) accounts.add(DEFAULT_APPLICATION)
  return [...accounts].flatMap((account) => readApplication(world, account) ?? [])
}
