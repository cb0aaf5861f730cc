/** The buttons of the provider's page. */
import { ProblemError } from '#contract/problem.ts'
import type { Action } from '#contract/provider.ts'
import type { Pressed, RegistrationData, World } from '../provider.ts'
import { readApplication } from './application.ts'
import { isSeenBy, whyUnseen } from './audience.ts'
import { readPerson } from './entities.ts'

export const RUN_TEST = 'run-test'

export const ACTIONS: Action[] = [
  { id: RUN_TEST, title: 'Run Test', description: "Posts the current user's person to the webhook.", raises: true, source: 'documented' },
]

/**
 * What pressing a button raises. Run Test sends the person as it is, so `lastChangedDate` stays.
 * Throws `ProblemError('conflict')` where there is nobody to send.
 */
export function runAction(action: string, registration: Pick<RegistrationData<unknown>, 'account'>, world: World): Pressed {
  if (action !== RUN_TEST) throw new ProblemError('not_found', `Members has no action "${action}". There is ${RUN_TEST}.`)
  const application = readApplication(world, registration.account)
  if (!application) throw new ProblemError('conflict', `Run Test needs the webhook's application, and there is no application ${registration.account}.`)
  const { currentUser } = application
  if (currentUser === null) {
    throw new ProblemError('conflict', `Run Test sends the current user's person, and application ${application.id} has no current user: set its currentUser to a personID.`)
  }
  const stored = world.entity('person', String(currentUser))
  if (!stored) throw new ProblemError('conflict', `Run Test sends the current user's person, and there is no person ${currentUser}: set application ${application.id}'s currentUser to one that exists.`)
  const person = readPerson(stored.data)
  if (!isSeenBy(application, person)) throw new ProblemError('conflict', `Run Test has nothing to send: ${whyUnseen(application, person)}`)
  return { raised: { trigger: 'person.updated', data: stored.data } }
}
