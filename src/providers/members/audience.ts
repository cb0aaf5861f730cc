/** Who gets what of a change: the seam between what happened and what an application may know. */
import type { Addressed, Raised, RegistrationData, World } from '../provider.ts'
import { readApplication, type Application } from './application.ts'
import { readPerson } from './entities.ts'
import { personTitle, type Person } from './person.ts'
import { scoped, shared, type Relative } from './scopes.ts'

/** The person as this application may see it; undefined when the application may not see it at all. */
export const seenBy = (application: Application, person: Person, world: World) =>
  scoped(person, application.scopes, consentsTo(application, person), relativeIn(world))

export const isSeenBy = (application: Application, person: Person): boolean => shared(application.scopes, consentsTo(application, person)).size > 0

const consentsTo = (application: Application, person: Person): readonly string[] => person.consents?.[application.id] ?? []

const relativeIn = (world: World): Relative => (personID) => {
  const stored = world.entity('person', String(personID))
  return stored && readPerson(stored.data)
}

/** The text of one message: an array that holds the scoped person. */
export function address(raised: Raised, registration: Pick<RegistrationData<unknown>, 'account'>, world: World): Addressed {
  const application = readApplication(world, registration.account)
  if (!application) return { skip: `There is no application ${registration.account}.` }
  const person = readPerson(raised.data)
  const seen = seenBy(application, person, world)
  return seen ? { payload: JSON.stringify([seen]), subject: personTitle(person) } : { skip: whyUnseen(application, person) }
}

/** Why an application may not see a person; asked only where it may not. */
export function whyUnseen(application: Application, person: Person): string {
  const consented = consentsTo(application, person)
  if (application.scopes.length === 0) return `Application ${application.id} has no approved scopes.`
  if (consented.length === 0) return `Person ${person.personID} has consented to nothing for application ${application.id}.`
  return `Person ${person.personID} has consented only to scopes that application ${application.id} is not approved for: ${consented.join(', ')}.`
}
