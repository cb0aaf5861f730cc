import { closest } from '#contract/closest.ts'
import type { JsonObject } from '#contract/common.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import { ProblemError } from '#contract/problem.ts'
import { EVENT_TYPES } from './event-types.ts'
import { sampleOf } from './samples.ts'

export { EVENT_TYPES as TRIGGERS } from './event-types.ts'

/** @throws `ProblemError('not_found')` for an event type that is not in the catalogue. */
export function sample(trigger: string, seed: number): JsonObject {
  const data = sampleOf(trigger, seed)
  if (data) return data
  throw new ProblemError('not_found', `There is no event type ${JSON.stringify(trigger.slice(0, 300))}. Closest are: ${closest(trigger, EVENT_TYPES.map(({ name }) => name)).join(', ')}.`)
}

/** Over a sample, as JSON merge patch: null removes a property. Nothing is checked: a receiver has to bear unknown properties and odd values. */
export function complete({ trigger, data, seed }: { trigger: string; data: JsonObject | undefined; seed: number }): JsonObject {
  return mergePatch(sample(trigger, seed), data ?? {})
}
