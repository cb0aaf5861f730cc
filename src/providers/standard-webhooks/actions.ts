/** The buttons of an endpoint. */
import { ProblemError } from '#contract/problem.ts'
import type { Action } from '#contract/provider.ts'
import type { Pressed, RegistrationData, World } from '../provider.ts'
import { EVENT_TYPES } from './event-types.ts'
import { sample } from './catalog.ts'
import { rotated, type Settings } from './settings.ts'

export const SEND_TEST = 'send-test'
const ROTATE = 'rotate-secret'

export const ACTIONS: Action[] = [
  { id: SEND_TEST, title: 'Send test', description: 'Sends a sample of the first event type that the endpoint gets.', raises: true, source: 'extension' },
  { id: ROTATE, title: 'Rotate secret', description: 'Makes a new secret; the old one signs too for 24 hours.', raises: false, source: 'assumed' },
]

/** @throws `ProblemError('not_found')` for a button that is not there. */
export function runAction(action: string, { settings }: Pick<RegistrationData<Settings>, 'settings'>, world: Pick<World, 'now'>): Pressed {
  if (action === ROTATE) return { change: { settings: rotated(settings, world.now()) } }
  if (action !== SEND_TEST) throw new ProblemError('not_found', `Standard Webhooks has no action "${action}". There are ${SEND_TEST} and ${ROTATE}.`)
  const trigger = settings.eventTypes[0] ?? EVENT_TYPES[0]?.name ?? ''
  return { raised: { trigger, data: sample(trigger, 1) } }
}
