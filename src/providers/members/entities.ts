/** The documents that the provider keeps: applications and persons, and what a change to one raises. */
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import type { EntityKind } from '#contract/provider.ts'
import type { EntityData, Raised, World } from '../provider.ts'
import { APPLICATION_FIELDS, DEFAULT_API_KEY, DEFAULT_APPLICATION, parseApplication } from './application.ts'
import { PERSON_FIELDS, Person, parsePerson, personTitle } from './person.ts'
import { generatePersons } from './persons.ts'
import { ALL_SCOPES, CURRENT_SCOPES } from './scopes.ts'

/** The first person of every fresh workspace, and the application's current user. */
const FIRST_PERSON_ID = 54_512

export const ENTITY_KINDS: EntityKind[] = [
  {
    kind: 'person',
    title: 'Person',
    plural: 'Persons',
    description: 'Generated, never real. A change to a person raises a message to every application that may see the person; `consents` says what each may see.',
    fields: PERSON_FIELDS,
    raises: true,
  },
  {
    kind: 'application',
    title: 'Application',
    plural: 'Applications',
    description: 'Has an API key, approved scopes and at most one webhook. Run Test sends its current user.',
    fields: APPLICATION_FIELDS,
    raises: false,
  },
]

/** Plain JSON: a value that is undefined is no field. */
export const toJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject

export const readPerson = (data: JsonObject): Person => Person.parse(data)

/** For one that was checked or made here. To read all of each took a fifth of the time for a fresh workspace of thousands. */
const NamedPerson = Person.pick({ personID: true, displayName: true }).strip()

export function seedEntities(input: { seed: number; persons: number; now: number }): { kind: string; items: EntityData[] }[] {
  const persons = generatePersons({ seed: input.seed, count: input.persons, firstID: FIRST_PERSON_ID, applicationId: DEFAULT_APPLICATION, now: input.now })
  const application = {
    id: DEFAULT_APPLICATION,
    name: 'Application under development',
    apiKey: DEFAULT_API_KEY,
    scopes: [...CURRENT_SCOPES],
    currentUser: persons[0]?.personID ?? null,
  }
  return [
    { kind: 'application', items: [{ id: application.id, data: application }] },
    { kind: 'person', items: persons.map((person) => ({ id: String(person.personID), data: toJson(person) })) },
  ]
}

/**
 * Checks a document. A person that differs from the stored one without a new `lastChangedDate` gets the present time
 * there; a person that does not differ keeps it.
 */
export function parseEntity(kind: string, data: JsonObject, world: World): EntityData {
  if (kind === 'application') {
    const application = parseApplication(data, world)
    return { id: application.id, data: toJson(application) }
  }
  if (kind !== 'person') throw new ProblemError('not_found', `Members has no documents of the kind "${kind}". Kinds are person and application.`)
  const now = new Date(world.now()).toISOString()
  const person = parsePerson(data, { lastChangedDate: now, knownScopes: ALL_SCOPES })
  const id = String(person.personID)
  const before = world.entity('person', id)
  const changed = before !== undefined && !sameBut(before.data, toJson(person)) && before.data['lastChangedDate'] === person.lastChangedDate
  return { id, data: toJson(changed ? { ...person, lastChangedDate: now } : person) }
}

const readName = ({ name }: JsonObject): string => (typeof name === 'string' ? name : 'Application')

export const entityTitle = (kind: string, entity: EntityData): string =>
  kind === 'person' ? personTitle(NamedPerson.parse(entity.data)) : `${readName(entity.data)} (${entity.id})`

/** One message for each change to a person; a new `lastChangedDate` alone is no change. */
export function entityChanged(kind: string, before: EntityData | undefined, after: EntityData | undefined, world: World): Raised[] {
  if (kind !== 'person') return []
  if (after === undefined) {
    return before ? [{ trigger: 'person.deleted', data: { ...before.data, lastChangedDate: new Date(world.now()).toISOString() } }] : []
  }
  if (before === undefined) return [{ trigger: 'person.created', data: after.data }]
  return sameBut(before.data, after.data) ? [] : [{ trigger: 'person.updated', data: after.data }]
}

/** Parsing puts the keys of both in one order, so that their texts can be compared. */
function sameBut(a: JsonObject, b: JsonObject): boolean {
  const [one, other] = [a, b].map((data) => JSON.stringify({ ...readPerson(data), lastChangedDate: '' }))
  return one === other
}
