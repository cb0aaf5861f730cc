/** Sync Data: every person that the application may see. */
import type { SyncDefinition } from '../provider.ts'
import { readApplication } from './application.ts'
import { seenBy } from './audience.ts'
import { readPerson } from './entities.ts'
import { personTitle } from './person.ts'
import type { Settings } from './settings.ts'

export const SYNC: SyncDefinition<Settings> = {
  title: 'Sync Data',
  description: 'Pushes every person that the application has access to, no closer together than the request interval.',
  source: 'documented',
  kind: 'person',
  trigger: 'person.updated',
  intervalKey: 'requestInterval',
  address(entities, registration, world) {
    const application = readApplication(world, registration.account)
    const seen = entities.flatMap(({ data }) => {
      const person = readPerson(data)
      const text = application && seenBy(application, person, world)
      return text ? [{ text, title: personTitle(person) }] : []
    })
    const [first] = seen
    const subject = first && (seen.length === 1 ? first.title : `${first.title} and ${seen.length - 1} more`)
    return {
      message: subject === undefined ? null : { payload: JSON.stringify(seen.map(({ text }) => text)), subject },
      skipped: entities.length - seen.length,
    }
  },
}
