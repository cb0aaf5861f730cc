/** The catalogue: each trigger with its own properties, its ancestors' and the common ones, and what is above it. */
import type { JsonObject } from '#contract/common.ts'
import { closest } from '#contract/closest.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Trigger } from '#contract/provider.ts'
import type { World } from '../provider.ts'
import { DEFAULT_AGENCY } from './agency.ts'
import { sampleOf } from './samples.ts'
import { BASE, MAYBE_TIME, ROWS, type PropertyRow, type TriggerRow } from './triggers.ts'

const BY_NAME = new Map(ROWS.map((row) => [row[0], row]))

/** The trigger and all above it, itself first; empty for a name that is not in the catalogue. */
export function lineage(trigger: string): readonly TriggerRow[] {
  const row = BY_NAME.get(trigger)
  return row ? [row, ...(row[1] === null ? [] : lineage(row[1]))] : []
}

/** Own properties, then the parent's and so on up, then those of every trigger; one that is named twice keeps its first place. */
export function propertiesOf(trigger: string): readonly PropertyRow[] {
  const all = [...lineage(trigger).flatMap(([, , , own = []]) => own), ...BASE]
  return all.filter(([name], at) => all.findIndex((row) => row[0] === name) === at)
}

/** `PersonAddressChangedSubscriptionNotification`: "Person address changed". The provider's spelling of one word is mended. */
function titleOf(name: string): string {
  const words = name.replace(/Subs?cription(Notification)?(DataContract)?$/, '').replace('Recieved', 'Received')
  const spaced = words.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

export const TRIGGERS: Trigger[] = ROWS.map(([name, parent, description]) => ({
  name,
  parent,
  title: titleOf(name),
  description,
  properties: propertiesOf(name).map(([property, type, filter]) => ({ name: property, type, ...(filter && { filter: true }) })),
  source: 'documented',
}))

/** @throws `ProblemError('not_found')` for a name that is not in the catalogue, with those that may have been meant. */
export function checkTrigger(trigger: string): void {
  if (BY_NAME.has(trigger)) return
  throw new ProblemError('not_found', `There is no trigger ${JSON.stringify(trigger.slice(0, 300))}. Closest are: ${closest(trigger, [...BY_NAME.keys()]).join(', ')}.`)
}

export function sample(trigger: string, seed: number): JsonObject {
  checkTrigger(trigger)
  return sampleOf(lineage(trigger).at(-1)?.[0] ?? trigger, trigger, propertiesOf(trigger), seed)
}

/**
 * Over a sample, as JSON merge patch: null removes a property, but for the nullable ones, which are then sent as null. Nothing is checked:
 * a receiver has to bear unknown properties and odd values. Where no agency is given, it is that of the first webhook that would get it.
 */
export function complete(raised: { trigger: string; data: JsonObject | undefined; seed: number }, world: World): JsonObject {
  const given = { AgencyId: agencyOf(raised.trigger, world), Occurred: new Date(world.now()).toISOString(), ...raised.data }
  const base = sample(raised.trigger, raised.seed)
  const data = mergePatch(base, given)
  const nullable = new Set(propertiesOf(raised.trigger).flatMap(([name, type]) => (type === MAYBE_TIME ? [name] : [])))
  return Object.fromEntries(Object.keys({ ...base, ...given }).flatMap((name) => (name in data || nullable.has(name) ? [[name, data[name] ?? null]] : [])))
}

function agencyOf(trigger: string, world: World): number | bigint {
  const names = lineage(trigger).map(([name]) => name)
  const id = BigInt(world.registrations().find(({ enabled, settings }) => enabled && names.some((name) => name === settings['trigger']))?.account ?? DEFAULT_AGENCY)
  return id > BigInt(Number.MAX_SAFE_INTEGER) ? id : Number(id)
}
