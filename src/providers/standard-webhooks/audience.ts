/** Who gets what of an event: endpoints that chose its type, or chose none. */
import { jsonText } from '#contract/json-text.ts'
import type { Addressed, Raised, RegistrationData, World } from '../provider.ts'
import type { Settings } from './settings.ts'

/** The payload is the whole body, with the time at which the event occurred: it stays the same over all attempts. */
export function address({ trigger, data }: Raised, { settings }: Pick<RegistrationData<Settings>, 'settings'>, world: Pick<World, 'now'>): Addressed {
  const { eventTypes } = settings
  if (eventTypes.length > 0 && !eventTypes.includes(trigger)) return { skip: `Its endpoint gets ${eventTypes.join(', ')} only.` }
  const { id } = data
  const subject = typeof id === 'string' ? id.slice(0, 100) : ''
  return { payload: jsonText({ type: trigger, timestamp: new Date(world.now()).toISOString(), data }), subject }
}
